internal import Specimens

/// The columns of a table that describe its rows, while they are being read.
struct MetadataColumns {
  private let names: [String]
  private let indices: [Int]
  private var columns: [[String]]
  private var rows = 0

  /// All columns of a table but the given ones.
  init(_ table: DelimitedTable, except measured: Set<Int>) {
    indices = table.names.indices.filter { !measured.contains($0) }
    names = indices.map { table.names[$0] }
    columns = indices.map { _ in [] }
  }

  /// Adds what a row says.
  ///
  /// - Throws: `ReadError` where it is no UTF-8 text.
  mutating func append(_ row: TableRow) throws(ReadError) {
    for (position, column) in indices.enumerated() {
      columns[position].append(try row.text(at: column))
    }
    rows += 1
  }

  /// Adds a row of texts, one for each column.
  mutating func append(_ texts: [String]) {
    for (position, text) in texts.enumerated() { columns[position].append(text) }
    rows += 1
  }

  /// Adds the rows of a further stretch of the same table.
  mutating func append(_ other: MetadataColumns) {
    for column in columns.indices { columns[column] += other.columns[column] }
    rows += other.rows
  }

  /// What was read.
  var metadata: Metadata { Metadata(names: names, columns: columns, rows: rows) }
}
