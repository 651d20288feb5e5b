import Matching
import Specimens
import Testing

struct FoldPlanTests {
  @Test func theValuesOfAColumnAreFoldsInTheirOwnOrder() throws {
    let plan = try FoldPlan(
      values: ["b", "a", "b", "c"], named: "day", keepingWhole: ["1", "2", "1", "3"])
    #expect(plan.folds == [1, 0, 1, 2])
    #expect(plan.count == 3)
    #expect(plan.description == "3 folds, the values of day")
  }

  @Test func aGroupInTwoFoldsIsRefused() {
    #expect(
      throws: MatchingError.material(
        reason: "the group g stands in the folds b and a",
        mend: "name a --fold column that keeps groups whole, or leave --fold out")
    ) {
      try FoldPlan(values: ["b", "b", "a"], named: "day", keepingWhole: ["h", "g", "g"])
    }
  }

  @Test func oneFoldOrAnEmptyValueIsRefused() {
    #expect(throws: MatchingError.self) {
      try FoldPlan(values: ["a", "a"], named: "day", keepingWhole: ["1", "2"])
    }
    #expect(throws: MatchingError.self) { try FoldPlan(values: [], named: "day", keepingWhole: []) }
    #expect(
      throws: MatchingError.material(
        reason: "row 2 of the table has no day",
        mend: "fill it in, or leave the row out with --where")
    ) {
      try FoldPlan(values: ["a", "", "b"], named: "day", keepingWhole: ["1", "2", "3"])
    }
  }

  static func plan(_ groups: [String], _ origins: [Int]) throws -> FoldPlan {
    try FoldPlan(wholeGroups: groups, of: origins.map { Origin("origin \($0)") })
  }

  @Test func upToFiftyGroupsAreLeftOutOneByOne() throws {
    let groups = (0..<100).map { "g\($0 % 50)" }
    let plan = try FoldPlanTests.plan(groups, groups.map { $0.count })
    #expect(plan.count == 50)
    #expect(plan.folds == (0..<100).map { $0 % 50 })
    #expect(plan.description == "each of 50 groups left out in turn")
  }

  @Test func moreThanFiftyGroupsGoToTenFolds() throws {
    let groups = (0..<51).map { "g\($0)" }
    let plan = try FoldPlanTests.plan(groups + groups, Array(repeating: 0, count: 102))
    #expect(plan.count == 10)
    #expect(plan.folds == (0..<102).map { $0 % 51 % 10 })
    #expect(plan.description == "10 folds of whole groups")
  }

  @Test(arguments: [2, 5, 10])
  func noOrderOfTheRowsPutsAllGroupsOfAnOriginIntoOneFold(origins: Int) throws {
    // One group of each origin after another, so that the row says the origin.
    let labels = (0..<60).map { $0 % origins }
    let plan = try FoldPlanTests.plan((0..<60).map { "g\($0)" }, labels)
    for fold in 0..<10 {
      let left = labels.indices.filter { plan.folds[$0] != fold }
      #expect(left.count == 54)
      #expect(Set(left.map { labels[$0] }).count == origins)
    }
  }

  @Test func oneGroupIsRefused() {
    #expect(throws: MatchingError.self) { try FoldPlanTests.plan(["g", "g"], [0, 1]) }
    #expect(throws: MatchingError.self) { try FoldPlanTests.plan([], []) }
  }

  @Test func theLeakyPlanIsTheSameEverywhereAndEven() {
    let plan = FoldPlan(leakyOver: 1000)
    #expect(plan == FoldPlan(leakyOver: 1000))
    #expect(Array(plan.folds.prefix(10)) == Array(FoldPlan(leakyOver: 10).folds))
    for fold in 0..<5 {
      let size = plan.folds.count { $0 == fold }
      #expect((170...230).contains(size))
    }
    // Computed by Python: ((i + 1) * 0x9E3779B97F4A7C15 % 2**64 >> 33) % 5.
    #expect(plan.folds.prefix(12) == [4, 1, 1, 2, 4, 4, 1, 0, 2, 4, 4, 0])
  }

  @Test func theLeakyPlanSplitsGroups() {
    let plan = FoldPlan(leakyOver: 40)
    // Groups of four consecutive items: none of them may stay whole throughout.
    let whole = (0..<10).count { Set(plan.folds[$0 * 4..<$0 * 4 + 4]).count == 1 }
    #expect(whole == 0)
  }
}
