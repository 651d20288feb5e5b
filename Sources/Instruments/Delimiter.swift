/// What stands between the fields of a text table.
package enum Delimiter: UInt8, Sendable, CaseIterable {
  /// A comma; decimal marks are points.
  case comma = 0x2c
  /// A semicolon; decimal marks are points or commas.
  case semicolon = 0x3b
  /// A tab; decimal marks are points or commas.
  case tab = 0x09

  /// Whether a number in such a table may be written with a decimal comma.
  package var allowsDecimalComma: Bool { self != .comma }

  /// The delimiter of a table, judged by its header.
  ///
  /// The most frequent candidate outside of quotes wins. Commas between two digits are decimal
  /// commas (`200,15;200,35`) if there is any other candidate, and count for nothing then. A file
  /// called `.tsv` or `.tab` has tabs.
  ///
  /// ```swift
  /// Delimiter.detect(header: Array("shot;200,15;200,35".utf8), file: "a.csv")   // .semicolon
  /// ```
  ///
  /// - Parameters:
  ///   - header: the bytes of the first line.
  ///   - file: the path, for its extension and for errors.
  /// - Throws: `ReadError` when a tab-separated file has none in its header but others.
  package static func detect(
    header: some RandomAccessCollection<UInt8>, file: String
  ) throws(ReadError) -> Delimiter {
    let counts = count(header)
    let name = file.lowercased()
    let extensions = [".tsv", ".tab", ".tsv.gz", ".tab.gz"]
    if extensions.contains(where: { name.hasSuffix($0) }) {
      let others = counts.semicolons + counts.commas + counts.decimalCommas
      guard counts.tabs > 0 || others == 0 else {
        throw ReadError(
          file: file, line: 1, reason: "there is no tab in the header, but \(others) of , and ;",
          mend: "separate the columns with tabs or name the file .csv")
      }
      return .tab
    }
    if counts.tabs == 0 && counts.semicolons == 0 { return .comma }
    if counts.tabs >= max(counts.semicolons, counts.commas) { return .tab }
    return counts.semicolons >= counts.commas ? .semicolon : .comma
  }

  /// How often each candidate stands outside of quotes.
  private static func count(
    _ header: some RandomAccessCollection<UInt8>
  ) -> (tabs: Int, semicolons: Int, commas: Int, decimalCommas: Int) {
    var counts = (tabs: 0, semicolons: 0, commas: 0, decimalCommas: 0)
    var isQuoted = false
    var isAfterDigit = false
    var isCommaAfterDigit = false
    for byte in header {
      let isDigit = (0x30...0x39).contains(byte)
      if isCommaAfterDigit {
        if isDigit { counts.decimalCommas += 1 } else { counts.commas += 1 }
        isCommaAfterDigit = false
      }
      if byte == 0x22 {
        isQuoted.toggle()
      } else if !isQuoted {
        switch byte {
        case Delimiter.tab.rawValue: counts.tabs += 1
        case Delimiter.semicolon.rawValue: counts.semicolons += 1
        case Delimiter.comma.rawValue:
          if isAfterDigit { isCommaAfterDigit = true } else { counts.commas += 1 }
        default: break
        }
      }
      isAfterDigit = isDigit
    }
    if isCommaAfterDigit { counts.commas += 1 }
    return counts
  }
}
