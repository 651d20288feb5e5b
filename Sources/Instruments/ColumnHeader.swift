/// What stands above the numbers of a text of columns.
struct ColumnHeader {
  /// Lines of a name and a value, in their order and words.
  private(set) var details: [InstrumentRecord.Detail] = []
  /// The name of each column; `nil` where no line has as many fields as there are columns.
  private(set) var names: [String]?
  /// The number of points that it declares.
  private(set) var points: Int?
  /// Whether a line of `>>>>>` says that numbers begin, as programs of Ocean Optics write it in the
  /// user's language.
  private(set) var hasBeginMark = false
  private var units: [String]?
  private var xUnit = ""
  /// Numbers in lines that speak of pixels.
  private var pixelCounts: [Int] = []

  /// Reads the lines above the numbers.
  init(_ lines: ArraySlice<Substring>, _ separation: ColumnSeparation, columns: Int) {
    for line in lines {
      hasBeginMark = hasBeginMark || isSectionMark(line)
      let plain = line.drop { $0 == "#" || $0.isWhitespace }
      let fields = separation.fields(plain).map(String.init)
      if fields.count == columns, columns > 1, fields.contains(where: { !$0.isEmpty }),
        separation != .blanks
      {
        if fields.allSatisfy({ $0.hasPrefix("[") && $0.hasSuffix("]") }) {
          units = fields.map { String($0.dropFirst().dropLast()).trimmed }
        } else {
          names = fields
        }
      } else {
        readDetail(plain)
      }
    }
  }

  private mutating func readDetail(_ line: Substring) {
    guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else { return }
    let name = String(line[..<mark]).trimmed
    let value = String(line[line.index(after: mark)...]).trimmingBlanksAndCommas
    guard !name.isEmpty, !value.isEmpty else { return }
    details.append(.init(name, value))
    let folded = name.lowercased()
    if folded.hasPrefix("number of pixels in") { points = Int(value) }
    // "píxeles" has an accent.
    if folded.contains("pix") || folded.contains("píx") {
      pixelCounts += [Int(value)].compactMap(\.self)
    }
    if folded == "xaxis mode", value.lowercased() == "wavelengths" { xUnit = "nm" }
  }

  /// What is wrong with the number of points found, in a sentence without a full stop; `nil` where they
  /// are as many as the header declares, or nothing is declared.
  ///
  /// - Parameters:
  ///   - found: the number of points.
  ///   - isFollowed: whether lines of words follow them, which a text that is cut has not.
  func shortcoming(of found: Int, isFollowed: Bool) -> String? {
    if let points {
      return points == found ? nil : "it declares \(points) points and holds \(found)"
    }
    // In another language the line of the number of points is known only by its number.
    return hasBeginMark && !isFollowed && !pixelCounts.contains(found)
      ? "the file ends before the end of the spectrum" : nil
  }

  /// The unit of the abscissae, which the first column holds; empty where it is not stated.
  ///
  /// OceanView states it as the mode of its axis: its wavelengths are nanometres. ChemCam's tables of
  /// calibrated shots (PDS3, MSL-M-CHEMCAM-LIBS-4/5-RDR) name their columns `wave`, `shot1`, … and are
  /// documented to be in nanometres; the name alone states nothing.
  var unitOfAbscissae: String {
    if let units { return units[0] }
    if let unit = names.flatMap({ statedUnit(in: $0[0]) }) { return unit }
    return isChemCam ? "nm" : xUnit
  }

  /// The unit of a column's ordinates; empty where it is not stated.
  func unit(ofColumn column: Int) -> String {
    units?[column] ?? names.flatMap { ordinateUnit(in: $0[column]) } ?? ""
  }

  /// What the file calls a column; empty where it has no name.
  ///
  /// A Jaz of Ocean Optics names its columns by letters: W wavelength, D dark, R reference, S sample, P
  /// processed.
  func title(ofColumn column: Int) -> String {
    guard let names else { return "" }
    return isJaz ? ColumnHeader.jazTitles[names[column]] ?? names[column] : names[column]
  }

  /// What else is said of a column: all lines of details, and the letter of a Jaz.
  func details(ofColumn column: Int) -> [InstrumentRecord.Detail] {
    details + (isJaz ? names.map { [.init("column", $0[column])] } ?? [] : [])
  }

  private static let jazTitles = [
    "W": "wavelength", "D": "dark", "R": "reference", "S": "sample", "P": "processed",
  ]

  private var isJaz: Bool {
    guard let names, hasBeginMark, names[0] == "W" else { return false }
    return names.allSatisfy { ColumnHeader.jazTitles[$0] != nil }
  }

  private var isChemCam: Bool {
    guard let names, names[0] == "wave" else { return false }
    let shots = names.dropFirst().prefix { $0.hasPrefix("shot") }
    return !shots.isEmpty && shots.enumerated().allSatisfy { $1 == "shot\($0 + 1)" }
      && names.dropFirst(1 + shots.count).allSatisfy { ["median", "mean", "average"].contains($0) }
  }
}

/// Whether a line begins or ends a section, as programs of Ocean Optics mark it.
func isSectionMark(_ line: Substring) -> Bool { line.hasPrefix(">>>>>") }

extension String {
  /// The text without blanks and commas around it, as spreadsheets fill up short rows.
  fileprivate var trimmingBlanksAndCommas: String {
    let start = drop { $0.isWhitespace || $0 == "," }
    let end = start.lastIndex { !$0.isWhitespace && $0 != "," }
    return end.map { String(start[...$0]) } ?? ""
  }
}
