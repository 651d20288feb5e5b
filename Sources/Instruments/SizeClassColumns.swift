internal import Specimens

/// The columns of a table of size classes.
struct SizeClassColumns {
  /// The lower bounds.
  let lower: Int
  /// The upper bounds.
  let upper: Int
  /// The meshes, where the bounds are apertures.
  let mesh: Int?
  private let stones: Int?
  private let carats: Int?
  private let file: String

  /// The columns by their names.
  ///
  /// - Throws: `ReadError` where one is missing or bounds are given in both units.
  init(_ table: DelimitedTable) throws(ReadError) {
    let names = table.names
    file = table.file
    let inCarats = names.firstIndex(of: "lower_ct")
    let inMillimetres = names.firstIndex(of: "lower_mm")
    if inCarats != nil, let inMillimetres {
      throw ReadError(
        file: table.file, line: 1, column: inMillimetres + 1,
        reason: "bounds are given both as lower_ct and as lower_mm",
        mend: "keep those that were sieved or weighed")
    }
    let unit = inCarats == nil ? "mm" : "ct"
    lower = try SizeClassColumns.column("lower_\(unit)", of: table)
    upper = try SizeClassColumns.column("upper_\(unit)", of: table)
    mesh = inCarats == nil ? try SizeClassColumns.column("mesh", of: table) : nil
    stones = names.firstIndex(of: "stones")
    carats = names.firstIndex(of: "carats")
    guard stones != nil || carats != nil else {
      throw ReadError(
        file: table.file, line: 1, reason: "there is no column \"stones\" or \"carats\"",
        mend: "say how many stones or carats each class holds")
    }
  }

  /// The class in a row.
  ///
  /// - Throws: `ReadError` for bounds that are negative or do not rise, and for contents that are
  ///   negative, not whole, not there, or contradict each other.
  func read(_ row: inout TableRow) throws(ReadError) -> SizeClassRow {
    let from = try row.number(at: lower)
    guard from >= 0 else {
      throw row.error(
        at: lower, reason: "the lower bound is \(excerpt(row.slice(lower))), below 0",
        mend: "write a bound of 0 or more")
    }
    var to: Double?
    if !row.isEmpty(at: upper) {
      let value = try row.number(at: upper)
      guard from < value else {
        throw row.error(
          at: upper,
          reason: "the upper bound is \(excerpt(row.slice(upper))), not above the lower bound "
            + excerpt(row.slice(lower)),
          mend: "write the larger bound as the upper one")
      }
      to = value
    }
    let content = try content(&row)
    guard let mesh else {
      return SizeClassRow(
        line: row.line,
        sizeClass: SizeClass(lower: .carats(from), upper: to.map { .carats($0) }),
        content: content)
    }
    guard let shape = Mesh(rawValue: try row.text(at: mesh)) else {
      throw row.error(
        at: mesh, reason: "mesh is \(excerpt(row.slice(mesh)))", mend: "write round or square")
    }
    return SizeClassRow(
      line: row.line,
      sizeClass: SizeClass(
        lower: .aperture(millimetres: from, mesh: shape),
        upper: to.map { .aperture(millimetres: $0, mesh: shape) }),
      content: content)
  }

  /// What a class holds.
  private func content(_ row: inout TableRow) throws(ReadError) -> ClassContent {
    let count = try amount(stones, &row)
    let weight = try amount(carats, &row)
    if let count, let stones, count != count.rounded() {
      throw row.error(
        at: stones, reason: "stones is \(excerpt(row.slice(stones))), not a whole number",
        mend: "write how many stones the class holds")
    }
    guard count != nil || weight != nil else {
      throw row.error(
        at: stones ?? carats, reason: "neither stones nor carats are given",
        mend: "write what the class holds, 0 if nothing")
    }
    if let count, let weight, (count == 0) != (weight == 0) {
      throw row.error(
        at: carats,
        reason: "the class holds \(excerpt(row.slice(stones ?? 0))) stones but "
          + "\(excerpt(row.slice(carats ?? 0))) carats",
        mend: "correct one of them, or leave empty what is not known")
    }
    return ClassContent(stones: count, carats: weight)
  }

  /// A count or a weight of at least 0, or `nil` where it is not given.
  private func amount(_ column: Int?, _ row: inout TableRow) throws(ReadError) -> Double? {
    guard let column, !row.isEmpty(at: column) else { return nil }
    let value = try row.number(at: column)
    guard value >= 0 else {
      throw row.error(
        at: column,
        reason: "\(column == stones ? "stones" : "carats") is "
          + "\(excerpt(row.slice(column))), below 0",
        mend: "write what the class holds, 0 if nothing")
    }
    return value
  }

  /// The column with the given name.
  private static func column(
    _ name: String, of table: DelimitedTable
  ) throws(ReadError) -> Int {
    guard let column = table.names.firstIndex(of: name) else {
      throw ReadError(
        file: table.file, line: 1,
        reason: "there is no column \(excerpt(name)) (the columns are "
          + "\(excerpt(listing: table.names)))",
        mend: "give lower_ct and upper_ct, or lower_mm, upper_mm and mesh")
    }
    return column
  }
}
