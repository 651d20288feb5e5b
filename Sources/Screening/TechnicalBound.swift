/// A number that a check compares with.
public struct TechnicalBound: Sendable, Equatable {
  /// The names of all numbers that the checks need.
  public enum Name: String, Sendable, CaseIterable {
    /// The square mesh that a micro-diamond passes, in mm.
    case microDiamondMesh = "micro-diamond-mesh"
    /// The weight in carats of a stone that an aperture of 1 mm holds back half of the time.
    case caratsPerCubicMillimetre = "carats-per-cubic-millimetre"
    /// The standard deviation of the logarithm of weights at an aperture.
    case sieveBlur = "sieve-blur"
    /// The share of micro-diamonds from which the code of the whole is doubted.
    case microDiamondShare = "micro-diamond-share"
    /// The most by which a weight written in hundredths differs from the balance, in carats.
    case weightRounding = "weight-rounding"
    /// The step in which a stone is weighed, in carats.
    case weighingResolution = "weighing-resolution"
    /// The factor by which two figures of one country and year differ.
    case valueFactor = "value-factor"
    /// The distance to the next stone from which a stone is a telling one, in carats.
    case sameGoodsGap = "same-goods-gap"
    /// The least number of telling stones.
    case sameGoodsStones = "same-goods-stones"
    /// The share of telling stones that must be found again.
    case sameGoodsShare = "same-goods-share"
    /// The greatest chance that the counts of other goods agree so well.
    case sameGoodsChance = "same-goods-chance"
  }

  /// Its name.
  public let name: Name
  /// The number.
  public let value: Double
  /// Its unit; `nil` for a pure number.
  public let unit: String?
  /// What it means, in words.
  public let meaning: String
  /// Where that is stated.
  public let source: RuleSource

  static let columns = ["name", "value", "unit", "meaning", "source", "date"]

  init(_ row: RuleTable.Row) throws(ScreeningError) {
    guard let name = Name(rawValue: try row.required("name")) else {
      throw row.broken(
        "name is unknown",
        "write one of \(Name.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    guard let value = try row.number("value"), value > 0 else {
      throw row.broken("value is not above 0", "write it like 0.5")
    }
    self.name = name
    self.value = value
    unit = row.text("unit")
    meaning = try row.required("meaning")
    source = try RuleSource(row)
  }
}
