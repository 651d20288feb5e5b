import Fingerprints
import Testing

@Suite struct ShiftFitTests {
  static let points = zip([300.0, 420, 500, 640, 700], [0.10, 0.14, 0.13, 0.20, 0.26]).enumerated()
    .map { index, point in
      ShiftFit.Point(
        wavelength: point.0, shift: point.1, weight: [1.0, 2, 1, 0.5, 3][index])
    }

  /// Computed by `Benchmarks/peers/golden_axis.py`.
  @Test(arguments: [
    (0, 0.185_333_333_333, 0.185_333_333_333), (1, 0.106_284_749_490, 0.246_754_358_411),
    (2, 0.112_998_687_609, 0.250_121_446_832),
  ])
  func aFitOfLeastSquaresAgreesWithNumPy(degree: Int, at350: Double, at690: Double) {
    let fit = ShiftFit(ShiftFitTests.points, degree: degree, tolerance: 1)
    #expect(abs(fit.shift(at: 350) - at350) < 1e-10)
    #expect(abs(fit.shift(at: 690) - at690) < 1e-10)
  }

  @Test func oneWildLineHardlyMovesAConstant() {
    var points = (0..<9).map { ShiftFit.Point(wavelength: Double($0), shift: 0.3, weight: 1) }
    points.append(ShiftFit.Point(wavelength: 10, shift: 9, weight: 1))
    #expect(abs(ShiftFit(points, degree: 0, tolerance: 0.02).shift(at: 5) - 0.3) < 0.01)
  }

  @Test func aStraightLineIsChosenWhenItForetellsLines() {
    let straight = (0..<8).map { index in
      ShiftFit.Point(
        wavelength: 300 + 20 * Double(index), shift: 0.05 * Double(index), weight: 1)
    }
    #expect(ShiftFit.best(straight, tolerance: 0.02, mayBend: true).degree == 1)
    #expect(ShiftFit.best(straight, tolerance: 0.02, mayBend: false).degree == 0)
    #expect(ShiftFit.best(Array(straight.prefix(3)), tolerance: 0.02, mayBend: true).degree == 0)
  }

  @Test func noiseAloneIsAConstant() {
    let noise = [0.01, -0.012, 0.008, -0.009, 0.011, -0.01, 0.009, -0.007]
    let points = noise.enumerated().map {
      ShiftFit.Point(wavelength: 400 + 10 * Double($0), shift: 0.2 + $1, weight: 1)
    }
    #expect(ShiftFit.best(points, tolerance: 0.02, mayBend: true).degree == 0)
  }
}
