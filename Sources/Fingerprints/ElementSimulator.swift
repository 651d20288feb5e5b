internal import Foundation

/// Made-up tables of trace elements, from a table of invented levels.
///
/// A stone's concentration of an element is its deposit's level times exp(load + spread · z): one load
/// for all elements of a stone (how much it holds of what carries them) and one z for each element. Below
/// the detection limit the table says `<limit`.
public struct ElementSimulator: Sendable {
  /// One row of the levels.
  private struct Element: Sendable {
    let name: String
    let limit: Double
    let spread: Double
    let levels: [Double]
  }

  /// The standard deviation of the load that all elements of a stone share, in ln concentration.
  static let load = 0.6

  /// The deposits of the levels table.
  public let deposits: [String]
  /// The seed; each stone has its own stream.
  public let seed: UInt64
  private let elements: [Element]

  /// A simulator of the levels in a table: `element`, `detection_limit`, `spread`, then one column for
  /// each deposit with the level in parts per billion.
  ///
  /// - Parameters:
  ///   - text: the table, without quoted fields
  ///   - name: its name for error messages
  ///   - seed: the same seed gives the same bytes
  /// - Throws: `SimulationError` with the line: a missing column, a level that is not above 0.
  public init(_ text: String, name: String, seed: UInt64) throws(SimulationError) {
    let fixed = ["element", "detection_limit", "spread"]
    let table = try FactTable(text, name: name, columns: fixed)
    let header = text.prefix { !$0.isNewline }.split(separator: ",").map(String.init)
    deposits = header.filter { !fixed.contains($0) }
    guard !deposits.isEmpty, !table.rows.isEmpty else {
      throw SimulationError(
        file: name, reason: "it has no deposits or no elements", mend: "give one of each at least")
    }
    var elements: [Element] = []
    for row in table.rows {
      var levels: [Double] = []
      for deposit in deposits { levels.append(try row.number(deposit, in: 1e-6...1e9)) }
      elements.append(
        Element(
          name: row.text("element"), limit: try row.number("detection_limit", in: 1e-6...1e9),
          spread: try row.number("spread", in: 0...5), levels: levels))
    }
    self.elements = elements
    self.seed = seed
  }

  /// A table of reference stones: `count` of each deposit, with its name in the column `origin`.
  ///
  /// - Parameters:
  ///   - deposits: those of ``deposits`` that become references; others are passed over
  ///   - count: how many stones of each
  public func referenceTable(of deposits: [String], count: Int) -> String {
    let rows = deposits.flatMap { deposit in
      (0..<max(0, count)).compactMap { number -> String? in
        let stone = "\(deposit)-\(number + 1)"
        return values(ofStone: stone, deposit: deposit).map { "\(stone),\(deposit),\($0)" }
      }
    }
    return table("stone,origin", rows)
  }

  /// A table of questioned stones, Q1 and on, one of each deposit named; it does not say which.
  public func questionedTable(of deposits: [String]) -> String {
    let rows = deposits.enumerated().compactMap { place, deposit -> String? in
      let stone = "Q\(place + 1)"
      return values(ofStone: stone, deposit: deposit).map { "\(stone),\($0)" }
    }
    return table("stone", rows)
  }

  /// A header and rows.
  private func table(_ metadata: String, _ rows: [String]) -> String {
    let header = ([metadata] + elements.map(\.name)).joined(separator: ",")
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// The concentrations of a stone to three significant digits; `nil` for an unknown deposit.
  private func values(ofStone stone: String, deposit: String) -> String? {
    guard let place = deposits.firstIndex(of: deposit) else { return nil }
    var generator = CounterGenerator(seed: seed, stream: "elements \(stone)")
    let load = ElementSimulator.load * generator.normal()
    return elements.map { element in
      let value = element.levels[place] * exp(load + element.spread * generator.normal())
      guard value >= element.limit else { return "<" + String(format: "%g", element.limit) }
      return ElementSimulator.threeDigits(value)
    }.joined(separator: ",")
  }

  /// A number above 0 to three significant digits, without an exponent: `1760`, `0.0213`.
  static func threeDigits(_ value: Double) -> String {
    let decimals = max(0, 2 - Int(log10(value).rounded(.down)))
    let unit = pow(10, Double(Int(log10(value).rounded(.down)) - 2))
    return String(format: "%.\(decimals)f", (value / unit).rounded() * unit)
  }
}
