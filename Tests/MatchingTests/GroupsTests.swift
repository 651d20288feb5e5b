import LinearAlgebra
import Matching
import Testing

struct GroupsTests {
  @Test func theMeanOfEachGroupStandsAtItsNumber() {
    let means = GroupMeans(of: Matrix<Double>([[1, 2], [5, 5], [3, 8]]), groups: [1, 0, 1])
    #expect(means.means == Matrix([[5, 5], [2, 5]]))
    #expect(means.counts == [1, 2])
  }

  @Test func whatIsAbsentStaysAbsentInTheMean() {
    let means = GroupMeans(
      of: Matrix<Double>([[1, -.infinity], [3, -.infinity]]), groups: [0, 0])
    #expect(means.means == Matrix([[2, -.infinity]]))
  }

  @Test func noRowsAreNoGroups() {
    let means = GroupMeans(of: Matrix<Double>(rows: 0, columns: 3), groups: [])
    #expect(means.counts.isEmpty)
    #expect(means.means == Matrix(rows: 0, columns: 3))
  }

  @Test func groupsAreNumberedInTheOrderOfAppearance() {
    #expect(renumbered(["b", "a", "b", "c"]) == [0, 1, 0, 2])
    #expect(renumbered([Int]()).isEmpty)
  }
}
