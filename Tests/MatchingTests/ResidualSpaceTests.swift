import LinearAlgebra
import Matching
import Testing

struct ResidualSpaceTests {
  /// Three whitened coordinates, of which the first is a discriminant direction.
  let space = ResidualSpace(
    whitening: Matrix([[2, 0, 0], [0, 1, 0], [0, 0, 0.5]]), directions: Matrix([[1, 0, 0]]),
    centre: [1, 0, 2])

  @Test func distancesAreThoseFromTheCentreOutsideTheDirections() {
    // Whitened and centred: (99, 3, -4) and (-1, 0, 0).
    #expect(space.distances(of: Matrix([[50, 3, -4], [0, 0, 4]])) == [5, 0])
  }

  @Test func aMoveAlongTheDirectionsChangesNothing() {
    let rows = Matrix<Double>((0..<5).map { [Double($0 * $0), 1, 2] })
    let distances = space.distances(of: rows)
    #expect(distances.allSatisfy { abs($0 - distances[0]) < 1e-12 })
    #expect(distances[0] > 1)
  }

  @Test func composedWithAxesItReadsFeatures() {
    var numbers = Numbers(seed: 3)
    let axes: Matrix<Double> = numbers.matrix(7, 4)
    let features: Matrix<Double> = numbers.matrix(6, 7)
    let composed = space.composed(with: axes, workers: Workers(1))
    let components = product(features, axes.prefix(columns: 3))
    #expect(
      largestDifference(composed.distances(of: features), space.distances(of: components)) < 1e-12)
  }

  @Test func withoutRoomOutsideTheDirectionsEveryDistanceIsZero() {
    let full = ResidualSpace(
      whitening: Matrix([[1]]), directions: Matrix([[1]]), centre: [0])
    #expect(full.distances(of: Matrix([[5], [7]])) == [0, 0])
    let none = ResidualSpace(
      whitening: Matrix(rows: 2, columns: 0), directions: Matrix(rows: 0, columns: 0), centre: [])
    #expect(none.distances(of: Matrix([[5, 1]])) == [0])
  }

  @Test func materialThatIsUnknownOutsideTheDirectionsIsNovel() throws {
    let sample = GoldenSample.tall.sample
    let classifier = try OriginClassifier(fittedTo: sample.references)
    // A move that changes no discriminant score: what both columns of the projection leave of it.
    let projection = classifier.metric.projection
    var move = (0..<12).map { Double($0 % 3) - 1 }
    for turn in 0..<200 {
      let axis = projection.column(turn % 2)
      let share =
        zip(axis, move).reduce(0) { $0 + $1.0 * $1.1 } / axis.reduce(0) { $0 + $1 * $1 }
      for index in 0..<12 { move[index] -= share * axis[index] }
    }
    let plain = sample.questioned.prefix(rows: 1)
    let moved = Matrix(
      rows: 1, columns: 12, elements: zip(plain.elements, move).map { $0 + 5 * $1 })
    let answers = [plain, moved].map { classifier.answers(for: $0, groups: [0])[0] }
    #expect(largestDifference(answers[0].score, answers[1].score) < 1e-6)
    #expect((answers[0].novelty ?? 0) > 0.3)
    #expect(answers[1].novelty == 0.1)
  }
}
