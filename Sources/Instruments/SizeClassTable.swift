internal import Specimens

/// The parcels of a table with one size class per row; see ``readParcels(at:)``.
///
/// - Parameters:
///   - table: a table with `lower_ct` or `lower_mm`.
///   - name: the name of the only parcel, where no column `parcel` names them.
func readSizeClasses(_ table: DelimitedTable, name: String) throws(ReadError) -> [Parcel] {
  let columns = try SizeClassColumns(table)
  let parcelColumns = ParcelColumns(table, name: name)
  var parcels = ParcelDrafts<SizeClassRow>()
  try table.forEachRow { row throws(ReadError) in
    let item = try columns.read(&row)
    let place = try parcelColumns.parcel(of: row, in: &parcels)
    parcels.drafts[place].items.append(item)
  }
  var read: [Parcel] = []
  for draft in parcels.drafts {
    let rows = try sortedClasses(draft, columns, file: table.file)
    guard rows.contains(where: { !$0.isEmpty }) else {
      throw ReadError(
        file: table.file, line: draft.line,
        reason: "parcel \(excerpt(draft.identifier)) has no stones in any class",
        mend: "remove the parcel or complete its counts")
    }
    let sieves = SieveSet(classes: rows.map(\.sizeClass))
    read.append(draft.parcel(.classes(sieves, rows.map(\.content))))
  }
  return read
}

/// One row of a table of size classes.
struct SizeClassRow {
  /// The row's line.
  let line: Int
  /// The bounds.
  let sizeClass: SizeClass
  /// What the class holds.
  let content: ClassContent

  /// Whether the class holds nothing.
  var isEmpty: Bool { content.stones ?? 0 == 0 && content.carats ?? 0 == 0 }
}

/// The classes of a parcel, smallest first.
///
/// - Throws: `ReadError` at the later of two rows whose classes overlap, at an open class that is not
///   the top one, at a second kind of mesh.
private func sortedClasses(
  _ draft: ParcelDrafts<SizeClassRow>.Draft, _ columns: SizeClassColumns, file: String
) throws(ReadError) -> [SizeClassRow] {
  let rows = draft.items.sorted {
    ($0.sizeClass.lower.value, $0.line) < ($1.sizeClass.lower.value, $1.line)
  }
  for (row, next) in zip(rows, rows.dropFirst()) {
    if case .aperture(_, let mesh) = row.sizeClass.lower,
      case .aperture(_, let nextMesh) = next.sizeClass.lower, mesh != nextMesh
    {
      throw ReadError(
        file: file, line: max(row.line, next.line), column: columns.mesh.map { $0 + 1 },
        reason: "parcel \(excerpt(draft.identifier)) has round and square meshes",
        mend: "make it two parcels, one for each set of sieves")
    }
    guard let upper = row.sizeClass.upper else {
      throw ReadError(
        file: file, line: row.line, column: columns.upper + 1,
        reason: "the upper bound is empty, but line \(next.line) has a higher class of the parcel",
        mend: "leave only the top class open")
    }
    guard upper.value <= next.sizeClass.lower.value else {
      let (earlier, later) = row.line < next.line ? (row, next) : (next, row)
      let isRepeated = row.sizeClass == next.sizeClass
      throw ReadError(
        file: file, line: later.line, column: columns.lower + 1,
        reason: "the class \(isRepeated ? "repeats" : "overlaps") that of line \(earlier.line) in "
          + "parcel \(excerpt(draft.identifier))",
        mend: isRepeated ? "add the two up or remove one" : "make the bounds of classes meet")
    }
  }
  return rows
}
