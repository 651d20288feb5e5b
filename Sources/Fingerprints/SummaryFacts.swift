public import Specimens

/// What a published figure says about the stones of a deposit that its plant recovered.
///
/// Each is a ratio of sums over the stones above the bottom cut-off, so none needs to know how many
/// there were. An argument is a weight in carats.
public enum SummaryQuantity: String, Sendable, CaseIterable {
  /// Carats per stone.
  case meanWeight
  /// The share of stones that weigh more than the argument.
  case shareOfStonesAbove
  /// Stones above the argument, for each carat of all goods.
  case stonesPerCaratAbove
  /// The share of carats in stones above the argument.
  case shareOfCaratsAbove
  /// Carats in stones above the argument, for each stone of all goods.
  case caratsInStonesAbovePerStone

  /// Whether the quantity is about stones above some weight.
  var hasArgument: Bool { self != .meanWeight }
}

/// One published figure about the sizes of an origin's stones, as an interval that a size
/// distribution must reproduce.
///
/// The figure is of recovered stones, so its sieve is part of it: the same distribution has a larger
/// mean weight above a coarser sieve.
public struct SummaryFact: Sendable, Equatable {
  /// How the interval came about.
  public enum Basis: String, Sendable, CaseIterable {
    /// Around a published figure: its sampling error and what the note adds.
    case interval
    /// A published figure that bounds one side only.
    case oneSided = "one-sided"
    /// At least one end is not published but assumed.
    case assumed
  }

  /// The origin of the stones.
  public let origin: Origin
  /// What the figure is about.
  public let quantity: SummaryQuantity
  /// The weight in carats that the quantity asks for; `nil` for the mean weight.
  public let argument: Double?
  /// The bottom cut-off in millimetres: a range where the source does not state it.
  public let cutOff: ClosedRange<Double>
  /// The openings of the sieve that cuts off.
  public let mesh: Mesh
  /// Whether the source states the cut-off.
  public let statesCutOff: Bool
  /// What the quantity may be; an end that nothing bounds is 0 or infinite.
  public let interval: ClosedRange<Double>
  /// How the interval came about.
  public let basis: Basis
  /// Where the figure was published: titles and addresses.
  public let source: String
}

/// The published facts from which summary footprints are made, in the order of their table.
///
/// ```swift
/// // origin,quantity,argument_ct,cutoff_low_mm,cutoff_high_mm,mesh,cutoff_basis,low,high,basis,…
/// // CA/Kahuna,meanWeight,,0.85,0.85,square,stated,0.0274,0.0334,interval,…
/// let facts = try SummaryFacts(text, name: "summary-facts.csv")
/// facts.origins               // [CA/Kahuna]
/// facts.facts[0].interval     // 0.0274...0.0334
/// ```
public struct SummaryFacts: Sendable, Equatable {
  /// The columns that are read; a table may have more, such as notes.
  static let columns = [
    "origin", "quantity", "argument_ct", "cutoff_low_mm", "cutoff_high_mm", "mesh",
    "cutoff_basis", "low", "high", "basis", "source",
  ]

  /// The facts in the order of the table.
  public let facts: [SummaryFact]
  /// The origins in the order of their first facts.
  public let origins: [Origin]

  /// Reads a table of facts: comma-separated, without quoted fields.
  ///
  /// - Parameters:
  ///   - text: the table
  ///   - name: its name for error messages
  /// - Throws: `SimulationError` with the line: an unknown quantity, mesh or basis, a number that is
  ///   none or outside what is sensible, an interval without ends or with ends that do not rise.
  public init(_ text: String, name: String) throws(SimulationError) {
    let table = try FactTable(text, name: name, columns: SummaryFacts.columns)
    guard !table.rows.isEmpty else {
      throw SimulationError(
        file: name, reason: "it holds no facts", mend: "give at least one fact for each origin")
    }
    var facts: [SummaryFact] = []
    var origins: [Origin] = []
    for row in table.rows {
      let fact = try SummaryFact(row)
      facts.append(fact)
      if !origins.contains(fact.origin) { origins.append(fact.origin) }
    }
    self.facts = facts
    self.origins = origins
  }

  /// The facts of one origin.
  public func facts(of origin: Origin) -> [SummaryFact] {
    facts.filter { $0.origin == origin }
  }
}

extension SummaryFact {
  /// The fact in a row.
  fileprivate init(_ row: FactTable.Row) throws(SimulationError) {
    let name = row.text("origin")
    guard !name.isEmpty else {
      throw row.error("there is no origin", mend: "name it as CC/region")
    }
    origin = Origin(name)
    quantity = try row.choice("quantity")
    argument = quantity.hasArgument ? try row.number("argument_ct", in: 1e-3...1e3) : nil
    guard quantity.hasArgument || row.text("argument_ct").isEmpty else {
      throw row.error("meanWeight has an argument", mend: "leave argument_ct empty")
    }
    let finest = try row.number("cutoff_low_mm", in: 0.1...50)
    let coarsest = try row.number("cutoff_high_mm", in: 0.1...50)
    guard finest <= coarsest else {
      throw row.error(
        "cutoff_high_mm is below cutoff_low_mm", mend: "give the finer sieve as the low one")
    }
    cutOff = finest...coarsest
    mesh = try row.choice("mesh")
    let stated: CutOffBasis = try row.choice("cutoff_basis")
    statesCutOff = stated == .stated
    let isBounded = (low: !row.text("low").isEmpty, high: !row.text("high").isEmpty)
    guard isBounded.low || isBounded.high else {
      throw row.error("neither low nor high is given", mend: "give at least one of them")
    }
    let low = isBounded.low ? try row.number("low", in: 0...1e9) : 0
    let high = isBounded.high ? try row.number("high", in: 0...1e9) : .infinity
    guard low < high else {
      throw row.error("high is not above low", mend: "give an interval that rises")
    }
    interval = low...high
    basis = try row.choice("basis")
    source = row.text("source")
    guard !source.isEmpty else {
      throw row.error("there is no source", mend: "say where the figure was published")
    }
  }
}

/// Where a cut-off comes from.
private enum CutOffBasis: String, CaseIterable {
  /// The source of the fact says it.
  case stated
  /// The source does not.
  case assumed
}

extension FactTable.Row {
  /// An error at this row.
  fileprivate func error(_ reason: String, mend: String) -> SimulationError {
    SimulationError(file: file, line: line, reason: reason, mend: mend)
  }

  /// The value of a column with a fixed set of words.
  fileprivate func choice<Value: RawRepresentable & CaseIterable>(
    _ column: String
  ) throws(SimulationError) -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: text(column)) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw error("\(column) is \"\(text(column))\"", mend: "give one of \(known)")
    }
    return value
  }
}
