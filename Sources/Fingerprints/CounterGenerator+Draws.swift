import Foundation

/// Draws whose bytes do not depend on the Swift version.
///
/// The standard library may change how `Double.random(in:using:)` or `shuffled(using:)` use their
/// bits; these do not change.
extension CounterGenerator {
  /// A number strictly between 0 and 1: the middle of one of 2^52 equal intervals.
  ///
  /// Every value is exact in binary, so it is the same on every machine.
  public mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }

  /// A number from the standard normal distribution: the quantile of one uniform number.
  ///
  /// One draw takes exactly 64 bits and no branch rejects, so a last-bit difference between two
  /// machines' logarithms stays a last-bit difference and never moves the stream.
  public mutating func normal() -> Double {
    CounterGenerator.normalQuantile(uniform())
  }

  /// A whole number from 0 up to, not including, `bound`, without bias.
  ///
  /// D. Lemire, *Fast random integer generation in an interval*, doi:10.1145/3230636: the upper half
  /// of a product, with the few draws that would bias it rejected.
  ///
  /// - Precondition: `bound` is positive.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "A bound is positive.")
    let bound = UInt64(bound)
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// `count` different whole numbers from 0 up to, not including, `bound`, rising.
  ///
  /// R. Floyd's sampling (doi:10.1145/30401.315746): every subset is equally likely.
  ///
  /// ```swift
  /// generator.choose(2, of: 2)   // [0, 1]
  /// ```
  ///
  /// - Precondition: `0 <= count <= bound`.
  /// - Complexity: O(k log k) for k numbers chosen.
  public mutating func choose(_ count: Int, of bound: Int) -> [Int] {
    precondition((0...max(0, bound)).contains(count), "No more are chosen than there are.")
    var chosen: Set<Int> = []
    for last in (bound - count)..<bound {
      let candidate = integer(below: last + 1)
      chosen.insert(chosen.contains(candidate) ? last : candidate)
    }
    return chosen.sorted()
  }

  /// The standard normal distribution's quantile, to about 1 part in 10^16.
  ///
  /// M. J. Wichura, *Algorithm AS 241: the percentage points of the normal distribution*,
  /// doi:10.2307/2347330 (PPND16): a rational function of the distance from the middle, and in the
  /// tails of the root of the logarithm.
  ///
  /// ```swift
  /// CounterGenerator.normalQuantile(0.975)   // 1.959963984540054
  /// ```
  ///
  /// - Precondition: `0 < probability < 1`.
  public static func normalQuantile(_ probability: Double) -> Double {
    precondition(probability > 0 && probability < 1, "A probability lies between 0 and 1.")
    let offset = probability - 0.5
    if abs(offset) <= 0.425 {
      let r = 0.180625 - offset * offset
      return offset * ratio(centre, at: r)
    }
    let r = (-log(offset < 0 ? probability : 1 - probability)).squareRoot()
    let magnitude = r <= 5 ? ratio(shoulder, at: r - 1.6) : ratio(tail, at: r - 5)
    return offset < 0 ? -magnitude : magnitude
  }

  /// The value of one polynomial over another, both by Horner's rule.
  private static func ratio(_ pair: (over: [Double], under: [Double]), at r: Double) -> Double {
    func value(_ coefficients: [Double]) -> Double {
      coefficients.reversed().reduce(0) { $0 * r + $1 }
    }
    return value(pair.over) / value(pair.under)
  }

  /// Wichura's coefficients a and b: probabilities from 0.075 to 0.925.
  private static let centre: (over: [Double], under: [Double]) = (
    [
      3.387_132_872_796_366_608_0, 1.331_416_678_917_843_774_5e2, 1.971_590_950_306_551_442_7e3,
      1.373_169_376_550_946_112_5e4, 4.592_195_393_154_987_145_7e4, 6.726_577_092_700_870_085_3e4,
      3.343_057_558_358_812_810_5e4, 2.509_080_928_730_122_672_7e3,
    ],
    [
      1, 4.231_333_070_160_091_125_2e1, 6.871_870_074_920_579_083_0e2,
      5.394_196_021_424_751_107_7e3, 2.121_379_430_158_659_586_7e4, 3.930_789_580_009_271_061_0e4,
      2.872_908_573_572_194_267_4e4, 5.226_495_278_852_854_561_0e3,
    ]
  )

  /// Wichura's coefficients c and d: down to about 10^-11.
  private static let shoulder: (over: [Double], under: [Double]) = (
    [
      1.423_437_110_749_683_577_34, 4.630_337_846_156_545_295_90, 5.769_497_221_460_691_405_50,
      3.647_848_324_763_204_605_04, 1.270_458_252_452_368_382_58, 2.417_807_251_774_506_117_70e-1,
      2.272_384_498_926_918_458_33e-2, 7.745_450_142_783_414_076_40e-4,
    ],
    [
      1, 2.053_191_626_637_758_821_87, 1.676_384_830_183_803_849_40,
      6.897_673_349_851_000_045_50e-1, 1.481_039_764_274_800_745_90e-1,
      1.519_866_656_361_645_719_66e-2, 5.475_938_084_995_344_946_00e-4,
      1.050_750_071_644_416_843_24e-9,
    ]
  )

  /// Wichura's coefficients e and f: the far tails.
  private static let tail: (over: [Double], under: [Double]) = (
    [
      6.657_904_643_501_103_777_20, 5.463_784_911_164_114_369_90, 1.784_826_539_917_291_335_80,
      2.965_605_718_285_048_912_30e-1, 2.653_218_952_657_612_309_30e-2,
      1.242_660_947_388_078_438_60e-3, 2.711_555_568_743_487_578_15e-5,
      2.010_334_399_292_288_132_65e-7,
    ],
    [
      1, 5.998_322_065_558_879_376_90e-1, 1.369_298_809_227_358_053_10e-1,
      1.487_536_129_085_061_485_25e-2, 7.868_691_311_456_132_591_00e-4,
      1.846_318_317_510_054_681_80e-5, 1.421_511_758_316_445_888_70e-7,
      2.044_263_103_389_939_785_64e-15,
    ]
  )
}
