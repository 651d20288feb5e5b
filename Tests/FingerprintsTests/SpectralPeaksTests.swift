import Fingerprints
import Foundation
import Testing

@Suite struct SpectralPeaksTests {
  /// Computed by `Benchmarks/peers/golden_axis.py`.
  @Test func theTopLiesOnTheParabolaThroughUnevenChannels() throws {
    let search = PeakSearch(
      light: [0, 0, 4, 9, 3, 0, 0], positions: [9, 9.5, 10, 10.5, 11.3, 12, 13], reach: 3)
    let peak = try #require(search.highest(near: 2, within: 2))
    #expect(abs(peak.position - 10.621_428_571_429) < 1e-12)
    #expect(peak.channel == 3)
    #expect(peak.height == 9)
  }

  @Test(arguments: [49.7, 50, 50.2, 50.5], [3.0, 5.0])
  func aGaussianIsPlacedAndMeasured(centre: Double, width: Double) throws {
    let positions = (0..<101).map(Double.init)
    let light = positions.map { exp(-4 * log(2) * pow(($0 - centre) / width, 2)) }
    let peak = try #require(
      PeakSearch(light: light, positions: positions, reach: 30).peaks().first)
    #expect(abs(peak.position - centre) < 0.03)
    let measured = try #require(peak.width)
    #expect(abs(measured - width) < 0.08 * width)
  }

  @Test func aSlopeAndAFlatLineHaveNoPeak() {
    let positions = (0..<50).map(Double.init)
    for light in [positions, positions.map { -$0 }, positions.map { _ in 3 }] {
      let search = PeakSearch(light: light, positions: positions, reach: 8)
      #expect(search.peaks().isEmpty)
      #expect(search.highest(near: 25, within: 3) == nil || light[0] == light[1])
    }
  }

  @Test func noiseIsNoPeak() {
    var generator = CounterGenerator(seed: 1, stream: "noise")
    let positions = (0..<2000).map(Double.init)
    let light = positions.map { _ in 100 + generator.normal() }
    let found = PeakSearch(light: light, positions: positions, reach: 40).peaks(significance: 5)
    #expect(found.count < 10)
  }

  @Test func lightTimesAFactorAndPlusABaseHasTheSamePeaks() {
    let positions = (0..<60).map(Double.init)
    let light = positions.map { sin($0) + 0.1 * sin(5 * $0) + exp(-pow($0 - 30, 2)) * 20 }
    let first = PeakSearch(light: light, positions: positions, reach: 12).peaks()
    let second = PeakSearch(light: light.map { 8 * $0 + 64 }, positions: positions, reach: 12)
      .peaks()
    #expect(first.map(\.channel) == second.map(\.channel))
    #expect(!first.isEmpty)
  }

  @Test func tooFewChannelsHoldNoPeak() {
    #expect(PeakSearch(light: [], positions: [], reach: 3).peaks().isEmpty)
    #expect(PeakSearch(light: [0, 5, 0], positions: [1, 2, 3], reach: 3).peaks().isEmpty)
  }
}
