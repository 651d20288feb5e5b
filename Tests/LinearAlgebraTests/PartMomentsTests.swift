import LinearAlgebra
import Testing

struct PartMomentsTests {
  static let parts = [0, 2, 0, 3, 2, 3]

  /// The largest difference as a share of the largest value.
  static func relative(_ a: RowMoments, _ b: RowMoments) -> Double {
    let largest = b.scatter.elements.reduce(1e-300) { max($0, abs($1)) }
    return max(
      largestDifference(a.scatter.elements, b.scatter.elements) / largest,
      largestDifference(a.mean, b.mean) / (b.mean.reduce(1e-300) { max($0, abs($1)) }))
  }

  @Test(arguments: [nil, 0, 1, 2, 3])
  func withoutAPartTheyAreThoseOfTheOtherRows(part: Int?) {
    let parts = PartMomentsTests.parts
    let found = PartMoments(of: table(6, 4), parts: parts).without(part)
    let rows = parts.indices.filter { parts[$0] != part }
    let expected = RowMoments(of: table(6, 4).selecting(rows: rows))
    #expect(found.count == rows.count)
    #expect(PartMomentsTests.relative(found, expected) < 1e-14)
    #expect(found.scatter == found.scatter.transposed)
  }

  /// Taking the part away from the sum of all would leave nothing but rounding.
  @Test func aPartWithNearlyAllOfTheScatterLeavesTheOthersTheirDigits() {
    let small = table(6, 4)
    let all = Matrix<Double>(
      rows: 12, columns: 4, elements: small.elements + small.elements.map { $0 * 1e9 })
    let found = PartMoments(of: all, parts: (0..<12).map { $0 / 6 }).without(1)
    #expect(PartMomentsTests.relative(found, RowMoments(of: small)) < 1e-14)
  }

  @Test func squaresAreThoseOfTheValues() {
    let squares = table(6, 4).elements.reduce(0) { $0 + $1 * $1 }
    #expect(abs(RowMoments(of: table(6, 4)).squares - squares) < 1e-12 * squares)
  }

  @Test func workersDoNotChangeABit() {
    let wide: Matrix<Double> = table(40, 150)
    let one = PartMoments(of: wide, parts: (0..<40).map { $0 % 3 })
    let several = PartMoments(of: wide, parts: (0..<40).map { $0 % 3 }, workers: Workers(3))
    #expect(one.parts == several.parts)
    #expect(scatter(ofCentred: wide) == scatter(ofCentred: wide, workers: Workers(3)))
  }

  @Test func withoutRowsNothingIsScattered() {
    let none = PartMoments(of: table(2, 3), parts: [0, 0]).without(0)
    #expect(none == RowMoments(count: 0, mean: [0, 0, 0], scatter: Matrix(rows: 3, columns: 3)))
  }
}
