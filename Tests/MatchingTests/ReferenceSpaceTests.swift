import LinearAlgebra
import Testing

@testable import Matching

struct ReferenceSpaceTests {
  /// A matrix of the components in terms of the features, which no rotation changes.
  static func inFeatures(_ matrix: Matrix<Double>, _ space: ReferenceSpace) -> Matrix<Double> {
    let axes = space.components.axes
    return product(product(axes, matrix), axes, .plain, .transposed)
  }

  @Test(arguments: GoldenSample.all)
  func covariancesAreThoseOverTheFeatures(golden: GoldenSample) throws {
    let space = try ReferenceSpace(golden.sample.references, limit: 240, workers: Workers(1))
    let within = ReferenceSpaceTests.inFeatures(space.withinGroups, space)
    let between = ReferenceSpaceTests.inFeatures(space.betweenGroups, space)
    let corner = { (m: Matrix<Double>) in [m[0, 0], m[0, 1], m[1, 0], m[1, 1]] }
    #expect(largestDifference(corner(within), golden.within) < 1e-9)
    #expect(largestDifference(corner(between), golden.between) < 1e-9)
    let traces = [within, between].map { m in (0..<m.rows).reduce(0) { $0 + m[$1, $1] } }
    #expect(largestDifference(traces, golden.traces) < 1e-9)
  }

  /// One component, so that every number can be followed by hand.
  static let byHand = LabelledFeatures(
    features: Matrix([[0], [2], [7], [20], [22], [24]]), labels: [0, 0, 0, 1, 1, 1],
    groups: [0, 0, 1, 2, 2, 2], origins: 3)

  @Test func anOriginsMeanIsThatOfItsGroupsAndNotOfItsItems() throws {
    let space = try ReferenceSpace(ReferenceSpaceTests.byHand, limit: 5, workers: Workers(1))
    let sign = space.items[5, 0] > 0 ? 1.0 : -1
    let centre = 75.0 / 6
    #expect(
      largestDifference(space.means.elements, [4, 22, centre].map { sign * ($0 - centre) }) < 1e-12)
    #expect(space.isPresent == [true, true, false])
    #expect(space.groupLabels == [0, 0, 1])
    // Within: 1 + 1 + 0 + 4 + 0 + 4 over 6 - 3; between: (9 + 9) over 3 - 2, less 10/3 · mean(1/n).
    #expect(abs(space.withinGroups[0, 0] - 10.0 / 3) < 1e-12)
    #expect(abs(space.betweenGroups[0, 0] - (18 - 10.0 / 3 * (0.5 + 1 + 1.0 / 3) / 3)) < 1e-12)
    #expect(
      largestDifference(
        space.residuals.elements, [-4, -2, 3, -2, 0, 2].map { sign * $0 }) < 1e-12)
  }

  @Test func withoutRepeatedItemsOrGroupsThereIsNothingToEstimateFrom() throws {
    let references = LabelledFeatures(
      features: Matrix([[0, 1], [2, 0], [7, 3]]), labels: [0, 1, 2], groups: [0, 1, 2], origins: 3)
    let space = try ReferenceSpace(references, limit: 5, workers: Workers(1))
    #expect(space.withinGroups.elements.allSatisfy { $0 == 0 })
    #expect(space.betweenGroups.elements.allSatisfy { $0 == 0 })
    #expect(space.residuals.elements.allSatisfy { $0 == 0 })
  }

  @Test func constantFeaturesLeaveNoComponents() throws {
    let references = LabelledFeatures(
      features: Matrix(rows: 4, columns: 2, repeating: 5), labels: [0, 0, 1, 1],
      groups: [0, 1, 2, 3], origins: 2)
    let space = try ReferenceSpace(references, limit: 5, workers: Workers(1))
    #expect(space.components.count == 0)
    #expect(space.items == Matrix(rows: 4, columns: 0))
    #expect(space.means == Matrix(rows: 2, columns: 0))
  }

  /// What a smaller number of components needs is a part of what the largest has.
  @Test func momentsAboutOriginsAreThoseOfTheResiduals() throws {
    let space = try ReferenceSpace(
      PartedReferencesTests.sample.references, limit: 240, workers: Workers(1))
    let residuals = space.residuals
    let n = Double(residuals.rows)
    let expected = product(residuals, residuals, .transposed, .plain).elements.map { $0 / n }
    #expect(PartedReferencesTests.isEqual(space.aboutOrigins.elements, expected))
    let fourth = (1...residuals.columns).map { width in
      (0..<residuals.rows).reduce(0.0) { sum, row in
        let square = residuals.row(row).prefix(width).reduce(0) { $0 + $1 * $1 }
        return sum + square * square
      }
    }
    #expect(PartedReferencesTests.isEqual(space.fourthMoments, fourth))
    let squares = space.items.elements.reduce(0) { $0 + $1 * $1 }
    #expect(PartedReferencesTests.isEqual([space.meanSquare], [squares / n]))
  }
}
