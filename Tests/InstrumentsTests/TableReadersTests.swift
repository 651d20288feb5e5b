import Instruments
import Specimens
import Testing

/// A reader with a table that it accepts.
struct TableReader: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The names of two columns; more rows can follow.
  let names: (String, String)
  /// Two fields that suit them.
  let values: (String, String)
  /// Reads and returns the number of rows that were taken in.
  let read: @Sendable (String) throws(ReadError) -> Int

  static let all = [
    TableReader(testDescription: "spectra", names: ("stone", "200.5"), values: ("A", "7")) {
      path throws(ReadError) in try readSpectraTable(at: path).count
    },
    TableReader(testDescription: "elements", names: ("item", "Rb"), values: ("A", "7")) {
      path throws(ReadError) in try readElementTable(at: path, features: nil).count
    },
    TableReader(testDescription: "stones", names: ("stone", "carats"), values: ("A", "7")) {
      path throws(ReadError) in try Int(readParcels(at: path)[0].stoneCount ?? 0)
    },
  ]

  /// A table of the given rows with the given delimiter and line end.
  func table(rows: Int, _ delimiter: String = ",", _ end: String = "\n") -> String {
    let row = "\(values.0)\(delimiter)\(values.1)\(end)"
    return "\(names.0)\(delimiter)\(names.1)\(end)" + String(repeating: row, count: rows)
  }
}

@Suite("Every reader of tables")
struct TableReadersTests {
  @Test("reads every line end, delimiter, mark and compression", arguments: TableReader.all)
  func readsVariants(_ reader: TableReader) throws {
    let scratch = try Scratch()
    let plain = reader.table(rows: 3)
    let files: [(String, [UInt8])] = [
      ("a.csv", Array(plain.utf8)),
      ("crlf.csv", Array(reader.table(rows: 3, ",", "\r\n").utf8)),
      ("cr.csv", Array(reader.table(rows: 3, ",", "\r").utf8)),
      ("semicolon.csv", Array(reader.table(rows: 3, ";").utf8)),
      ("tab.csv", Array(reader.table(rows: 3, "\t").utf8)),
      ("tab.tsv", Array(reader.table(rows: 3, "\t").utf8)),
      ("bom.csv", [0xef, 0xbb, 0xbf] + Array(plain.utf8)),
      ("open.csv", Array(plain.dropLast().utf8)),
      ("trailing.csv", Array((plain + "\n\r\n  \n,\n").utf8)),
      ("quoted.csv", Array(plain.replacing("A", with: "\"A, \"\"the\"\" \nfirst\"").utf8)),
      ("blanks.csv", Array(plain.replacing(",", with: " , ").utf8)),
      ("a.csv.gz", gzip(plain.utf8)),
      ("members.csv.gz", gzip(plain.utf8.prefix(20)) + gzip(plain.utf8.dropFirst(20))),
      ("padded.gz", gzip(plain.utf8) + [0, 0, 0, 0]),
    ]
    for (name, bytes) in files {
      let path = try scratch.file(name, bytes)
      do {
        let count = try reader.read(path)
        #expect(count == 3, "\(name)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
  }

  @Test("says when there is no such file", arguments: TableReader.all)
  func missing(_ reader: TableReader) {
    #expect(
      throws: ReadError(
        file: "/nowhere/a.csv", reason: "there is no such file", mend: "check the path",
        isMissing: true)
    ) { try reader.read("/nowhere/a.csv") }
  }

  @Test("refuses a folder", arguments: TableReader.all)
  func folder(_ reader: TableReader) throws {
    let scratch = try Scratch()
    #expect(
      throws: ReadError(
        file: scratch.path, reason: "this is a folder, not a file", mend: "name a file in it")
    ) { try reader.read(scratch.path) }
  }

  @Test("refuses what is no UTF-8 table", arguments: TableReader.all)
  func encodings(_ reader: TableReader) throws {
    let text = reader.table(rows: 2)
    let wide = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let packed = gzip(text.utf8)
    var damaged = packed
    damaged[packed.count - 8] ^= 1
    let utf16 = ("the text is in UTF-16", "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
    let again = "fetch the file again or compress it again"
    let cases = [
      Malformed("UTF-16 with mark", [0xff, 0xfe] + wide, byte: 0, utf16.0, utf16.1),
      Malformed("UTF-16 without mark", wide, byte: 0, utf16.0, utf16.1),
      Malformed(
        "binary", Array(text.utf8) + [0, 1], byte: text.utf8.count,
        "this is a binary file, not a text table", "export the table as CSV in UTF-8"),
      Malformed(
        "workbook", [0x50, 0x4b, 3, 4, 0, 0], byte: 0,
        "this is a workbook or a ZIP archive, not a text table", "export the sheet as CSV in UTF-8"),
      Malformed(
        "truncated gzip", packed.dropLast(9), byte: packed.count - 9,
        "the gzip data stop before their end", again),
      Malformed(
        "gzip header only", packed.prefix(5), byte: 5, "the gzip data stop before their end", again),
      Malformed(
        "wrong checksum", damaged, byte: packed.count - 4,
        "the gzip data are damaged (incorrect data check)", again),
      Malformed(
        "something behind gzip", packed + Array("more".utf8), byte: packed.count,
        "the gzip data are followed by something else", again),
      Malformed(
        "Latin-1", Array("stone,\(reader.names.1)\nS".utf8) + [0xe9] + Array("gu,1\n".utf8),
        line: 2, column: 1, "\"S\u{fffd}gu\" is not UTF-8 text", "save the file as UTF-8"),
    ]
    for malformed in cases { try malformed.expectRefusal(reader.read) }
  }

  @Test("refuses what is no rectangular table", arguments: TableReader.all)
  func shapes(_ reader: TableReader) throws {
    let (first, second) = reader.names
    let header = "\(first),\(second)\n"
    let row = "\(reader.values.0),\(reader.values.1)\n"
    let cases = [
      Malformed(
        "", line: 1, "the file is empty", "give a table with a header and at least one row"),
      Malformed(
        "\n \n", line: 1, "the file is empty", "give a table with a header and at least one row"),
      Malformed(
        "\n" + header + row, line: 1, "the first line is blank", "start the file with the header"),
      Malformed(header, line: 1, "there is a header but no row", "add at least one row"),
      Malformed(
        header + "\n,\n", line: 1, "there is a header but no row", "add at least one row"),
      Malformed(
        "\(first),\(second),\(first)\nA,1,B\n", line: 1, column: 3,
        "the column is called \"\(first)\", and so is column 1", "give every column its own name"),
      Malformed(
        ",\(second),\n,1,\n", line: 1, column: 3, "the column has no name, nor has column 1",
        "give every column its own name"),
      Malformed(
        header + row + "A\n", line: 3, "the row has 1 field, the header 2", "complete the row"),
      Malformed(
        header + "A,1,2\n", line: 2, "the row has 3 fields, the header 2",
        "put fields that contain commas in quotes"),
      Malformed(
        "\(first);\(second)\n\"A\nB\";1\nA;1;2\n", line: 4, "the row has 3 fields, the header 2",
        "put fields that contain semicolons in quotes"),
      Malformed(header + "\n" + row, line: 2, "the line is blank", "remove it"),
      Malformed(
        header + row + "\"A,1\nB,2\n", line: 3, column: 1,
        "a quote opens here and is never closed",
        "close it, or remove it where it is part of the text"),
      Malformed(
        header + "\"A\"B,1\n", line: 2, column: 1, "text follows a closing quote",
        "write a quote within quoted text twice"),
      Malformed(
        reader.table(rows: 1), name: "table.tsv", line: 1,
        "there is no tab in the header, but 1 of , and ;",
        "separate the columns with tabs or name the file .csv"),
    ]
    for malformed in cases { try malformed.expectRefusal(reader.read) }
  }

  @Test("answers at once on 10 MB in a line", arguments: TableReader.all)
  func longLine(_ reader: TableReader) throws {
    let (first, second) = reader.names
    let length = 10_000_000
    let digits = [UInt8](repeating: UInt8(ascii: "x"), count: length)
    let commas = [UInt8](repeating: UInt8(ascii: ","), count: length)
    let header = Array("\(first),\(second)\n".utf8)
    try Malformed(
      "a header of 10 MB", digits, line: 1, "there is a header but no row", "add at least one row"
    ).expectRefusal(reader.read)
    try Malformed(
      "a row of 10 MB", header + digits, line: 2, "the row has 1 field, the header 2",
      "complete the row"
    ).expectRefusal(reader.read)
    try Malformed(
      "a row of 10 million fields", header + commas + digits.prefix(1), line: 2,
      "the row has 10000001 fields, the header 2", "put fields that contain commas in quotes"
    ).expectRefusal(reader.read)
    try Malformed(
      "an open quote before 10 MB", header + [0x22] + digits, line: 2, column: 1,
      "a quote opens here and is never closed",
      "close it, or remove it where it is part of the text"
    ).expectRefusal(reader.read)
  }
}
