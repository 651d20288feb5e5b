import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct AreaResamplingTests {
  /// Uneven channels, about `step` apart, from a seed.
  private static func axis(from first: Double, count: Int, step: Double, seed: UInt64) -> [Double] {
    var generator = CounterGenerator(seed: seed, stream: "axis")
    var wavelength = first
    return (0..<count).map { _ in
      wavelength += step * (0.6 + 0.8 * generator.uniform())
      return wavelength
    }
  }

  private static func light(_ count: Int, seed: UInt64) -> [Float] {
    var generator = CounterGenerator(seed: seed, stream: "light")
    return (0..<count).map { _ in Float(1000 * generator.uniform()) }
  }

  /// The light between two wavelengths, channel by channel: written anew, without the plan.
  private static func area(
    _ light: [Float], _ wavelengths: [Double], from low: Double, to high: Double
  ) -> Double {
    let last = wavelengths.count - 1
    return wavelengths.indices.reduce(0) { sum, index in
      let left =
        index > 0
        ? (wavelengths[index - 1] + wavelengths[index]) / 2
        : (3 * wavelengths[0] - wavelengths[1]) / 2
      let right =
        index < last
        ? (wavelengths[index] + wavelengths[index + 1]) / 2
        : (3 * wavelengths[last] - wavelengths[last - 1]) / 2
      return sum + Double(light[index]) * max(0, min(high, right) - max(low, left))
    }
  }

  @Test func theExampleOfTheDocumentation() {
    let fine = WavelengthAxis(wavelengths: [400, 401, 402, 403])
    let coarse = WavelengthAxis(wavelengths: [400.5, 402.5])
    #expect(AreaResampling(from: fine, to: coarse).applied(to: [1, 3, 5, 5]) == [2, 5])
    // By hand: 401.25 ± 0.5 takes a quarter of channel 402; 402 half of 402 ± 0.5 to 401.75 and so on.
    let shifted = WavelengthAxis(wavelengths: [401.25, 402.25])
    #expect(AreaResampling(from: fine, to: shifted).applied(to: [1, 3, 5, 9]) == [3.5, 6])
  }

  @Test(arguments: [0.31, 1, 3.7], [UInt64(1), 2])
  func lightTimesWidthIsKept(step: Double, seed: UInt64) throws {
    let source = AreaResamplingTests.axis(from: 400, count: 120, step: 1, seed: seed)
    let target = AreaResamplingTests.axis(
      from: 404, count: Int(90 / step), step: step, seed: seed + 7
    ).filter { $0 < source[110] }
    let given = AreaResamplingTests.light(source.count, seed: seed)
    let resampling = AreaResampling(
      from: WavelengthAxis(wavelengths: source), to: WavelengthAxis(wavelengths: target))
    #expect(resampling.covered.allSatisfy { $0 })
    let found = resampling.applied(to: given)
    let low = (3 * target[0] - target[1]) / 2
    let last = target.count - 1
    let high = (3 * target[last] - target[last - 1]) / 2
    let wanted = AreaResamplingTests.area(given, source, from: low, to: high)
    let kept = AreaResamplingTests.area(found, target, from: low, to: high)
    #expect(abs(kept - wanted) < 1e-5 * wanted)
    #expect(found.allSatisfy { $0 >= 0 })
    let even = resampling.applied(to: Array(repeating: 7.25, count: source.count))
    #expect(even.allSatisfy { abs($0 - 7.25) < 1e-5 })
  }

  @Test func theSameAxisGivesTheSameBytes() throws {
    let wavelengths = AreaResamplingTests.axis(from: 200, count: 300, step: 0.05, seed: 3)
    let axis = WavelengthAxis(wavelengths: wavelengths, segments: [0..<140, 140..<300])
    let light = AreaResamplingTests.light(300, seed: 4)
    #expect(AreaResampling(from: axis, to: axis).applied(to: light) == light)
  }

  @Test func aNarrowLineIsNeitherMissedNorDoubled() throws {
    let fine = stride(from: 400.0, to: 420, by: 0.1).map { $0 }
    var light = [Float](repeating: 0, count: fine.count)
    light[103] = 50
    for start in [400.7, 400.9, 401.2, 401.35] {
      let coarse = stride(from: start, to: 418, by: 1).map { $0 }
      let found = AreaResampling(
        from: WavelengthAxis(wavelengths: fine), to: WavelengthAxis(wavelengths: coarse)
      ).applied(to: light)
      #expect(abs(found.reduce(0, +) - 5) < 1e-4)
    }
  }

  @Test func theOrderOfShotsDoesNotMatterAndMetadataStay() throws {
    let shots: [[Float]] = [[1, 2, 3, 4], [9, 0, 9, 0], [5, 5, 5, 5]]
    let table = SpectraTable(
      axis: WavelengthAxis(wavelengths: [400, 401, 402, 403]), intensities: shots.flatMap(\.self),
      metadata: Metadata(names: ["stone"], columns: [["a", "b", "c"]], rows: 3))
    let axis = WavelengthAxis(wavelengths: [400.75, 402.25])
    let whole = try resampledKeepingArea(table, to: axis)
    let turned = try resampledKeepingArea(table.selecting(rows: [2, 0, 1]), to: axis)
    #expect(whole.selecting(rows: [2, 0, 1]) == turned)
    #expect(whole.metadata == table.metadata)
    #expect(try resampledKeepingArea(table.selecting(rows: []), to: axis).count == 0)
  }

  /// Two spectrometers from 400 to 403 and from 402.4 to 405.4.
  private static let stitched = WavelengthAxis(
    wavelengths: [400, 401, 402, 403, 402.4, 403.4, 404.4, 405.4], segments: [0..<4, 4..<8])

  @Test func segmentsAreNeverMixed() throws {
    let light: [Float] = [1, 1, 1, 1, 8, 8, 8, 8]
    let target = WavelengthAxis(wavelengths: [401, 402, 403, 404])
    let found = AreaResampling(from: AreaResamplingTests.stitched, to: target).applied(to: light)
    #expect(found == [1, 1, 8, 8])
    // A channel as wide as both together fits in neither.
    let wide = WavelengthAxis(wavelengths: [397, 402.7])
    #expect(AreaResampling(from: AreaResamplingTests.stitched, to: wide).covered == [false, false])
  }

  @Test func whatIsNotCoveredIsMarkedOrRefusedAndNeverExtrapolated() throws {
    let source = WavelengthAxis(
      wavelengths: [400, 401, 402, 406, 407, 408, 500], segments: [0..<3, 3..<6, 6..<7])
    let target = WavelengthAxis(wavelengths: [399.9, 400.9, 402.5, 404, 406.9, 500])
    let resampling = AreaResampling(from: source, to: target)
    #expect(resampling.covered == [false, true, false, false, false, false])
    let partly = WavelengthAxis(wavelengths: [399.9, 400.9, 401.9, 402.9, 403.9])
    let found = AreaResampling(from: source, to: partly).applied(to: [2, 2, 2, 3, 3, 3, 9])
    #expect(found[0].isNaN && found[3].isNaN && found[4].isNaN)
    #expect(found[1] == 2 && found[2] == 2)
    let table = SpectraTable(
      axis: source, intensities: [2, 2, 2, 3, 3, 3, 9],
      metadata: Metadata(names: [], columns: [], rows: 1))
    #expect(
      throws: FingerprintError(
        reason:
          "the spectra do not cover the whole channel at 399.9 nm, and 3 channels of the "
          + "wanted axis in all",
        mend: "choose an axis within a single segment of theirs wherever it has channels")
    ) { try resampledKeepingArea(table, to: partly) }
  }

  /// BHVO-2 (NASA PDS): the correlation of square-root spectra of ChemCam and SuperCam, both in
  /// vacuum, where the light is interpolated and where its area is kept.
  @Test(.enabled(if: RealSpectra.data != nil, "no real data beside the project"))
  func keepingTheAreaMakesTwoInstrumentsNoLessAlike() throws {
    let chemCam = try #require(try RealSpectra.bhvo2("chemcam"))
    let superCam = try #require(try RealSpectra.bhvo2("supercam_1545"))
    // Where both have channels, in their three spectrometers.
    let wanted = superCam.axis.wavelengths.filter {
      (246...338).contains($0) || (386...464).contains($0) || (540...840).contains($0)
    }
    let cuts = [0] + wanted.indices.dropFirst().filter { wanted[$0] - wanted[$0 - 1] > 5 }
    let axis = WavelengthAxis(
      wavelengths: wanted, segments: zip(cuts, cuts.dropFirst() + [wanted.count]).map { $0..<$1 })
    let own = try resampledKeepingArea(superCam, to: axis)
    let kept = try resampledKeepingArea(chemCam, to: axis)
    let interpolated = try SpectralExtractor(axis: axis, normalisation: .none)
      .features(of: chemCam).elements
    let wantedRoot = root(own[0].intensities)
    let byArea = correlation(root(kept[0].intensities), wantedRoot)
    let byPoints = correlation(root(Array(interpolated[0..<axis.count])), wantedRoot)
    print("BHVO-2, ChemCam on SuperCam's axis: \(byArea) by area, \(byPoints) interpolated")
    #expect(byArea > byPoints - 0.01)
  }

  private func root(_ light: [Float]) -> [Double] { light.map { Double(max(0, $0)).squareRoot() } }

  private func correlation(_ x: [Double], _ y: [Double]) -> Double {
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (xy, xx, yy) = (0.0, 0.0, 0.0)
    for (a, b) in zip(x, y) {
      xy += (a - meanX) * (b - meanY)
      xx += (a - meanX) * (a - meanX)
      yy += (b - meanY) * (b - meanY)
    }
    return xy / (xx * yy).squareRoot()
  }
}
