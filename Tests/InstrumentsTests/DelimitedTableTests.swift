import Testing

@testable import Instruments

@Suite("Delimited tables")
struct DelimitedTableTests {
  /// Every field as text, row after row, with the lines of the rows.
  private func read(_ text: String) throws(ReadError) -> (rows: [[String]], lines: [Int]) {
    let table = try DelimitedTable(TextFile(file: "a.csv", bytes: Array(text.utf8)))
    var rows: [[String]] = []
    var lines: [Int] = []
    try table.forEachRow { row throws(ReadError) in
      var fields: [String] = []
      for column in table.names.indices { fields.append(try row.text(at: column)) }
      rows.append(fields)
      lines.append(row.line)
    }
    return (rows, lines)
  }

  @Test(
    "unquote fields",
    arguments: [
      ("\"x\"", "x"), (" \"x\" ", "x"), ("\" x \"", " x "), ("\"\"", ""), ("\"\"\"\"", "\""),
      ("\"a\"\"b\"", "a\"b"), ("\"\"\"\"\"\"", "\"\""), ("\"a,b\"", "a,b"), ("\"a\nb\"", "a\nb"),
      ("a\"b\"", "a\"b\""), ("  x ", "x"), ("", ""), ("é", "é"), ("\t", ""),
    ])
  func unquotes(_ field: String, _ text: String) throws {
    #expect(try read("h,i\n\(field),1\n").rows == [[text, "1"]])
    #expect(try read("h,i\n1,\(field)\n2,3").rows == [["1", text], ["2", "3"]])
  }

  @Test("count lines, those within quotes too", arguments: ["\n", "\r\n", "\r"])
  func lines(_ end: String) throws {
    let text = ["h,i", "\"a", "b\",1", "2,3", "4,5"].joined(separator: end)
    let (rows, lines) = try read(text)
    #expect(rows == [["a\(end)b", "1"], ["2", "3"], ["4", "5"]])
    #expect(lines == [2, 4, 5])
  }

  @Test("keep empty fields, and rows of empty fields before the last row")
  func emptyFields() throws {
    #expect(try read("a,b,c\n,,\n1,,\n,,\n").rows == [["", "", ""], ["1", "", ""]])
  }

  @Test("trim the names of columns, even where they are quoted")
  func names() throws {
    let table = try DelimitedTable(
      TextFile(file: "a.csv", bytes: Array(" a ,\" b\",\"c\nd\"\n1,2,3\n".utf8)))
    #expect(table.names == ["a", "b", "c\nd"])
  }

  @Test("read back whatever was quoted, in any delimiter and order of rows")
  func roundTrip() throws {
    let fields = ["", "a", "\"", ",", ";", "\t", "\n", "\r\n", " a ", "é\"\"\n,x", "1,5", "''"]
    let rows = fields.indices.map { shift in
      (0..<3).map { fields[(shift * 5 + $0 * 7) % fields.count] } + ["end"]
    }
    for delimiter in [",", ";", "\t"] {
      let lines = ([["h", "i", "j", "k"]] + rows).map { row in
        row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: delimiter)
      }
      #expect(try read(lines.joined(separator: "\n")).rows == rows)
    }
  }

  @Test("show control characters and long text in errors on one short line")
  func excerpts() {
    #expect(excerpt("a\nb\u{7}c") == "\"a b c\"")
    #expect(
      excerpt(String(repeating: "é", count: 25)) == "\"\(String(repeating: "é", count: 24))…\"")
    #expect(
      excerpt(String(repeating: "é", count: 24)) == "\"\(String(repeating: "é", count: 24))\"")
    #expect(excerpt(listing: ["a", "b"]) == "\"a\", \"b\"")
    let many = (1...8).map { "\($0)" }
    #expect(
      excerpt(listing: many) == "\"1\", \"2\", \"3\", \"4\", \"5\", \"6\" and 2 more")
  }
}
