import Fingerprints
import Foundation
import Specimens
import Testing

struct BaselineTests {
  /// The input of the golden values, as in Benchmarks/peers/golden_baselines.py.
  static func light(_ count: Int) -> [Float] {
    var light = (0..<count).map { channel -> Float in
      let noise = (channel * channel * 7 + 31 * channel) % 101 % 11
      return Float(200 + channel + noise)
    }
    let lines: [(first: Int, light: [Float])] = [
      (count / 4, [40, 300, 50]), (count / 2, [30, 90, 80, 20]),
    ]
    for line in lines {
      for (index, value) in line.light.enumerated() { light[line.first + index] += value }
    }
    return light
  }

  static func spectrum(_ light: [Float]) -> Spectrum {
    Spectrum(
      axis: WavelengthAxis(wavelengths: light.indices.map { 400 + Double($0) }),
      intensities: light)
  }

  /// Golden values: Benchmarks/peers/golden_baselines.py, by pybaselines.
  static let golden: [(baseline: Baseline, expected: [Double])] = [
    (.snip(halfWindow: 1), [200, 207, 213, 218, 228, 264, 236, 246, 253, 256]),
    (
      .snip(halfWindow: 3),
      [199.16666666666683, 206, 212.5, 218, 226.75, 245.25, 236, 244.75, 250, 256]
    ),
    (
      .snip(halfWindow: 8),
      [200, 206, 212, 218, 224.375, 230.75, 236, 242.75, 249.49999999999997, 256]
    ),
    (
      .snip(halfWindow: 40),
      [
        187.16001063145038, 193.8499050528068, 199.12452281948384, 203.0874086931128,
        207.123087825962, 210.46619128847837, 215.78861694429898, 220.90011462560432,
        226.63513739806388, 229.28182741099687,
      ]
    ),
    (
      .airPLS(lambda: 10),
      [
        199.93056453598524, 205.97844515317206, 213.5416296891331, 220.87399680555026,
        226.9655266126612, 235.31867568187508, 237.16748528222817, 243.3391892980977,
        249.18203059506217, 255.79100374969087,
      ]
    ),
    (
      .airPLS(lambda: 1e5),
      [
        200.2512330276517, 206.51852152788706, 212.7878798707197, 219.0635727051438,
        225.34887601585234, 231.64497353706864, 237.95178309108923, 244.26742686372785,
        250.58626840673645, 256.9058042414154,
      ]
    ),
    (
      .airPLS(lambda: 100, iterations: 2),
      [
        199.76189464132645, 206.0221296509998, 212.38887199217538, 218.8435447604823,
        225.7232349658835, 231.9559154352865, 237.44358671514556, 243.61188990071616,
        249.6106875847268, 255.79688064528202,
      ]
    ),
    (
      .arPLS(lambda: 10),
      [
        200.0461455379896, 206.45315417408878, 212.48647675317073, 218.50914894195014,
        224.9658332355832, 230.98108033694075, 236.3968716137777, 242.47446456747625,
        248.99695346110784, 255.81499852608255,
      ]
    ),
    (
      .arPLS(lambda: 1e5),
      [
        200.1814446054098, 206.34110789920618, 212.50077692067626, 218.6610256707052,
        224.82233610267426, 230.98490498351907, 237.14917918085712, 243.31535782104814,
        249.48291340742918, 255.6517400694862,
      ]
    ),
    (
      .arPLS(lambda: 100, iterations: 2),
      [
        201.837186780189, 207.72672070871874, 214.25221855726028, 222.44264262656782,
        229.8121135110075, 235.72728705305389, 241.1038494922367, 246.90998308109414,
        253.17913165662327, 259.9304392845551,
      ]
    ),
  ]

  static let methods: [Baseline] = [
    .snip(halfWindow: 8), .airPLS(lambda: 1e3), .arPLS(lambda: 1e3),
  ]

  @Test(arguments: golden)
  func theBaselineIsThatOfPybaselines(baseline: Baseline, expected: [Double]) throws {
    let found = try baseline.baseline(of: BaselineTests.spectrum(BaselineTests.light(60)))
    #expect(found.count == 60)
    for (index, wanted) in expected.enumerated() {
      #expect(abs(found[6 * index] - wanted) < 1e-8 * wanted, "\(baseline), channel \(6 * index)")
    }
  }

  @Test(arguments: methods)
  func twiceTheLightHasTwiceTheBaseline(baseline: Baseline) throws {
    let light = BaselineTests.light(60)
    let found = try baseline.baseline(of: BaselineTests.spectrum(light))
    // A power of two, so that nothing is rounded, and another factor.
    let larger = try baseline.baseline(of: BaselineTests.spectrum(light.map { $0 * 1024 }))
    #expect(larger == found.map { $0 * 1024 })
    let third = try baseline.baseline(of: BaselineTests.spectrum(light.map { $0 * 3 }))
    for (a, b) in zip(third, found) { #expect(abs(a - 3 * b) < 1e-7 * b) }
  }

  @Test(arguments: methods)
  func linesRiseAboveTheBaselineAndTheRestDoesNot(baseline: Baseline) throws {
    let light = BaselineTests.light(60)
    let found = try baseline.baseline(of: BaselineTests.spectrum(light))
    #expect(Double(light[16]) - found[16] > 290)
    #expect(Double(light[31]) - found[31] > 75)
    // The background rises by one a channel, with noise of up to ten.
    for channel in [3, 22, 40, 57] {
      #expect(abs(found[channel] - 205 - Double(channel)) < 8, "\(channel)")
    }
  }

  @Test(arguments: methods, [0, 5, -3] as [Float])
  func constantLightIsItsOwnBaseline(baseline: Baseline, level: Float) throws {
    let flat = BaselineTests.spectrum(Array(repeating: level, count: 40))
    for value in try baseline.baseline(of: flat) {
      #expect(abs(value - Double(level)) <= 1e-9 * Double(abs(level)))
    }
  }

  @Test(arguments: methods, [1, 2])
  func oneOrTwoChannelsAreTheirOwnBaseline(baseline: Baseline, count: Int) throws {
    let light = Array([7, 3].prefix(count)) as [Float]
    let found = try baseline.baseline(of: BaselineTests.spectrum(light))
    for (value, own) in zip(found, light) { #expect(abs(value - Double(own)) < 1e-12) }
  }

  @Test func aShortSegmentCutsTheHalfWindow() throws {
    // With three channels there is one pair of neighbours; the line through one channel is its value.
    let found = try Baseline.snip(halfWindow: 40).baseline(of: BaselineTests.spectrum([1, 9, 3]))
    #expect(found == [1, 2, 3])
  }

  @Test func noBaselineIsZero() throws {
    #expect(try Baseline.none.baseline(of: BaselineTests.spectrum([1, 2, 3])) == [0, 0, 0])
  }

  @Test(arguments: [
    (Baseline.snip(halfWindow: 0), "less than one channel"), (.airPLS(lambda: 0), "lambda"),
    (.arPLS(lambda: .infinity), "lambda"), (.arPLS(lambda: .nan), "lambda"),
    (.airPLS(tolerance: 0), "tolerance"), (.arPLS(tolerance: .nan), "tolerance"),
    (.arPLS(iterations: -1), "iterations"),
  ])
  func settingsThatMeanNothingHaveAFault(baseline: Baseline, word: String) throws {
    #expect(try #require(baseline.fault).contains(word))
  }

  @Test(arguments: [Baseline.none, .snip(), .airPLS(), .arPLS(iterations: 0)])
  func usualSettingsHaveNoFaultAndAreWrittenDown(baseline: Baseline) throws {
    #expect(baseline.fault == nil)
    let again = try JSONDecoder().decode(Baseline.self, from: JSONEncoder().encode(baseline))
    #expect(again == baseline)
  }
}
