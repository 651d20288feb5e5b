import Testing

@testable import Matching

struct HeldOutStonesTests {
  @Test func groupsAreCutIntoWholeStones() {
    let (kept, stones) = HeldOutStones.cut([7, 7, 3, 7, 7, 7, 3], size: 2)
    // Group 7 has five items: two stones, the fifth item is left; group 3 has one stone.
    #expect(kept == [0, 1, 2, 3, 4, 6] && stones == [0, 0, 1, 2, 2, 1])
  }

  @Test func aSmallGroupIsOneStoneAndALargeOneGivesNoMoreThanAllowed() {
    #expect(HeldOutStones.cut([1, 1, 1], size: 5).stones == [0, 0, 0])
    #expect(HeldOutStones.cut([1, 2, 1], size: nil).stones == [0, 1, 0])
    let many = HeldOutStones.cut([Int](repeating: 4, count: 1000), size: 1)
    #expect(many.kept.count == HeldOutStones.mostOfAGroup)
  }
}
