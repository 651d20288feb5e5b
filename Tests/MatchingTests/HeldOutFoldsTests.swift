import Matching
import Testing

struct HeldOutFoldsTests {
  @Test func wholeGroupsGoToFoldsInTurnOriginByOrigin() {
    // Origin 1 first in the table, origin 2 with one group only.
    let folds = HeldOutFolds(
      labels: [1, 1, 1, 0, 0, 0, 2, 2], groups: [0, 0, 1, 2, 3, 3, 4, 4])
    #expect(folds.kind == .wholeGroups)
    #expect(folds.folds == [2, 2, 3, 0, 1, 1, nil, nil])
    #expect(folds.units == [0, 0, 1, 2, 3, 3, 4, 4])
  }

  @Test func moreGroupsThanFoldsShareThem() {
    let groups = Array(0..<20)
    let folds = HeldOutFolds(labels: groups.map { $0 / 10 }, groups: groups)
    #expect(folds.folds == groups.map { $0 % 8 })
  }

  @Test func everyFoldLeavesReferencesOfEveryOrigin() {
    for counts in [[2, 2], [9, 2], [2, 17, 3], [8, 8, 8], [30, 2]] {
      let labels = counts.indices.flatMap { Array(repeating: $0, count: counts[$0]) }
      let folds = HeldOutFolds(labels: labels, groups: Array(labels.indices))
      for fold in 0..<8 {
        let left = labels.indices.filter { folds.folds[$0] != fold }.map { labels[$0] }
        #expect(Set(left).count == counts.count)
      }
    }
  }

  @Test func oneOriginWithSeveralGroupsIsNotEnoughForWholeGroups() {
    let folds = HeldOutFolds(
      labels: [0, 0, 0, 0, 1, 1, 1], groups: [0, 0, 1, 1, 2, 2, 2])
    #expect(folds.kind == .blocksOfGroups)
    #expect(folds.folds == [0, 1, 0, 1, 0, 1, 2])
    #expect(folds.units == [0, 1, 2, 3, 4, 5, 6])
  }

  @Test func blocksAreContiguousAndAsEvenAsTheyCanBe() {
    let folds = HeldOutFolds(
      labels: Array(repeating: 0, count: 20) + [1], groups: Array(repeating: 0, count: 20) + [1])
    #expect(folds.kind == .blocksOfGroups)
    #expect(folds.folds == (0..<20).map { $0 * 8 / 20 } + [nil])
    #expect(Set(folds.units).count == 9)
  }

  @Test func singleItemsOfSingleGroupsLeaveNothingToHoldOut() {
    #expect(HeldOutFolds(labels: [0, 1, 2], groups: [0, 1, 2]).kind == .nothing)
    #expect(HeldOutFolds(labels: [], groups: []).kind == .nothing)
  }

  @Test func itemsOfAGroupMayStandAnywhereAndInAnyOrder() {
    let labels = [0, 1, 0, 1, 0, 1, 0, 1]
    let groups = [0, 1, 2, 3, 0, 1, 2, 3]
    let folds = HeldOutFolds(labels: labels, groups: groups)
    #expect(folds.folds == [0, 2, 1, 3, 0, 2, 1, 3])
  }
}
