import LinearAlgebra
import Matching
import Testing

struct PrincipalComponentsTests {
  /// The scores of items in the components.
  static func scores(_ features: Matrix<Double>, limit: Int) throws -> Matrix<Double> {
    let components = try PrincipalComponents(of: features, limit: limit)
    return product(subtracting(components.centre, from: features), components.axes)
  }

  @Test(arguments: GoldenSample.all)
  func variancesAndDistancesAreThoseOfScikitLearn(golden: GoldenSample) throws {
    let features = golden.sample.references.features
    let scores = try PrincipalComponentsTests.scores(features, limit: 240)
    let variances = (0..<6).map { column in
      scores.column(column).reduce(0) { $0 + $1 * $1 } / Double(features.rows)
    }
    #expect(largestDifference(variances, golden.variances) < 1e-9)
    let five = try PrincipalComponentsTests.scores(features, limit: 5)
    #expect(largestDifference(distances(five), golden.distancesInFiveComponents) < 1e-9)
  }

  @Test(arguments: [(36, 12, 12), (12, 36, 11), (12, 12, 11), (13, 12, 12), (2, 9, 1), (9, 1, 1)])
  func componentsAreOrthonormalAndAsManyAsItemsSpan(rows: Int, columns: Int, rank: Int) throws {
    var numbers = Numbers(seed: rows * 100 + columns)
    let components = try PrincipalComponents(of: numbers.matrix(rows, columns), limit: 240)
    #expect(components.count == rank)
    let products = product(components.axes, components.axes, .transposed, .plain)
    for row in 0..<rank {
      for column in 0..<rank {
        #expect(abs(products[row, column] - (row == column ? 1 : 0)) < 1e-10)
      }
    }
  }

  @Test func bothWaysGiveTheSameComponents() throws {
    var numbers = Numbers(seed: 8)
    // Ten items that span six directions, once with more features than items by columns of zeros.
    let features = product(numbers.matrix(20, 6) as Matrix<Double>, numbers.matrix(6, 12))
    var wide = Matrix<Double>(rows: 20, columns: 30)
    for row in 0..<20 {
      for column in 0..<12 { wide[row, column] = features[row, column] }
    }
    let (tall, other) = (
      try PrincipalComponents(of: features, limit: 240),
      try PrincipalComponents(of: wide, limit: 240)
    )
    #expect(tall.count == 6)
    #expect(other.count == 6)
    for column in 0..<6 {
      let cosine = (0..<12).reduce(0) { $0 + tall.axes[$1, column] * other.axes[$1, column] }
      #expect(abs(abs(cosine) - 1) < 1e-9)
    }
  }

  @Test(arguments: [(0, 3), (1, 3), (5, 0), (5, 3)])
  func constantOrEmptyFeaturesHaveNoComponents(rows: Int, columns: Int) throws {
    let components = try PrincipalComponents(
      of: Matrix(rows: rows, columns: columns, repeating: 3), limit: 10)
    #expect(components.count == 0)
    #expect(components.axes.rows == columns)
    #expect(components.centre.count == columns)
  }

  @Test func aValueThatIsNotFiniteIsAnError() {
    #expect(throws: DecompositionError.self) {
      try PrincipalComponents(of: Matrix([[1, 2], [.nan, 0], [3, 1]]), limit: 2)
    }
  }

  @Test func thePrefixOfRowsIsTheirBeginning() {
    #expect(Matrix<Double>([[1, 2], [3, 4]]).prefix(rows: 1) == Matrix([[1, 2]]))
    #expect(Matrix<Double>([[1, 2]]).prefix(rows: 0) == Matrix(rows: 0, columns: 2))
  }
}
