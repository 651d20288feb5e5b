import Fingerprints
import LinearAlgebra
import Testing

@testable import Matching

struct NearDuplicatesTests {
  private func points(_ count: Int) -> [[Double]] {
    var generator = CounterGenerator(seed: 3, stream: "points")
    return (0..<count).map { row in
      (0..<3).map { _ in generator.normal() + (row % 2 == 0 ? 0 : 20) }
    }
  }

  private func find(_ points: [[Double]]) -> NearDuplicates {
    NearDuplicates(
      Matrix(points), names: points.indices.map { "g\($0)" },
      origins: points.indices.map { $0 % 2 == 0 ? "A" : "B" })
  }

  @Test func unlikeItemsAreNotListed() {
    #expect(find(points(60)).count == 0)
  }

  @Test func oneItemUnderTwoNamesIsFound() {
    var points = points(60)
    points[10] = points[4]
    points[20] = points[6].map { $0 + 1e-4 }
    let found = find(points)
    #expect(found.listed.map(\.items) == [["g4", "g10"], ["g6", "g20"]])
    #expect(found.listed.map(\.isIdentical) == [true, false])
    #expect(found.listed.allSatisfy { $0.isWithinOrigin })
  }

  @Test func oneItemUnderTwoOriginsIsFound() {
    var points = points(60)
    points[11] = points[4].map { $0 + 0.01 }
    let found = find(points)
    #expect(found.listed.map(\.items) == [["g4", "g11"]])
    #expect(found.listed.first?.origins == ["A", "B"])
  }

  @Test func theListIsCutAndTheNumberIsNot() {
    let found = find([[Double]](repeating: [1, 2, 3], count: 30))
    #expect(found.count == 435 && found.listed.count == NearDuplicates.most)
  }

  @Test func fewerThanTwoItemsHaveNone() {
    #expect(find([]).count == 0 && find([[1, 2, 3]]).count == 0)
  }
}
