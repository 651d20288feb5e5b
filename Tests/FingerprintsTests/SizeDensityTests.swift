import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct SizeDensityTests {
  private let bounds: [SizeBound] = (0..<13).map { .carats(0.02 * pow(400, Double($0) / 12)) }

  /// The largest difference of two cumulative distributions above a weight.
  private func distance(_ a: [Double], _ b: [Double], above carats: Double) -> Double {
    let first = CaratGrid.cell(ofCarats: carats)
    let (sumA, sumB) = (a[first...].reduce(0, +), b[first...].reduce(0, +))
    var (difference, largest) = (0.0, 0.0)
    for cell in first..<CaratGrid.count {
      difference += a[cell] / sumA - b[cell] / sumB
      largest = max(largest, abs(difference))
    }
    return largest
  }

  @Test(arguments: [(-2.5, 0.9), (-1.0, 1.2), (-2.0, 0.6)])
  func recoversALognormalFromThirteenClasses(mu: Double, sigma: Double) throws {
    let truth = TruncatedLognormal(mu: mu, sigma: sigma).shares
    let sieves = SieveMatrix(SieveSet(bounds: bounds))
    let counts = sieves.classShares(of: truth).map { ($0 * 5000).rounded() }
    let density = try SizeDensity(of: [ClassCounts(counts, sieves: sieves)])
    #expect(distance(density.shares, truth, above: 0.02) < 0.01)
    #expect(abs(density.shares.reduce(0, +) - 1) < 1e-12)
    #expect(density.shares.allSatisfy { $0 >= 0 })
  }

  @Test func isNoCombWhereClassesAreFew() throws {
    let truth = TruncatedLognormal(mu: -2, sigma: 1).shares
    let sieves = SieveMatrix(SieveSet(bounds: [0.02, 0.1, 0.5, 2].map(SizeBound.carats)))
    let counts = sieves.classShares(of: truth).map { ($0 * 1000).rounded() }
    let shares = try SizeDensity(of: [ClassCounts(counts, sieves: sieves)]).shares
    let peaks = (1..<CaratGrid.count - 1).count {
      shares[$0] > shares[$0 - 1] && shares[$0] > shares[$0 + 1]
    }
    #expect(peaks == 1)
    #expect(distance(shares, truth, above: 0.02) < 0.02)
  }

  @Test func findsTwoPeaksWhereThereAreTwo() throws {
    let truth = zip(
      TruncatedLognormal(mu: -3, sigma: 0.4).shares, TruncatedLognormal(mu: 0.5, sigma: 0.4).shares
    ).map { 0.6 * $0 + 0.4 * $1 }
    let sieves = SieveMatrix(SieveSet(bounds: bounds))
    let counts = sieves.classShares(of: truth).map { ($0 * 20_000).rounded() }
    let shares = try SizeDensity(of: [ClassCounts(counts, sieves: sieves)]).shares
    #expect(distance(shares, truth, above: 0.02) < 0.02)
  }

  @Test func theOrderOfSamplesAndClassesDoesNotMatter() throws {
    let classes = SieveSet(bounds: bounds).classes
    let counts = classes.indices.map { Double(($0 * 7) % 5 * 20 + 10) }
    let forwards = ClassCounts(counts, sieves: SieveMatrix(classes))
    let backwards = ClassCounts(counts.reversed(), sieves: SieveMatrix(classes.reversed()))
    let other = ClassCounts(
      [30, 50], sieves: SieveMatrix(SieveSet(bounds: [.carats(0.1), .carats(0.5)])))
    let one = try SizeDensity(of: [forwards, other]).shares
    let two = try SizeDensity(of: [other, backwards]).shares
    #expect(distance(one, two, above: 0.001) < 1e-4)
  }

  @Test func nothingCountedIsAnError() {
    let sieves = SieveMatrix(SieveSet(bounds: [.carats(1), .carats(2)]))
    let empty = ClassCounts([0, 0], sieves: sieves)
    #expect(throws: FingerprintError.self) { try SizeDensity(of: [empty]) }
    #expect(throws: FingerprintError.self) { try SizeDensity(of: []) }
  }
}
