import Fingerprints
import LinearAlgebra
import Testing

/// Golden values by Benchmarks/peers/golden_sizes.py.
struct CosineMomentsTests {
  private let stones = [0.05, 0.11, 0.11, 0.4, 2.5]
  private let pool = [0.03, 0.05, 0.08, 0.11, 0.2, 0.3, 0.9, 1.1]

  @Test func momentsOfStonesAgreeWithNumPy() {
    let expected = [
      -0.13730784027756998, -0.09301512653149677, -0.2611358568175617, 0.09999999999999996,
      0.04923801983506792, -0.07958731859706805, -0.451591061217367, 0.1999999999999999,
      0.07637073911055355, 0.2405335100991328, -0.08315230145414809, -0.05773502691896253,
      0.07949273906801564, 0.18634220248505473, -0.21388617265365975, -0.07071067811865477,
    ]
    let found = CosineMoments.fingerprint(of: stones, among: pool)
    #expect(found.count == CosineMoments.count)
    for (value, golden) in zip(found, expected) { #expect(abs(value - golden) < 1e-12) }
  }

  @Test func momentsOfClassesAgreeWithQuadrature() {
    let expected = [
      -0.8296400732103997, 0.32103138889607563, -0.1763107693983417, 0.1285254319892074,
      -0.06710561613931584, 0.04568515521482066, -0.061372498053755296, 0.049873603651474266,
      -0.01751364932865564, 0, 0.012961384259432699, -0.027147751239982497,
      0.02424966996902594, -0.012817694810677014, 0.012914481847390084, -0.016065678998651092,
    ]
    let found = CosineMoments(pooled: [0.4, 0.3, 0.2, 0.1])
      .fingerprints(of: Matrix([[0.1, 0.2, 0.3, 0.4]]))
    for (value, golden) in zip(found.elements, expected) { #expect(abs(value - golden) < 1e-12) }
  }

  @Test func theOrderOfStonesAndTheUnitOfWeightDoNotMatter() {
    let usual = CosineMoments.fingerprint(of: stones, among: pool)
    #expect(
      zip(usual, CosineMoments.fingerprint(of: stones.reversed(), among: pool))
        .allSatisfy { abs($0 - $1) < 1e-15 })
    let scaled = CosineMoments.fingerprint(of: stones.map { $0 * 4 }, among: pool.map { $0 * 4 })
    #expect(scaled == usual)
  }

  @Test func thePoolItselfHasNoMoments() {
    let shares = [0.25, 0.125, 0.5, 0.125]
    let found = CosineMoments(pooled: shares).fingerprints(of: Matrix([shares]))
    #expect(found.elements.allSatisfy { abs($0) < 1e-15 })
  }

  @Test func mergingClassesThatLieAsInThePoolChangesNothing() {
    let fine = CosineMoments(pooled: [0.2, 0.2, 0.6]).fingerprints(of: Matrix([[0.3, 0.3, 0.4]]))
    let coarse = CosineMoments(pooled: [0.4, 0.6]).fingerprints(of: Matrix([[0.6, 0.4]]))
    #expect(zip(fine.elements, coarse.elements).allSatisfy { abs($0 - $1) < 1e-12 })
  }
}
