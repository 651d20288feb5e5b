import Fingerprints
import Specimens
import Testing

struct SpectralNormalisationTests {
  static func axis(_ wavelengths: [Double]) -> WavelengthAxis {
    WavelengthAxis(wavelengths: wavelengths)
  }

  /// The normalised light, or nothing where the shot is refused.
  static func normalised(
    _ light: [Float], at wavelengths: [Double]? = nil, by normalisation: SpectralNormalisation
  ) -> [Float]? {
    var slice = light[...]
    let axis = axis(wavelengths ?? light.indices.map { 400 + Double($0) })
    guard normalise(&slice, axis: axis, by: normalisation) else {
      #expect(zip(slice, light).allSatisfy { $0 == $1 || $0.isNaN })
      return nil
    }
    return Array(slice)
  }

  @Test func theDocumentedExampleHolds() {
    #expect(
      SpectralNormalisationTests.normalised([1, 0, 3, 0], by: .totalLightSquareRoot)
        == [1, 0, Float(3).squareRoot(), 0])
  }

  @Test(arguments: SpectralNormalisation.allCases.filter { $0 != .none })
  func theLasersEnergyChangesNothing(normalisation: SpectralNormalisation) {
    let light: [Float] = [3, 1, 4, 1, 5, 9]
    let wavelengths = [247.5, 247.7, 247.9, 248.1, 300, 301]
    // A power of two, so that nothing is rounded.
    for factor in [0.25, 1, 1024] as [Float] {
      #expect(
        SpectralNormalisationTests.normalised(
          light.map { $0 * factor }, at: wavelengths, by: normalisation)
          == SpectralNormalisationTests.normalised(light, at: wavelengths, by: normalisation))
    }
  }

  @Test func negativeLightCountsInTheTotalAndAsNoneInItsChannel() {
    #expect(
      SpectralNormalisationTests.normalised([8, -2, 0, 2], by: .totalLightSquareRoot)
        == [2, 0, 0, 1])
  }

  @Test func aStandardNormalVariateHasNoMeanAndUnitDeviation() throws {
    let light = try #require(
      SpectralNormalisationTests.normalised([2, 6, 8, -4], by: .standardNormalVariate))
    #expect(abs(light.reduce(0, +)) < 1e-6)
    #expect(abs(light.reduce(0) { $0 + $1 * $1 } - 4) < 1e-5)
  }

  @Test func theCarbonLineIsTheMeanOfItsChannels() {
    // 247.6 and 248.1 lie within 0.3 nm of 247.856, 248.2 does not.
    #expect(
      SpectralNormalisationTests.normalised(
        [5, 1, 3, 18], at: [247.5, 247.6, 248.1, 248.2], by: .carbonLine)
        == [Float(2.5).squareRoot(), Float(0.5).squareRoot(), Float(1.5).squareRoot(), 3])
  }

  @Test func aCoarseAxisTakesTheNearestChannelWithinTwoNanometres() {
    #expect(
      SpectralNormalisationTests.normalised([2, 8], at: [246.1, 250], by: .carbonLine) == [1, 2])
    #expect(
      SpectralNormalisationTests.normalised([2, 8], at: [245.8, 250], by: .carbonLine) == nil)
  }

  @Test func noneLeavesTheLightAsItIs() {
    #expect(SpectralNormalisationTests.normalised([-1, 0, 7], by: .none) == [-1, 0, 7])
  }

  @Test(arguments: SpectralNormalisation.allCases)
  func lightThatCannotBeDividedByIsRefused(normalisation: SpectralNormalisation) {
    let wavelengths = [247.8, 247.9, 300]
    for dark in [[0, 0, 0], [-1, -1, -1]] as [[Float]] where normalisation != .none {
      #expect(
        SpectralNormalisationTests.normalised(dark, at: wavelengths, by: normalisation) == nil)
    }
    for broken in [Float.nan, .infinity, -.infinity] {
      #expect(
        SpectralNormalisationTests.normalised([1, broken, 2], at: wavelengths, by: normalisation)
          == nil)
    }
  }

  @Test func aShotWithoutChannelsIsRefusedWhereThereIsAScale() {
    #expect(SpectralNormalisationTests.normalised([], by: .totalLightSquareRoot) == nil)
    #expect(SpectralNormalisationTests.normalised([], by: .standardNormalVariate) == nil)
    #expect(SpectralNormalisationTests.normalised([], by: .carbonLine) == nil)
  }
}
