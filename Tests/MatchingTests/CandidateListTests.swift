import Testing

@testable import Matching

struct CandidateListTests {
  /// A bound of zero width: the cut-off is just above the k-th smallest value (for values above -2).
  let exact = ScreenBound(columns: 1, largestNorm: 1, squaredNorm: 4, scale: 1, share: 0)

  @Test(arguments: [1, 2, 10, 63, 64, 200, 1000])
  func keepsTheSmallestInAnyOrder(wanted: Int) {
    var numbers = Numbers(seed: wanted)
    let values = (0..<1000).map { _ in Float(numbers.unit()) }
    var list = CandidateList(wanted: wanted, bound: exact)
    for (row, value) in values.enumerated() where value < list.cutoff {
      list.add(value: value, row: row)
    }
    list.tighten()
    let kept = Set(list.entries.map(\.row))
    #expect(kept.isSuperset(of: (0..<1000).sorted { values[$0] < values[$1] }.prefix(wanted)))
    #expect(kept.count <= wanted + 5)
  }

  @Test func nothingIsCutOffBeforeThereAreEnough() {
    var list = CandidateList(wanted: 3, bound: exact)
    list.add(value: 1, row: 0)
    list.add(value: 2, row: 1)
    list.tighten()
    #expect(list.cutoff == .infinity && list.entries.count == 2)
  }

  @Test func equalValuesAreAllKept() {
    var list = CandidateList(wanted: 2, bound: exact)
    for row in 0..<500 where 0.25 < list.cutoff { list.add(value: 0.25, row: row) }
    list.tighten()
    #expect(list.entries.count == 500)
  }

  /// Parts of the references seen by lists of their own, joined, keep what one list keeps.
  @Test(arguments: [1, 5, 40, 400])
  func joinedListsKeepTheSmallest(wanted: Int) {
    var numbers = Numbers(seed: wanted)
    let values = (0..<900).map { _ in Float(numbers.unit()) }
    var list = CandidateList(wanted: wanted, bound: exact)
    func see(_ rows: Range<Int>, _ list: inout CandidateList) {
      for row in rows where values[row] < list.cutoff { list.add(value: values[row], row: row) }
    }
    see(0..<300, &list)
    list.tighten()
    var parts = [list.emptied(), list.emptied()]
    #expect(parts[0].entries.isEmpty && parts[0].cutoff == list.cutoff)
    see(300..<600, &parts[0])
    see(600..<900, &parts[1])
    for part in parts { list.join(part) }
    let kept = Set(list.entries.map(\.row))
    #expect(kept.isSuperset(of: (0..<900).sorted { values[$0] < values[$1] }.prefix(wanted)))
    #expect(kept.count <= wanted + 5)
  }
}
