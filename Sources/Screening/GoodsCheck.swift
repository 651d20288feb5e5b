public import Specimens

/// What was read from the evidence of a shipment: the goods themselves, not their papers.
public struct ScreenedGoods: Sendable, Equatable {
  /// The weight of every stone in carats; `nil` where the stones were not weighed one by one.
  public var stoneCarats: [Double]?
  /// Parcels that were sieved into size classes.
  public var parcels: [Parcel]

  /// The goods as the evidence shows them; nothing where there is none.
  public init(stoneCarats: [Double]? = nil, parcels: [Parcel] = []) {
    self.stoneCarats = stoneCarats
    self.parcels = parcels
  }

  /// How many stones are surely of a weight or heavier; `nil` where that is not known.
  ///
  /// Of size classes those count whose lower bound is a weight in carats not below the one asked for. Where
  /// none of these holds a stone, stones of a class that may reach above the weight (its upper bound is
  /// heavier, or an aperture, or open), or that were not counted, leave it unknown.
  public func stones(from carats: Double) -> Double? {
    if let stoneCarats { return Double(stoneCarats.count { $0 >= carats }) }
    var (count, isKnown, hasClasses) = (0.0, true, false)
    for parcel in parcels {
      guard case .classes(let sieves, let contents) = parcel.content else { continue }
      for (size, content) in zip(sieves.classes, contents) {
        hasClasses = true
        if let upper = size.upper, case .carats(let value) = upper, value <= carats { continue }
        if let stones = content.stones, case .carats(let lower) = size.lower, lower >= carats {
          count += stones
        } else if content.stones != 0 {
          isKnown = false
        }
      }
    }
    return hasClasses && (isKnown || count > 0) ? count : nil
  }
}

/// A check of one shipment's papers against its goods.
public protocol GoodsCheck: Sendable {
  /// The codes of all findings that it can make.
  static var codes: [String] { get }

  /// What is wrong; empty where nothing is, or where papers or goods do not say enough.
  func findings(_ shipment: Shipment, goods: ScreenedGoods) -> [Finding]
}
