/// The columns of a table that describe its rows: stone, session, origin and whatever else it has.
public struct Metadata: Sendable, Equatable {
  /// The columns' names in the table's order.
  public let names: [String]
  /// The columns' values, one array for each name, all equally long.
  public let columns: [[String]]
  /// The number of rows.
  public let rows: Int

  /// Metadata of the given columns.
  ///
  /// - Precondition: one column for each name, each with a value for every row.
  public init(names: [String], columns: [[String]], rows: Int) {
    precondition(names.count == columns.count, "One column for each name.")
    precondition(columns.allSatisfy { $0.count == rows }, "One value for each row.")
    self.names = names
    self.columns = columns
    self.rows = rows
  }

  /// The values of a column, or `nil` when the table has no such column.
  public subscript(name: String) -> [String]? {
    names.firstIndex(of: name).map { columns[$0] }
  }

  /// The given rows in the given order.
  public func selecting(rows indices: [Int]) -> Metadata {
    Metadata(
      names: names, columns: columns.map { column in indices.map { column[$0] } },
      rows: indices.count)
  }
}
