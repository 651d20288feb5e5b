import LinearAlgebra
import Testing

@testable import Matching

/// Exactness against the brute-force oracle, and what the answers must not depend on.
struct ReferenceIndexTests {
  @Test func theDocumentedExampleHolds() throws {
    let index = try ReferenceIndex(Matrix<Float>([[0, 0], [3, 4], [0, 1]]))
    let found = try index.neighbours(of: Matrix<Float>([[0, 0]]), k: 2)
    #expect(found.rows == [0, 2])
    #expect(found.squaredDistances == [0, 1])
    #expect(found.cutsTie == [false])
  }

  /// References, columns, queries: around the lanes, chunks and blocks of the search.
  static let shapes = [
    (1, 1, 1), (1, 9, 3), (2, 1, 4), (7, 3, 5), (63, 2, 4), (64, 7, 4), (65, 8, 4), (129, 5, 9),
    (1023, 4, 3), (1024, 1, 3), (1025, 16, 3), (2100, 17, 6), (300, 130, 5), (3, 400, 2),
  ]

  @Test(arguments: shapes, [0, 1])
  func agreesWithTheOracle(shape: (rows: Int, columns: Int, queries: Int), seed: Int) throws {
    var numbers = Numbers(seed: seed + shape.rows * 1000 + shape.columns)
    let references = numbers.matrix(shape.rows, shape.columns, as: Float.self)
    let queries = numbers.matrix(shape.queries, shape.columns, as: Float.self)
    let (wideReferences, wideQueries) = (
      numbers.matrix(shape.rows, shape.columns, times: .pi, as: Double.self),
      numbers.matrix(shape.queries, shape.columns, times: .pi, as: Double.self)
    )
    for k in Set([1, min(10, shape.rows), max(1, shape.rows - 1), shape.rows]) {
      let found = try ReferenceIndex(references).neighbours(of: queries, k: k, workers: Workers(2))
      #expect(found.elements == oracle(references, queries, k: k))
      let wide = try ReferenceIndex(wideReferences).neighbours(of: wideQueries, k: k)
      #expect(wide.elements == oracle(wideReferences, wideQueries, k: k))
    }
  }

  @Test func precisionsMayDiffer() throws {
    var numbers = Numbers(seed: 5)
    let references = numbers.matrix(200, 6, times: .pi, as: Double.self)
    let queries = numbers.matrix(10, 6, as: Float.self)
    let found = try ReferenceIndex(references).neighbours(of: queries, k: 4)
    #expect(found.elements == oracle(references, queries, k: 4))
  }

  @Test func doublesThatRoundToTheSameFloatAreToldApart() throws {
    let values = (0..<200).map { [1 + Double(($0 * 37) % 200) * 0x1p-40] }
    let found = try ReferenceIndex(Matrix<Double>(values)).neighbours(
      of: Matrix<Double>([[1]]), k: 200)
    #expect(found.rows == (0..<200).sorted { ($0 * 37) % 200 < ($1 * 37) % 200 })
  }

  @Test func equalDistancesAreOrderedByRowAndReported() throws {
    var numbers = Numbers(seed: 8)
    let few = numbers.matrix(5, 3, as: Float.self)
    let references = few.selecting(rows: (0..<600).map { $0 % 5 })
    let index = try ReferenceIndex(references)
    for k in [1, 119, 120, 121, 600] {
      let found = try index.neighbours(of: few, k: k)
      #expect(found.elements == oracle(references, few, k: k))
      // Every distance occurs 120 times.
      #expect(found.cutsTie == Array(repeating: k % 120 != 0, count: 5))
    }
  }

  @Test(arguments: [1e4, 1e6, -0x1p20])
  func aTranslationChangesNothing(offset: Double) throws {
    // Multiples of 1/8 of small size: the shifted values are exact in single precision.
    var numbers = Numbers(seed: 21)
    let values = { (numbers: inout Numbers, rows: Int) in
      Matrix<Float>(
        rows: rows, columns: 7,
        elements: (0..<rows * 7).map { _ in Float(numbers.below(64) - 32) / 8 })
    }
    let (references, queries) = (values(&numbers, 1500), values(&numbers, 20))
    let plain = try ReferenceIndex(references).neighbours(of: queries, k: 12)
    let moved = try ReferenceIndex(shifted(references, by: Float(offset))).neighbours(
      of: shifted(queries, by: Float(offset)), k: 12)
    #expect(plain == moved)
    #expect(plain.elements == oracle(references, queries, k: 12))
  }

  @Test(arguments: [-1000, -500, -126, -66, -1, 1, 66, 100])
  func aScaleThatIsAPowerOfTwoChangesNoRow(exponent: Int) throws {
    var numbers = Numbers(seed: 34)
    let references = numbers.matrix(300, 5, as: Double.self)
    let queries = numbers.matrix(7, 5, as: Double.self)
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let scaled = { (matrix: Matrix<Double>) in
      Matrix<Double>(
        rows: matrix.rows, columns: matrix.columns, elements: matrix.elements.map { $0 * factor })
    }
    let found = try ReferenceIndex(scaled(references)).neighbours(of: scaled(queries), k: 9)
    #expect(found.elements == oracle(scaled(references), scaled(queries), k: 9))
    // Below 2⁻⁵³⁷ squares leave double precision, and the definition with them.
    if exponent > -500 {
      #expect(found.rows == (try ReferenceIndex(references).neighbours(of: queries, k: 9)).rows)
    }
  }

  @Test(arguments: [1e-20, 1e-38, 1e20, 1e37])
  func singlePrecisionNearTheEndsOfItsRangeIsExact(factor: Double) throws {
    var numbers = Numbers(seed: 55)
    let references = numbers.matrix(400, 6, times: factor, as: Float.self)
    let queries = numbers.matrix(9, 6, times: factor, as: Float.self)
    let found = try ReferenceIndex(references).neighbours(of: queries, k: 5)
    #expect(found.elements == oracle(references, queries, k: 5))
  }

  @Test func outliersOnEitherSideCostTimeOnly() throws {
    var numbers = Numbers(seed: 89)
    var references = numbers.matrix(500, 4, as: Float.self)
    var queries = numbers.matrix(8, 4, as: Float.self)
    references[77, 2] = 1e30
    queries[3, 1] = -1e35
    queries[4, 0] = 1e12
    let found = try ReferenceIndex(references).neighbours(of: queries, k: 6)
    #expect(found.elements == oracle(references, queries, k: 6))
  }

  @Test func constantColumnsAndEqualReferencesAreFine() throws {
    var numbers = Numbers(seed: 144)
    var references = numbers.matrix(300, 3, as: Float.self)
    for row in 0..<300 { references[row, 1] = 12345.678 }
    let queries = numbers.matrix(6, 3, as: Float.self)
    let found = try ReferenceIndex(references).neighbours(of: queries, k: 7)
    #expect(found.elements == oracle(references, queries, k: 7))
    let equal = Matrix<Float>(rows: 90, columns: 3, repeating: 0.1)
    let tied = try ReferenceIndex(equal).neighbours(of: queries, k: 7)
    #expect(tied.rows == (0..<6).flatMap { _ in 0..<7 })
    #expect(tied.cutsTie == Array(repeating: true, count: 6))
  }
}
