import Instruments
import Testing

@Suite("Delimiters")
struct DelimiterTests {
  @Test(
    "are told from the header",
    arguments: [
      ("a,b", Delimiter.comma), ("a;b", .semicolon), ("a\tb", .tab), ("carats", .comma),
      ("200,201,202", .comma), ("200,1;200,2", .semicolon), ("200,1\t200,2", .tab),
      ("shot,200;x,201;y", .semicolon), ("a,b;c,d", .comma), ("\"a;b;c\",d", .comma),
      ("\"a,b,c\";d", .semicolon), ("1,", .comma), ("a;", .semicolon), ("", .comma),
    ])
  func detects(_ header: String, _ delimiter: Delimiter) throws {
    #expect(try Delimiter.detect(header: Array(header.utf8), file: "a.csv") == delimiter)
  }

  @Test("of a file called .tsv are tabs", arguments: ["a.tsv", "A.TSV", "a.tab", "a.tsv.gz"])
  func tabs(_ file: String) throws {
    #expect(try Delimiter.detect(header: Array("a\tb;c;d".utf8), file: file) == .tab)
    #expect(try Delimiter.detect(header: Array("carats".utf8), file: file) == .tab)
    #expect(throws: ReadError.self) {
      try Delimiter.detect(header: Array("a;b".utf8), file: file)
    }
  }
}
