import LinearAlgebra
import Testing

/// Golden values: Benchmarks/peers/golden_linear_algebra.py.
struct DecompositionsTests {
  /// `aᵀa + 4 I` of the 6 x 4 table.
  let positive: Matrix<Double> = {
    var result = product(table(6, 4), table(6, 4), .transposed, .plain)
    for index in 0..<4 { result[index, index] += 4 }
    return result
  }()

  @Test func choleskyMatchesSciPy() throws {
    let expected = [
      9.74679434480896, 0, 0, 0, -3.69352206750655, 8.08442296869987, 0, 0, -0.718184846459608,
      -3.04939903248431, 7.82210816001668, 0, 0.923380516876639, -4.64961739752412,
      -3.3897998284185, 8.71995892197593,
    ]
    let factor = try cholesky(positive)
    #expect(largestDifference(factor.elements, expected) < 1e-13)
  }

  @Test func choleskyReadsTheLowerTriangleOnly() throws {
    var lower = positive
    for row in 0..<4 { for column in (row + 1)..<max(4, row + 1) { lower[row, column] = 99 } }
    #expect(try cholesky(lower) == cholesky(positive))
  }

  @Test func whatHasNoFactorIsRefused() {
    #expect(throws: DecompositionError.self) { try cholesky(Matrix([[1, 2], [2, 1]])) }
    #expect(throws: DecompositionError.self) { try cholesky(Matrix([[1, 0], [.nan, 1]])) }
    #expect(throws: DecompositionError.self) { try symmetricEigen(Matrix([[.nan]])) }
    #expect(throws: DecompositionError.self) { try singularValues(Matrix([[1, .infinity]])) }
  }

  @Test func triangularSolveMatchesSciPy() throws {
    let expected = [
      -0.615587011251092, -0.404937275449454, 0.296988913135248, -0.493998815815529,
      0.102597835208515, -0.695294228585237, -0.261636031559179, 0.204762116124133,
    ]
    let solved = solveLowerTriangular(try cholesky(positive), forRowsOf: table(2, 4))
    #expect(largestDifference(solved.elements, expected) < 1e-14)
  }

  @Test func eigenvectorsMatchSciPy() throws {
    let values = [153.195383816278, 94.7560969095409, 83.1026616937914, 23.9458575803904]
    let vectors = [
      0.466598215306405, -0.593318835166365, 0.0153527750804845, 0.655761509702295,
      -0.60193691923738, 0.235996237703062, -0.397500384762964, 0.651130682092548,
      -0.540126208884158, -0.307978484653019, 0.778309866327569, 0.0874453168810027,
      0.358080618308665, 0.705285607833916, 0.485789551542421, 0.37196638797913,
    ]
    let all = try symmetricEigen(positive)
    #expect(largestDifference(all.values, values) < 1e-11)
    #expect(largestDifference(all.vectors.elements, vectors) < 1e-12)
    let two = try symmetricEigen(positive, largest: 2)
    #expect(largestDifference(two.values, Array(values.prefix(2))) < 1e-11)
    #expect(largestDifference(two.vectors.elements, Array(vectors.prefix(8))) < 1e-12)
  }

  @Test func singularValuesMatchNumPy() throws {
    let expected = [12.2145562267435, 9.52659944101466, 8.8939677137817, 4.46607854615099]
    let found = try singularValues(table(6, 4))
    #expect(largestDifference(found.values, expected) < 1e-12)
  }

  @Test(arguments: [(6, 4), (4, 6), (1, 5), (5, 1), (7, 7)])
  func theFactorsMultiplyToTheMatrix(rows: Int, columns: Int) throws {
    let matrix = table(rows, columns)
    let found = try singularValues(matrix)
    var scaled = found.left
    for row in 0..<rows {
      for column in 0..<found.values.count { scaled[row, column] *= found.values[column] }
    }
    #expect(largestDifference(product(scaled, found.right).elements, matrix.elements) < 1e-12)
    let identity = product(found.left, found.left, .transposed, .plain)
    for row in 0..<identity.rows {
      for column in 0..<identity.rows {
        #expect(abs(identity[row, column] - (row == column ? 1 : 0)) < 1e-12)
      }
    }
  }

  @Test func nothingDecomposesIntoNothing() throws {
    #expect(try symmetricEigen(Matrix(rows: 0, columns: 0)).values.isEmpty)
    #expect(try singularValues(Matrix(rows: 0, columns: 3)).right == Matrix(rows: 0, columns: 3))
  }

  @Test func aTransposedSolutionCompletesThatOfASymmetricSystem() throws {
    let factor = Matrix<Double>([[2, 0, 0], [1, 3, 0], [-1, 0.5, 4]])
    let solution = solveTransposed(factor, [3, -2, 8])
    // Lᵀ x, written out.
    #expect(
      abs(2 * solution[0] + solution[1] - solution[2] - 3) < 1e-12
        && abs(3 * solution[1] + 0.5 * solution[2] + 2) < 1e-12
        && abs(4 * solution[2] - 8) < 1e-12)
    #expect(solveTransposed(Matrix(rows: 0, columns: 0), []).isEmpty)
  }
}
