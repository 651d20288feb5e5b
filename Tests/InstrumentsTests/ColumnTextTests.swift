import Testing

@testable import Instruments

@Suite("Text columns")
struct ColumnTextTests {
  @Test(
    "reads two columns however they are separated",
    arguments: [
      "200.5 1\n201 -2.5\n", "200.5\t1\n201\t-2.5", "200,5;1\r\n201;-2,5\r\n",
      "200.5,1\n201,-2.5\n",
      "200,5\t1\n201\t-2,5\n", "200.5, 1\n201, -2.5\n",
      "a spectrum of ours\n\n200.5 1\n\n201 -2.5\n\n",
      "2.005E2\t1.0E0\r\n20.1E1\t-2.5\r\n", "x,y\n200.5,1,\n201,-2.5,\n",
    ])
  func readsSeparators(text: String) throws {
    let records = try columnRecords(Array(text.utf8), file: "a.txt")
    #expect(records.count == 1)
    #expect(records[0].x == [200.5, 201])
    #expect(records[0].y == [1, -2.5])
  }

  @Test("reads Latin-1 and names of columns")
  func readsNames() throws {
    let bytes = Array(
      "Ger\u{e4}t: S2000\nWave;Probe\n[nm];[%]\n200;1\n201;2\n".unicodeScalars.map {
        UInt8($0.value)
      })
    let record = try columnRecords(bytes, file: "a.txt")[0]
    #expect(record.detail("Ger\u{e4}t") == "S2000")
    #expect(record.title == "Probe" && record.xUnit == "nm" && record.yUnit == "%")
  }

  @Test(
    "refuses rows that do not fit",
    arguments: [
      ("200 1\n201 2\n202 3 4\n", 3, "the row holds 3 numbers, those before it 2"),
      ("200 1\n201 2\n2O2 3\n203 4\n", 3, "\"2O2 3\" is no row of 2 numbers, but line 4 is"),
      ("\t\t200\t201\t202\nt\t1\t1\t2\n", 2, "the row holds 2 numbers for 3 wavelengths"),
      ("meta,wvl,wvl\nid,200,201\na,1,x\n", 3, "\"x\" is no number"),
      ("meta,wvl,wvl\nid,200,20l\na,1,2\n", 2, "\"20l\" is no wavelength"),
    ])
  func refuses(text: String, line: Int, reason: String) {
    let error = #expect(throws: ReadError.self) {
      try columnRecords(Array(text.utf8), file: "a.txt")
    }
    #expect(error?.line == line)
    #expect(error?.reason == reason)
  }

  @Test("says that an export ends too early")
  func saysIncomplete() throws {
    let text = "Number of Pixels in Spectrum: 3\n>>>>>Begin Spectral Data<<<<<\n200 1\n201 2\n"
    let record = try columnRecords(Array(text.utf8), file: "a.txt")[0]
    #expect(record.shortcomings == ["it declares 3 points and holds 2"])
  }
}
