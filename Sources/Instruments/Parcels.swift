public import Specimens

/// Reads parcels: a table of stones, or of what each size class holds.
///
/// A table with a column `carats` and no `lower_ct` or `lower_mm` lists one stone per row; `stone`,
/// `parcel`, `origin` and `handling` are read where they are there. A table with `lower_ct` and
/// `upper_ct`, or with `lower_mm`, `upper_mm` and `mesh`, lists one size class per row with its
/// `stones`, its `carats` or both. Any other column is passed over.
///
/// ```swift
/// // parcel,origin,carats
/// // A,CI/Séguéla,0.52
/// // B,GH/Akwatia,0.11
/// // A,CI/Séguéla,1.3
/// let parcels = try readParcels(at: "goods.csv")
/// parcels.map(\.identifier)   // ["A", "B"]
/// parcels[0].stoneCount       // 2
/// ```
///
/// Rows with one name in the column `parcel` are a parcel, wherever they stand; parcels come in the
/// order in which they first appear. Without the column all rows are one parcel, named after the
/// file. An empty origin or handling is not stated; a parcel whose rows state two is refused.
///
/// - Parameter path: a `.csv` or `.tsv` file, possibly compressed with gzip.
/// - Throws: `ReadError` with line and column: a weight that is not above 0, a count that is not
///   whole, bounds that do not rise, classes that overlap, a parcel without stones.
/// - Complexity: O(size), and O(n log n) for the n classes of a parcel.
public func readParcels(at path: String) throws(ReadError) -> [Parcel] {
  try parcels(TextFile(at: path))
}

/// The parcels of a text.
func parcels(_ text: TextFile) throws(ReadError) -> [Parcel] {
  let table = try DelimitedTable(text)
  if table.names.contains("lower_ct") || table.names.contains("lower_mm") {
    return try readSizeClasses(table, name: text.stem)
  }
  if table.names.contains("carats") {
    return try readStones(table, name: text.stem)
  }
  throw ReadError(
    file: text.file, line: 1,
    reason: "there is no column \"carats\", \"lower_ct\" or \"lower_mm\" (the columns are "
      + "\(excerpt(listing: table.names)))",
    mend: "name the column of weights \"carats\", or that of the classes' lower bounds "
      + "\"lower_ct\" or \"lower_mm\"")
}

/// The columns that say to which parcel a row belongs.
struct ParcelColumns {
  private let parcel: Int?
  private let origin: Int?
  private let handling: Int?
  private let name: String

  /// The columns of a table; its parcel has the given name where no column says it.
  init(_ table: DelimitedTable, name: String) {
    parcel = table.names.firstIndex(of: "parcel")
    origin = table.names.firstIndex(of: "origin")
    handling = table.names.firstIndex(of: "handling")
    self.name = name
  }

  /// The parcel of a row, which is added to the given ones where it is new, with what the row says
  /// about its origin and handling.
  ///
  /// - Returns: the parcel's place among the given ones.
  /// - Throws: `ReadError` when the row has no parcel or contradicts an earlier row of it.
  func parcel<Item>(
    of row: TableRow, in parcels: inout ParcelDrafts<Item>
  ) throws(ReadError) -> Int {
    var identifier = name
    if let parcel {
      identifier = try row.text(at: parcel)
      guard !identifier.isEmpty else {
        throw row.error(
          at: parcel, reason: "parcel is empty", mend: "name the parcel in every row")
      }
    }
    let place = parcels.place(of: identifier, line: row.line)
    if let origin {
      let text = try row.text(at: origin)
      if let earlier = parcels.drafts[place].origin {
        guard text.isEmpty || earlier.name == text else {
          throw row.error(
            at: origin,
            reason: "origin is \(excerpt(text)), but parcel \(excerpt(identifier)) has "
              + "\(excerpt(earlier.name)) in an earlier row",
            mend: "make it two parcels or leave the origin of mixed goods empty")
        }
      } else if !text.isEmpty {
        parcels.drafts[place].origin = Origin(text)
      }
    }
    if let handling, let stated = try statedHandling(row, at: handling) {
      guard parcels.drafts[place].handling ?? stated == stated else {
        throw row.error(
          at: handling,
          reason: "handling is \(excerpt(stated.rawValue)), but parcel \(excerpt(identifier)) has "
            + "another in an earlier row",
          mend: "make it two parcels or write unknown")
      }
      parcels.drafts[place].handling = stated
    }
    return place
  }

  /// The handling in a row, or `nil` where it is empty.
  private func statedHandling(
    _ row: TableRow, at column: Int
  ) throws(ReadError) -> Handling? {
    let text = try row.text(at: column)
    if text.isEmpty { return nil }
    guard let handling = Handling(rawValue: text) else {
      throw row.error(
        at: column, reason: "handling is \(excerpt(text))",
        mend: "write run-of-mine, sorted or unknown")
    }
    return handling
  }
}

/// Parcels while their rows are being read, in the order of their first rows.
struct ParcelDrafts<Item> {
  /// One parcel.
  struct Draft {
    /// Its name.
    let identifier: String
    /// The line of its first row.
    let line: Int
    /// Its stones or classes.
    var items: [Item] = []
    /// The origin, once a row has stated it.
    var origin: Origin?
    /// The handling, once a row has stated it.
    var handling: Handling?

    /// The parcel with its content.
    func parcel(_ content: Parcel.Content) -> Parcel {
      Parcel(
        identifier: identifier, content: content, handling: handling ?? .unknown, origin: origin)
    }
  }

  /// The parcels.
  var drafts: [Draft] = []
  private var places: [String: Int] = [:]

  /// The place of the parcel with the given name, which is added where it is new.
  mutating func place(of identifier: String, line: Int) -> Int {
    if let place = places[identifier] { return place }
    places[identifier] = drafts.count
    drafts.append(Draft(identifier: identifier, line: line))
    return drafts.count - 1
  }
}
