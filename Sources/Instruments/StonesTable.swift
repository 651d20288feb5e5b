internal import Specimens

/// The parcels of a table with one stone per row; see ``readParcels(at:)``.
///
/// - Parameters:
///   - table: a table with a column `carats`.
///   - name: the name of the only parcel, where no column `parcel` names them.
func readStones(_ table: DelimitedTable, name: String) throws(ReadError) -> [Parcel] {
  guard let carats = table.names.firstIndex(of: "carats") else {
    throw ReadError(
      file: table.file, line: 1, reason: "there is no column \"carats\"",
      mend: "name the column of weights \"carats\"")
  }
  let stone = table.names.firstIndex(of: "stone")
  let columns = ParcelColumns(table, name: name)
  var parcels = ParcelDrafts<Stone>()
  try table.forEachRow { row throws(ReadError) in
    let weight = try row.number(at: carats)
    guard weight > 0 else {
      throw row.error(
        at: carats, reason: "carats is \(excerpt(row.slice(carats))), not above 0",
        mend: "write the stone's weight or remove the row")
    }
    var identifier: String?
    if let stone {
      let text = try row.text(at: stone)
      identifier = text.isEmpty ? nil : text
    }
    let place = try columns.parcel(of: row, in: &parcels)
    parcels.drafts[place].items.append(Stone(carats: weight, identifier: identifier))
  }
  return parcels.drafts.map { $0.parcel(.stones($0.items)) }
}
