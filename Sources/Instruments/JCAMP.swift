/// Whether bytes begin as a JCAMP-DX file does, with a labelled record of a title.
func isJCAMP(_ bytes: [UInt8]) -> Bool {
  let start = String(decoding: bytes.prefix(512), as: UTF8.self)
  guard let label = start.firstRange(of: "##") else { return false }
  return start[..<label.lowerBound].allSatisfy { $0.isWhitespace || $0 == "\u{feff}" }
    && JCAMPLabel.normal(start[label.upperBound...].prefix { $0 != "=" }) == "TITLE"
}

/// Reads every spectrum of a JCAMP-DX file: single, compound (`LINK`) and blocks one after another.
///
/// Data in AFFN, PAC, SQZ, DIF and DUP form, as `(X++(Y..Y))`, `(XY..XY)` and peak tables
/// (R. S. McDonald, P. A. Wilks, Appl. Spectrosc. 42, 1988, 151, doi:10.1366/0003702884428734; IUPAC
/// recommendations, doi:10.1351/pac199163121781). Where the form has check values they are tested: the
/// first abscissa of each line, and the last ordinate of a line of differences that the next one
/// repeats.
///
/// - Throws: `ReadError` with the line.
func jcampRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  var blocks: [JCAMPBlock] = []
  var open: [Int] = []
  for record in JCAMPLabel.records(of: instrumentLines(bytes)) {
    if record.label == "TITLE" {
      // A block that links others has them inside; without END, the next one begins all the same.
      if let last = open.last, !blocks[last].isLink { open.removeLast() }
      open.append(blocks.count)
      blocks.append(JCAMPBlock(title: record.value.joined(separator: " ").trimmed))
      continue
    }
    guard let current = open.last else { continue }
    if record.label == "END" {
      blocks[current].hasEnd = true
      open.removeLast()
    } else {
      blocks[current].records.append(record)
    }
  }
  var result: [InstrumentRecord] = []
  for block in blocks {
    if let record = try block.spectrum(file: file) { result.append(record) }
  }
  return result
}

/// A labelled data record: `##LABEL= value`, over one or more lines.
struct JCAMPLabel {
  /// The label without blanks, dashes, slashes and underscores, in capitals.
  let label: String
  /// The label as the file writes it.
  let written: String
  /// The value's lines without comments.
  var value: [Substring]
  /// The line of the label, counted from 1.
  let line: Int

  /// The value in one line.
  var text: String { value.map { String($0).trimmed }.joined(separator: " ").trimmed }

  /// What of a label counts.
  static func normal(_ label: some StringProtocol) -> String {
    String(label.uppercased().filter { !" -/_\t".contains($0) })
  }

  /// The labelled records of a file.
  static func records(of lines: [Substring]) -> [JCAMPLabel] {
    var records: [JCAMPLabel] = []
    for (index, line) in lines.enumerated() {
      let line = line.firstRange(of: "$$").map { line[..<$0.lowerBound] } ?? line
      let start = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{feff}" }
      if start.hasPrefix("##"), let sign = start.firstIndex(of: "=") {
        let written = start[start.index(start.startIndex, offsetBy: 2)..<sign]
        records.append(
          JCAMPLabel(
            label: normal(written), written: String(written).trimmed,
            value: [start[start.index(after: sign)...]], line: index + 1))
      } else if !records.isEmpty {
        records[records.count - 1].value.append(line)
      }
    }
    return records
  }
}

/// A block of a JCAMP-DX file, from its title to its end.
struct JCAMPBlock {
  let title: String
  var records: [JCAMPLabel] = []
  var hasEnd = false

  init(title: String) { self.title = title }

  /// Whether the block holds other blocks and no data of its own.
  var isLink: Bool { JCAMPLabel.normal(text("DATATYPE") ?? "") == "LINK" }

  private func record(_ label: String) -> JCAMPLabel? { records.first { $0.label == label } }

  private func text(_ label: String) -> String? { record(label)?.text }

  /// The labels whose values are data, or how they are to be read.
  private static let ownLabels: Set<String> = [
    "JCAMPDX", "XUNITS", "YUNITS", "XFACTOR", "YFACTOR", "FIRSTX", "LASTX", "DELTAX", "FIRSTY",
    "MAXX", "MINX", "MAXY", "MINY", "NPOINTS",
  ]
  private static let dataLabels: Set<String> = [
    "XYDATA", "XYPOINTS", "PEAKTABLE", "PEAKASSIGNMENTS",
  ]

  /// The block's spectrum; `nil` where it holds none.
  func spectrum(file: String) throws(ReadError) -> InstrumentRecord? {
    guard let data = records.first(where: { JCAMPBlock.dataLabels.contains($0.label) }) else {
      if let pages = records.first(where: { ["NTUPLES", "RADATA"].contains($0.label) }) {
        throw ReadError(
          file: file, line: pages.line, reason: "the spectrum is written as \(pages.written)",
          mend: "export it as XYDATA or XYPOINTS")
      }
      return nil
    }
    let form = JCAMPLabel.normal(data.value.first ?? "").filter { $0 != "(" && $0 != ")" }
    let declared = try number("NPOINTS", file: file).map { Int(exactly: $0) ?? -1 }
    var reader = JCAMPData(
      lines: Array(data.value.dropFirst()), firstLine: data.line + 1, file: file,
      decimalComma: writesDecimalCommas)
    reader.xFactor = try number("XFACTOR", file: file) ?? 1
    reader.yFactor = try number("YFACTOR", file: file) ?? 1
    let points: (x: [Double], y: [Double])
    switch form {
    case _ where form.hasPrefix("X++"):
      points = try reader.steps(
        first: try number("FIRSTX", file: file), last: try number("LASTX", file: file),
        step: try number("DELTAX", file: file), declared: declared)
    case _ where form.hasPrefix("XYW"):
      throw ReadError(
        file: file, line: data.line,
        reason: "the peaks are written with widths, as \(excerpt(form))",
        mend: "export them as (XY..XY)")
    case _ where form.hasPrefix("XY"): points = try reader.pairs()
    default:
      throw ReadError(
        file: file, line: data.line, reason: "the data are written as \(excerpt(form))",
        mend: "export them as (X++(Y..Y)) or (XY..XY)")
    }
    var shortcomings = reader.shortcomings
    if let declared, declared != points.x.count {
      shortcomings.append("it declares \(declared) points and holds \(points.x.count)")
    }
    if !hasEnd { shortcomings.append("the file ends before the end of the spectrum") }
    if let first = try number("FIRSTY", file: file), let found = points.y.first,
      abs(first - found) > 1e-3 * max(abs(first), abs(found)) + reader.yFactor.magnitude
    {
      shortcomings.append("it declares \(first) as its first ordinate and holds \(found)")
    }
    let others = records.filter {
      !JCAMPBlock.ownLabels.contains($0.label) && $0.label != data.label && !$0.text.isEmpty
    }
    return InstrumentRecord(
      title: title, x: points.x, y: points.y, xUnit: text("XUNITS") ?? "",
      yUnit: text("YUNITS") ?? "",
      details: others.map { InstrumentRecord.Detail($0.written, $0.text) },
      shortcomings: shortcomings)
  }

  /// Whether numbers have a comma where others have a point, as localised programs write them.
  private var writesDecimalCommas: Bool {
    ["FIRSTX", "LASTX", "FIRSTY", "MAXY", "MINY"].compactMap(text).contains {
      $0.contains(",") && !$0.contains(".")
    }
  }

  private func number(_ label: String, file: String) throws(ReadError) -> Double? {
    guard let record = record(label), !record.text.isEmpty else { return nil }
    guard let value = try? parseNumber(record.text, decimalComma: true).value else {
      throw ReadError(
        file: file, line: record.line,
        reason: "\(record.written) is \(excerpt(record.text)), no number",
        mend: "export the file again")
    }
    return value
  }
}
