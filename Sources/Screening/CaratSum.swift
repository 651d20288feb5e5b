public import Specimens

/// The carats of the papers are the sum of the stones, or of the size classes, within weighing error.
///
/// Weights are written in hundredths of a carat and rounded up only from nine thousandths, so that a
/// written weight is up to 0.009 ct below the balance. With n weighings the sum may differ by
///
///     0.009 + n · 0.009    where every weight is written in hundredths
///     0.009 + n · 0.001    where some are written more finely
///
/// which is the most that rounding can do, not what it does on average: parcels of many small stones are
/// compared coarsely, and no parcel is accused for its rounding.
public struct CaratSum: GoodsCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["carats-differ"]

  private let rounding: TechnicalBound
  private let resolution: TechnicalBound

  /// The check with its two bounds.
  public init(rules: ScreeningRules) {
    rounding = rules.bound(.weightRounding)
    resolution = rules.bound(.weighingResolution)
  }

  /// The most by which papers and stones may differ, in carats.
  public func tolerance(_ weighings: [Double]) -> Double {
    let isFiner = weighings.contains { abs($0 * 100 - ($0 * 100).rounded()) > 1e-6 }
    let each = isFiner ? resolution.value : rounding.value
    return rounding.value + Double(weighings.count) * each
  }

  /// Nothing where the papers state no weight or nothing was weighed.
  public func findings(_ shipment: Shipment, goods: ScreenedGoods) -> [Finding] {
    guard let carats = shipment.carats, let weighings = weighings(goods), !weighings.isEmpty else {
      return []
    }
    let sum = weighings.reduce(0, +)
    let tolerance = tolerance(weighings)
    // Sums of decimals are not exact; a billionth of a carat is none.
    guard abs(carats - sum) > tolerance + 1e-9 else { return [] }
    return [
      Finding(
        code: "carats-differ", severity: .violation,
        details: [
          "carats": decimalText(carats, places: 3), "sum": decimalText(sum, places: 3),
          "weighings": "\(weighings.count)", "tolerance": decimalText(tolerance, places: 3),
        ], source: rounding.source.text)
    ]
  }

  /// The stones' weights, or those of every class of every parcel; `nil` where one is not stated.
  private func weighings(_ goods: ScreenedGoods) -> [Double]? {
    if let stones = goods.stoneCarats { return stones }
    var weighings: [Double] = []
    for parcel in goods.parcels {
      guard case .classes(_, let contents) = parcel.content else { return nil }
      for content in contents where content.stones != 0 {
        guard let carats = content.carats else { return nil }
        weighings.append(carats)
      }
    }
    return weighings
  }
}
