import LinearAlgebra
import Testing

struct MatrixTests {
  let matrix = Matrix<Double>([[1, 2, 3], [4, 5, 6]])

  @Test func keepsRowsOneAfterAnother() {
    #expect(matrix.elements == [1, 2, 3, 4, 5, 6])
    #expect(matrix[1, 0] == 4)
    #expect(Array(matrix.row(1)) == [4, 5, 6])
    #expect(matrix.column(2) == [3, 6])
  }

  @Test func elementsAreSetInPlace() {
    var changed = matrix
    changed[0, 1] = 9
    #expect(changed == Matrix([[1, 9, 3], [4, 5, 6]]))
  }

  @Test func transposingTwiceChangesNothing() {
    #expect(matrix.transposed == Matrix([[1, 4], [2, 5], [3, 6]]))
    #expect(matrix.transposed.transposed == matrix)
  }

  @Test func rowsAreSelectedInTheGivenOrderAndMayRepeat() {
    #expect(matrix.selecting(rows: [1, 0, 1]) == Matrix([[4, 5, 6], [1, 2, 3], [4, 5, 6]]))
    #expect(matrix.selecting(rows: []) == Matrix(rows: 0, columns: 3))
  }

  @Test func firstColumnsAreCutOff() {
    #expect(matrix.prefix(columns: 2) == Matrix([[1, 2], [4, 5]]))
    #expect(matrix.prefix(columns: 0) == Matrix(rows: 2, columns: 0))
  }

  @Test func narrowingRoundsAndWideningIsExact() {
    let third = Matrix<Double>([[1.0 / 3]])
    #expect(Matrix<Float>(third)[0, 0] == Float(1) / 3)
    #expect(Matrix<Double>(Matrix<Float>(third))[0, 0] == Double(Float(1) / 3))
  }

  @Test func aMatrixWithoutRowsHasNone() {
    let empty = Matrix<Float>([])
    #expect(empty.rows == 0 && empty.columns == 0 && empty.transposed == empty)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aValueThatIsNotFiniteIsSeenWhereverItStands(value: Double) {
    #expect(areFinite([Double]()) && areFinite([1, -2, Double.greatestFiniteMagnitude]))
    for place in 0..<3 {
      var values = [1.0, 2, 3]
      values[place] = value
      #expect(!areFinite(values) && !areFinite(values.map { Float($0) }))
    }
  }
}
