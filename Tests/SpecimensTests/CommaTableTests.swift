import Testing

@testable import Specimens

struct CommaTableTests {
  private func rows(_ text: String) throws(CommaTable.Flaw) -> [CommaTable.Reader.Row] {
    var reader = try CommaTable.Reader(Array(text.utf8))
    var rows: [CommaTable.Reader.Row] = []
    while let row = try reader.next() { rows.append(row) }
    return rows
  }

  private func fields(_ text: String) throws -> [[String]] { try rows(text).map(\.fields) }

  @Test func whatIsWrittenReadsBack() throws {
    let table = [
      ["a", "b"], ["", ""], ["x,y", "\"q\""], ["line\nbreak", "\r"], [" blanks ", "é💎"], [""],
    ]
    let text = table.map { CommaTable.row($0) }.joined()
    #expect(try fields(text) == table)
    #expect(text.hasPrefix("a,b\n,\n\"x,y\",\"\"\"q\"\"\"\n"))
  }

  @Test func linesMayEndInEveryWay() throws {
    #expect(try fields("a,b\r\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(try fields("") == [])
    #expect(try fields("a,") == [["a", ""]])
    #expect(try fields("\u{FEFF}a\n") == [["a"]])
    #expect(try rows("a\n\"b\nc\"\nd\n").map(\.line) == [1, 2, 4])
  }

  @Test func brokenQuotesAreRefusedWithTheirLine() {
    for (text, line) in [("a\n\"b", 2), ("\"a\"b\n", 1), ("a\rb\n", 1)] {
      let flaw = #expect(throws: CommaTable.Flaw.self) { try rows(text) }
      #expect(flaw?.line == line, "\(text)")
    }
    #expect(throws: CommaTable.Flaw.self) { try CommaTable.Reader([0x61, 0xFF]) }
  }
}
