import Foundation
import Specimens
import Testing

struct SpectraTests {
  static let table = SpectraTable(
    axis: WavelengthAxis(wavelengths: [400, 401, 400.5], segments: [0..<2, 2..<3]),
    intensities: [1, 2, 3, 4, 5, 6],
    metadata: Metadata(names: ["stone"], columns: [["a", "b"]], rows: 2))

  @Test func aShotIsOneRowOfTheTable() {
    #expect(SpectraTests.table.count == 2)
    #expect(SpectraTests.table.axis.count == 3)
    #expect(SpectraTests.table[1].intensities == [4, 5, 6])
    #expect(SpectraTests.table[1].axis == SpectraTests.table.axis)
  }

  @Test func selectedShotsKeepTheirMetadata() {
    let selected = SpectraTests.table.selecting(rows: [1, 0, 1])
    #expect(selected.intensities == [4, 5, 6, 1, 2, 3, 4, 5, 6])
    #expect(selected.metadata["stone"] == ["b", "a", "b"])
    #expect(SpectraTests.table.selecting(rows: []).count == 0)
  }

  @Test func anAxisWithoutChannelsIsOne() {
    #expect(WavelengthAxis(wavelengths: [], segments: []).count == 0)
    #expect(WavelengthAxis(wavelengths: []).segments == [0..<0])
  }

  @Test func anAxisIsReadBackToTheLastBit() throws {
    let axis = WavelengthAxis(
      wavelengths: [247.856, 393.366, 250.1 + 0.2], segments: [0..<2, 2..<3])
    let data = try JSONEncoder().encode(axis)
    #expect(try JSONDecoder().decode(WavelengthAxis.self, from: data) == axis)
  }

  @Test(arguments: [
    #"{"wavelengths":[1,2,3],"segments":[[0,5]]}"#, #"{"wavelengths":[1,2,3],"segments":[[0,2]]}"#,
    #"{"wavelengths":[1,2,3],"segments":[[1,3]]}"#, #"{"wavelengths":[1,2,3],"segments":[]}"#,
    #"{"wavelengths":[1,2,3],"segments":[[0,1],[2,3]]}"#,
    #"{"wavelengths":[1,2,3],"segments":[[0,2],[1,3]]}"#,
    #"{"wavelengths":[2,1,3],"segments":[[0,3]]}"#, #"{"wavelengths":[1,1],"segments":[[0,2]]}"#,
    #"{"wavelengths":[1,2,3],"segments":[[3,0]]}"#, #"{"wavelengths":[1]}"#,
  ])
  func anAxisWhoseSegmentsDoNotFitIsNotRead(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(WavelengthAxis.self, from: Data(json.utf8))
    }
  }
}
