import Specimens
import Testing

struct ParcelTests {
  static func classes(_ counts: [Double?]) -> Parcel {
    Parcel(
      identifier: "p",
      content: .classes(
        SieveSet(bounds: counts.indices.map { .carats(Double($0 + 1)) }),
        counts.map { ClassContent(stones: $0, carats: 1) }))
  }

  @Test func stonesAreCountedOneByOne() {
    let stones = [Stone(carats: 0.5), Stone(carats: 2, identifier: "s")]
    #expect(Parcel(identifier: "p", content: .stones(stones)).stoneCount == 2)
    #expect(Parcel(identifier: "p", content: .stones([])).stoneCount == 0)
  }

  @Test func classesAreAddedUpWhereEveryOneStatesItsStones() {
    #expect(ParcelTests.classes([3, 0, 4.5]).stoneCount == 7.5)
    #expect(ParcelTests.classes([3, nil, 4]).stoneCount == nil)
    #expect(ParcelTests.classes([]).stoneCount == 0)
  }

  @Test func whatIsNotStatedIsUnknown() {
    let parcel = Parcel(identifier: "p", content: .stones([]))
    #expect(parcel.handling == .unknown)
    #expect(parcel.origin == nil)
  }
}
