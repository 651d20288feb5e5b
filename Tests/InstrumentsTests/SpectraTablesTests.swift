import LinearAlgebra
import Specimens
import Testing

@testable import Instruments

@Suite("Tables of spectra")
struct SpectraTablesTests {
  @Test("keeps wavelengths, intensities and metadata apart")
  func readsTable() throws {
    let path = try Scratch().keeping("shot,200.1,stone,200.2,200.3\n1,17,A,-0.5,1e3\n2,0,B,+4,.5\n")
    let table = try readSpectraTable(at: path.file)
    #expect(table.axis == WavelengthAxis(wavelengths: [200.1, 200.2, 200.3]))
    #expect(table.intensities == [17, -0.5, 1000, 0, 4, 0.5])
    #expect(table.metadata.names == ["shot", "stone"])
    #expect(table.metadata["stone"] == ["A", "B"])
  }

  @Test("reads decimal commas in names and values")
  func readsDecimalCommas() throws {
    let path = try Scratch().keeping("shot;200,1;200,2\n1;-0,5;1,25\n")
    let table = try readSpectraTable(at: path.file)
    #expect(table.axis.wavelengths == [200.1, 200.2])
    #expect(table.intensities == [-0.5, 1.25])
  }

  @Test("does not depend on the order of columns")
  func ordersColumns() throws {
    let rising = try Scratch().keeping("200,201,202,203\n1,2,3,4\n")
    let expected = try readSpectraTable(at: rising.file)
    for text in ["203,202,201,200\n4,3,2,1\n", "202,200,203,201\n3,1,4,2\n"] {
      let path = try Scratch().keeping(text)
      #expect(try readSpectraTable(at: path.file) == expected)
    }
  }

  @Test("keeps overlapping spectrometers apart, with the wavelengths that both have")
  func keepsSegments() throws {
    let path = try Scratch().keeping("200,201,202,201,202,203\n1,2,3,4,5,6\n")
    let table = try readSpectraTable(at: path.file)
    #expect(table.axis.wavelengths == [200, 201, 202, 201, 202, 203])
    #expect(table.axis.segments == [0..<3, 3..<6])
    #expect(table.intensities == [1, 2, 3, 4, 5, 6])
  }

  @Test("reads equal duplicates once", arguments: ["200,201,201,202", "200,201,202,201.0"])
  func mergesDuplicates(_ header: String) throws {
    let values = header.hasSuffix("202") ? "1,2,2,3" : "1,2,3,2"
    let path = try Scratch().keeping("\(header)\n\(values)\n")
    let table = try readSpectraTable(at: path.file)
    #expect(table.axis.wavelengths == [200, 201, 202])
    #expect(table.intensities == [1, 2, 3])
  }

  /// A table of 400 shots with the given line ends.
  static func long(_ newline: String, number: (Int) -> String) -> String {
    "shot,200.5,200.6,stone" + newline
      + (0..<400).map { "\($0),\(number($0)),\($0 * 3 % 7),S\($0 / 8)" + newline }.joined()
  }

  @Test("gives the same in stretches as row by row", arguments: ["\n", "\r\n", "\r"], [64, 700])
  func readsStretches(newline: String, bytes: Int) throws {
    let text = SpectraTablesTests.long(newline) { "\(Double($0) / 8)" }
    let table = try DelimitedTable(TextFile(file: "long.csv", bytes: Array(text.utf8)))
    let stretches = table.stretches(ofBytes: bytes)
    #expect(stretches.count > 4)
    #expect(zip(stretches, stretches.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
    let whole = try spectraTable(table, workers: Workers(1))
    #expect(whole.count == 400)
    #expect(try spectraTable(table, workers: Workers(3), stretchBytes: bytes) == whole)
  }

  @Test("counts rows however lines end", arguments: ["\n", "\r\n", "\r"])
  func countsRows(newline: String) {
    for rows in 0..<5 {
      let text = Array(String(repeating: "1,2" + newline, count: rows).utf8)
      #expect(text.withUnsafeBytes { rowCount(in: $0) } == rows)
      #expect((text + [0x37]).withUnsafeBytes { rowCount(in: $0) } == rows + 1)
    }
  }

  @Test("reads columns in any order, with text between them, in stretches")
  func readsMixedStretches() throws {
    let text =
      "a,202,medium,200,201,201,b\n"
      + (0..<300).map { "x\($0),3,air,1,\($0),\($0).0,y\n" }.joined()
    let table = try DelimitedTable(
      TextFile(file: "long.csv", bytes: Array(text.utf8)), numbersMayRepeat: true)
    let whole = try spectraTable(table, workers: Workers(1))
    #expect(whole[7].intensities == [1, 7, 3])
    #expect(whole.metadata["b"]?.count == 300)
    #expect(try spectraTable(table, workers: Workers(2), stretchBytes: 256) == whole)
  }

  @Test("names the first bad row of a long table", arguments: [1, 3])
  func refusesInStretches(threads: Int) throws {
    let text = SpectraTablesTests.long("\n") { $0 == 333 || $0 == 350 ? "x" : "1" }
    let table = try DelimitedTable(TextFile(file: "long.csv", bytes: Array(text.utf8)))
    let error = #expect(throws: ReadError.self) {
      try spectraTable(table, workers: Workers(threads), stretchBytes: 256)
    }
    #expect(error?.line == 335)
  }

  @Test("refuses unlike decimal marks in far stretches")
  func refusesMarksInStretches() throws {
    let text =
      "shot;200,5;200,6\n"
      + (0..<300).map { "\($0);\($0 == 299 ? "1.5" : "1,5");2\n" }.joined()
    let table = try DelimitedTable(TextFile(file: "long.csv", bytes: Array(text.utf8)))
    let error = #expect(throws: ReadError.self) {
      try spectraTable(table, workers: Workers(2), stretchBytes: 256)
    }
    #expect(error?.line == 301)
  }

  @Test("reads quoted line ends in one stretch")
  func readsQuotes() throws {
    let text = "shot,200.5,note\n" + (0..<300).map { "\($0),1,\"a\nb\"\n" }.joined()
    let table = try DelimitedTable(TextFile(file: "long.csv", bytes: Array(text.utf8)))
    #expect(table.stretches(ofBytes: 64).count == 1)
    #expect(try spectraTable(table, workers: Workers(2), stretchBytes: 64).count == 300)
  }

  @Test("takes one channel and many rows")
  func readsSmallest() throws {
    let path = try Scratch().keeping("200\n1\n2\n")
    #expect(try readSpectraTable(at: path.file).intensities == [1, 2])
  }

  @Test(
    "refuses bad tables with the place",
    arguments: [
      Malformed(
        "stone,200,201\nA,1,2\nB,O.5,1\n", line: 3, column: 2,
        "the intensity at 200 nm is \"O.5\", not a number", "write it with digits, as in 0.5"),
      Malformed(
        "stone,200,201\nA,1,NaN\n", line: 2, column: 3,
        "the intensity at 201 nm is \"NaN\", not a finite number",
        "write a finite number or remove the row"),
      Malformed(
        "stone,200,201\nA,-inf,1\n", line: 2, column: 2,
        "the intensity at 200 nm is \"-inf\", not a finite number",
        "write a finite number or remove the row"),
      Malformed(
        "stone,200,201\nA,1,\nB,1,1\n", line: 2, column: 3, "the intensity at 201 nm is empty",
        "write a number or remove the row"),
      Malformed(
        "stone,200,201\nA,1,1e39\n", line: 2, column: 3,
        "the intensity at 201 nm is \"1e39\", beyond single precision",
        "scale the intensities down"),
      Malformed(
        "stone,200,201\nA,1,\"1,5\"\n", line: 2, column: 3,
        "the intensity at 201 nm is \"1,5\", not a number",
        "write a decimal point, or separate the columns with semicolons"),
      Malformed(
        "stone;200;201\nA;1,5;2\nB;2;1.500\n", line: 3, column: 3,
        "the intensity at 201 nm is \"1.500\", but numbers before it have the other decimal mark",
        "write all numbers with one decimal mark and without thousands separators"),
      Malformed(
        "stone\t200\t201\nA\t1\t1,234.5\n", name: "a.tsv", line: 2, column: 3,
        "the intensity at 201 nm is \"1,234.5\", not a number",
        "write it without thousands separators, as in 1234.5"),
      Malformed(
        "stone,200,201,200.0\nA,1,2,1\nB,1,2,3\n", line: 3, column: 4,
        "the intensity at 200.0 nm is 3.0, but another column of this wavelength has 1.0",
        "keep one of the two columns"),
      Malformed(
        "200,201,202,203,200,201,202,203\n1,2,3,4,1,2,3,5\n", line: 2, column: 8,
        "the intensity at 203 nm is 5.0, but another column of this wavelength has 4.0",
        "keep one of the two columns"),
      Malformed(
        "stone,-200,201\nA,1,2\n", line: 1, column: 2,
        "the column is called \"-200\", which is no wavelength",
        "name wavelength columns by nanometres above 0"),
      Malformed(
        "stone,200,0\nA,1,2\n", line: 1, column: 3,
        "the column is called \"0\", which is no wavelength",
        "name wavelength columns by nanometres above 0"),
      Malformed(
        "stone|200|201\nA|1|2\n", line: 1,
        "no column is named by a wavelength (the columns are \"stone|200|201\")",
        "name every channel's column by its wavelength in nanometres, as in 247.856"),
      Malformed(
        "medium,200\nair,1\nwater,2\n", line: 3, column: 1, "medium is \"water\"",
        "write air or vacuum, or leave it empty"),
    ])
  func refuses(_ malformed: Malformed) throws {
    try malformed.expectRefusal { path throws(ReadError) in try readSpectraTable(at: path) }
  }

  // The measurements are not part of the project; see `sharedData`.
  @Test(
    "reads the shared measurements",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: [
      ("fish", 9_670, [0..<452], 10), ("alloys", 2_100, [0..<98], 6),
      ("soil", 439, [0..<6726, 6726..<6915, 6915..<7053, 7053..<7152], 1),
    ])
  func readsMeasurements(_ name: String, shots: Int, segments: [Range<Int>], columns: Int) throws {
    let path = try shared("spectra/\(name).csv.gz")
    let table = try readSpectraTable(at: path)
    #expect(table.count == shots)
    #expect(table.axis.segments == segments)
    #expect(table.metadata.names.count == columns)
    #expect(try detectEvidenceKind(at: path) == .spectra)
    if name == "soil" { #expect(table[0].intensities.prefix(5) == [671, 664, 671, 666, 670]) }
  }
}
