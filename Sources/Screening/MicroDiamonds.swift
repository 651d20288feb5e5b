internal import Foundation
public import Specimens

/// Goods that are mostly micro-diamonds do not go under the code of non-industrial stones, and goods that
/// are called micro-diamonds are.
///
/// A micro-diamond passes a square mesh of 0.5 mm. A size class counts whose upper bound is a square
/// aperture no wider, or a weight below. A stone that was weighed counts below
///
///     0.010 · 0.5³ · exp(−2 · 0.15) = 0.00093 ct
///
/// two standard deviations under the weight that such a mesh holds back half of the time, so that shape
/// alone makes hardly any stone one. Described as micro-diamonds are goods with a further column of the
/// manifest, named `description`, that says `micro`.
public struct MicroDiamonds: GoodsCheck {
  /// The codes of all findings that it can make.
  public static let codes = ["micro-diamonds-as-gems", "no-micro-diamonds"]

  private let rules: ScreeningRules
  private let mesh: TechnicalBound
  private let share: Double
  /// The weight in carats below which a stone is a micro-diamond.
  public let carats: Double

  /// The check with its bounds.
  public init(rules: ScreeningRules) {
    self.rules = rules
    mesh = rules.bound(.microDiamondMesh)
    share = rules.bound(.microDiamondShare).value
    let cube = mesh.value * mesh.value * mesh.value
    carats =
      rules.bound(.caratsPerCubicMillimetre).value * cube
      * exp(-2 * rules.bound(.sieveBlur).value)
  }

  /// Nothing where no stones were weighed or counted.
  public func findings(_ shipment: Shipment, goods: ScreenedGoods) -> [Finding] {
    guard let (micro, all) = counts(goods), all > 0 else { return [] }
    func finding(_ code: String, hs: String? = nil) -> Finding {
      var details = [
        "micro": decimalText(micro, places: 0), "stones": decimalText(all, places: 0),
        "mesh": decimalText(mesh.value, places: 2),
      ]
      details["hs"] = hs
      return Finding(code: code, severity: .doubt, details: details, source: mesh.source.text)
    }
    if micro / all >= share {
      guard let code = shipment.hs.flatMap(rules.code), code.isRough, code.use == .nonIndustrial
      else { return [] }
      return [finding("micro-diamonds-as-gems", hs: code.code)]
    }
    let isDescribed = shipment.others.contains {
      $0.name.lowercased() == "description" && $0.value.lowercased().contains("micro")
    }
    return isDescribed ? [finding("no-micro-diamonds")] : []
  }

  /// The number of micro-diamonds and of all stones; `nil` where some class has no count.
  private func counts(_ goods: ScreenedGoods) -> (micro: Double, all: Double)? {
    if let stones = goods.stoneCarats {
      return (Double(stones.count { $0 < carats }), Double(stones.count))
    }
    var (micro, all) = (0.0, 0.0)
    for parcel in goods.parcels {
      guard case .classes(let sieves, let contents) = parcel.content else { continue }
      for (size, content) in zip(sieves.classes, contents) {
        guard let stones = content.stones else { return nil }
        all += stones
        switch size.upper {
        case .aperture(let millimetres, .square) where millimetres <= mesh.value: micro += stones
        case .carats(let upper) where upper <= carats: micro += stones
        default: break
        }
      }
    }
    return (micro, all)
  }
}
