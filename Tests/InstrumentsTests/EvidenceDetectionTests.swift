import Instruments
import Specimens
import Testing

@Suite("The kind of evidence")
struct EvidenceDetectionTests {
  @Test(
    "is told from the header",
    arguments: [
      ("stone,carats", EvidenceKind.sizes), ("lower_ct,upper_ct,stones", .sizes),
      ("lower_mm,upper_mm,mesh,carats", .sizes), ("shot,200,201,202", .spectra),
      ("shot;200,1;200,2;200,3", .spectra), ("200,201,200", .spectra), ("Rb,200,201,202", .spectra),
      ("item,Rb,Sr", .elements), ("item,TiO2", .elements), ("Rb,2019,2020", .elements),
      ("carats,Rb,200,201,202", .sizes), ("item,N", .elements),
    ])
  func detects(_ header: String, _ kind: EvidenceKind) throws {
    let fields = Array(repeating: "1", count: 5).joined(separator: ",")
    for text in [header, "\(header)\n", "\(header)\r\n\(fields)\n"] {
      let path = try Scratch().keeping(text)
      #expect(try detectEvidenceKind(at: path.file) == kind)
    }
  }

  @Test("is told from compressed files and long headers")
  func detectsLong() throws {
    let header = (1...700_000).map { "\($0)" }.joined(separator: ",") + "\n"
    let scratch = try Scratch()
    #expect(try detectEvidenceKind(at: scratch.file("a.csv", header)) == .spectra)
    let packed = gzip("item,Rb\n".utf8) + gzip([UInt8](repeating: 0x31, count: 5_000_000))
    #expect(try detectEvidenceKind(at: scratch.file("a.csv.gz", packed)) == .elements)
  }

  @Test(
    "is refused where the header tells nothing",
    arguments: [
      Malformed(
        "stone,colour,200,201\nA,D,1,2\n", line: 1,
        "neither carats or lower_ct or lower_mm (sizes), nor three wavelengths (spectra), nor an "
          + "element (elements) is among the columns \"stone\", \"colour\", \"200\", \"201\"",
        "rename the columns, or name the kind with --kind and the columns of concentrations with "
          + "--features"),
      Malformed(
        "", line: 1, "the file is empty", "give a table with a header and at least one row"),
      Malformed(
        "stone,stone\n", line: 1, column: 2, "the column is called \"stone\", and so is column 1",
        "give every column its own name"),
      Malformed(
        "broken", [0x1f, 0x8b, 9, 9, 9], byte: 4,
        "the gzip data are damaged (unknown compression method)",
        "fetch the file again or compress it again"),
    ])
  func refuses(_ malformed: Malformed) throws {
    try malformed.expectRefusal { path throws(ReadError) in try detectEvidenceKind(at: path) }
  }
}
