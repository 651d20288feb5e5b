import Testing

@testable import Screening

struct RuleTableTests {
  @Test func quotedFieldsHoldCommasQuotesAndLineFeeds() throws {
    let table = try RuleTable(
      "\u{FEFF}a,b\r\n\r\n\"x, \"\"y\"\"\nz\",2\r\n,3", file: "t.csv", columns: ["a", "b"])
    #expect(table.rows.map { $0.text("a") } == ["x, \"y\"\nz", nil])
    #expect(table.rows.map { $0.text("b") } == ["2", "3"])
    #expect(table.rows.map(\.line) == [3, 5])
  }

  @Test(arguments: [
    ("", "t.csv: it is empty; start it with a,b."),
    ("a\n1", "t.csv:1: there is no column b; start it with a,b."),
    ("a,b,a\n", "t.csv:1: a column is named twice; name each column once."),
    (
      "a,b\n1\n",
      "t.csv:2: its fields number 1, not 2; put fields that hold commas into quotation marks."
    ),
    (
      "a,b\n\"1\"2,3\n",
      "t.csv:2: something follows a quoted field; double every quotation mark within it."
    ),
    ("a,b\n1,\"2\n", "t.csv:2: a quoted field does not end; close its quotation mark."),
  ])
  func brokenTablesAreRefusedWithTheirPlace(text: String, sentence: String) {
    let error = #expect(throws: ScreeningError.self) {
      try RuleTable(text, file: "t.csv", columns: ["a", "b"])
    }
    #expect(error?.description == sentence)
  }
}
