import Specimens
import Testing

struct MaterialTests {
  static let parcels = Material.parcels([
    Parcel(identifier: "p", content: .stones([]), origin: Origin("CI")),
    Parcel(identifier: "q", content: .stones([])),
  ])
  static let all: [Material] = [
    parcels, .spectra(SpectraTests.table), .elements(CompositionTests.table),
  ]

  @Test func everyKindOfMaterialSaysWhatItIs() {
    #expect(MaterialTests.all.map(\.kind) == [.sizes, .spectra, .elements])
    #expect(MaterialTests.all.map(\.count) == [2, 2, 2])
  }

  @Test(arguments: all)
  func selectedItemsAreThoseAskedForInTheirOrder(material: Material) {
    let selected = material.selecting([1, 0, 1])
    #expect(selected.kind == material.kind)
    #expect(selected.count == 3)
    #expect(selected.metadata == material.metadata.selecting(rows: [1, 0, 1]))
    #expect(selected.selecting([1, 0]) == material)
  }

  @Test func theMetadataOfParcelsAreIdentifierAndOrigin() {
    #expect(MaterialTests.parcels.metadata["parcel"] == ["p", "q"])
    #expect(MaterialTests.parcels.metadata["origin"] == ["CI", ""])
  }
}
