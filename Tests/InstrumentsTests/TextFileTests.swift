import Testing

@testable import Instruments

@Suite("Text files")
struct TextFileTests {
  @Test("lose their byte-order mark and nothing else")
  func mark() throws {
    let text = try TextFile(file: "a.csv", bytes: [0xef, 0xbb, 0xbf, 0x61, 0xef, 0xbb, 0xbf])
    #expect(text.bytes == [0x61, 0xef, 0xbb, 0xbf])
    #expect(try TextFile(file: "a.csv", bytes: []).bytes.isEmpty)
  }

  @Test("are read up to the limit and not beyond")
  func limit() throws {
    let scratch = try Scratch()
    for name in ["a.csv", "a.csv.gz"] {
      let path = try scratch.file(name, name == "a.csv" ? Array("12345".utf8) : gzip("12345".utf8))
      #expect(throws: ReadError.self) { try TextFile(at: path, limit: 4) }
    }
    #expect(try TextFile(at: scratch.file("b.csv", "12345"), limit: 5).bytes.count == 5)
  }

  @Test("a file above the limit is refused in words")
  func limitError() throws {
    try Malformed(
      "large", Array("12345".utf8), "the file holds more than 4 bytes",
      "split it into smaller files"
    ).expectRefusal { path throws(ReadError) in try TextFile(at: path, limit: 4) }
  }

  @Test("UTF-16 of either order is refused", arguments: [[0xfe, 0xff, 0, 0x61], [0xff, 0xfe]])
  func wide(_ bytes: [UInt8]) {
    #expect(
      throws: ReadError(
        file: "a.csv", byte: 0, reason: "the text is in UTF-16",
        mend: "save it as UTF-8 (in a spreadsheet: \"CSV UTF-8\")")
    ) { try TextFile(file: "a.csv", bytes: bytes) }
  }

  @Test(
    "are called after their names without extensions",
    arguments: [
      ("a/b/lot.csv", "lot"), ("lot.csv.gz", "lot"), ("lot.GZ", "lot"), (".hidden", ".hidden"),
      ("/", "/"), ("", ""), ("lot", "lot"), (".gz", ".gz"),
    ])
  func stems(_ path: String, _ stem: String) {
    #expect(TextFile.stem(of: path) == stem)
  }
}
