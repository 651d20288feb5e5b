public import Fingerprints
internal import Foundation
internal import Specimens

extension LibraryPack {
  /// The size distributions of an origin, in the order of its `members.csv`.
  ///
  /// The table has a header with `mu`, `sigma`, `tail_carats` and `tail_exponent` and no quoted fields;
  /// the last two are both empty where a distribution has no tail.
  ///
  /// - Parameter origin: one of `origins`
  /// - Throws: `LibraryError` with the path, line and column: a column that is missing, a row of the
  ///   wrong length, a field that is no number or beyond what a stone can weigh, a tail of one number,
  ///   no rows; and for a pack of another kind.
  /// - Complexity: O(size)
  public func members(of origin: PackOrigin) throws(LibraryError) -> [TruncatedLognormal] {
    let place = dataPath(of: origin)
    guard kind == .sizes else {
      throw LibraryError(
        .conflict, path: path, reason: "the pack holds \(kind.rawValue), not sizes",
        mend: "name a pack of sizes")
    }
    guard let text = String(bytes: try data(of: origin), encoding: .utf8) else {
      throw LibraryError(
        .damaged, path: place, reason: "it is not UTF-8 text", mend: "restore the pack from a copy")
    }
    return try MemberTable(text: text, path: place).members
  }
}

/// A table of size distributions.
private struct MemberTable {
  let path: String
  private(set) var members: [TruncatedLognormal] = []

  private static let columns = ["mu", "sigma", "tail_carats", "tail_exponent"]

  /// Reads a whole table.
  init(text: String, path: String) throws(LibraryError) {
    self.path = path
    let lines = text.drop { $0 == "\u{FEFF}" }
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    var places: [Int] = []
    for column in MemberTable.columns {
      guard let place = header.firstIndex(of: column) else {
        throw error(line: 1, "there is no column \(column)")
      }
      places.append(place)
    }
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == header.count else {
        throw error(
          line: index + 1, "the row has \(fields.count) fields, the header \(header.count)")
      }
      try members.append(member(fields, places, line: index + 1))
    }
    guard !members.isEmpty else { throw error(line: nil, "it holds no distribution") }
  }

  /// The distribution in a row.
  private func member(
    _ fields: [Substring], _ places: [Int], line: Int
  ) throws(LibraryError) -> TruncatedLognormal {
    func number(_ column: Int, in range: ClosedRange<Double>) throws(LibraryError) -> Double {
      // NaN lies in no range.
      guard let value = Double(fields[places[column]]), range.contains(value) else {
        throw error(
          line: line, column: places[column] + 1,
          "\(MemberTable.columns[column]) is no number from \(range.lowerBound) to "
            + "\(range.upperBound)")
      }
      return value
    }
    let mu = try number(0, in: -20...10)
    let sigma = try number(1, in: 0.01...10)
    var tail: TruncatedLognormal.Tail?
    if !(fields[places[2]].isEmpty && fields[places[3]].isEmpty) {
      tail = TruncatedLognormal.Tail(
        carats: try number(2, in: 1e-3...1e3), exponent: try number(3, in: 0.01...100))
    }
    return TruncatedLognormal(mu: mu, sigma: sigma, tail: tail)
  }

  /// Says where the table is broken.
  private func error(line: Int?, column: Int? = nil, _ reason: String) -> LibraryError {
    let place = [line.map { "line \($0)" }, column.map { "column \($0)" }].compactMap(\.self)
    let prefix = place.isEmpty ? "" : place.joined(separator: ", ") + ": "
    return LibraryError(
      .damaged, path: path, reason: prefix + reason, mend: "restore the pack from a copy")
  }
}
