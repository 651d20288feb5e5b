import Testing

@testable import Instruments

@Suite("Text columns")
struct ColumnTextTests {
  @Test(
    "reads two columns however they are separated",
    arguments: [
      "200.5 1\n201 -2.5\n", "200.5\t1\n201\t-2.5\n", "200,5;1\r\n201;-2,5\r\n",
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
    "takes the unit that the header states, and none where it states none",
    arguments: [
      ("Wavelength (nm)\tLight (counts)", "nm", "counts"), ("Wavelength [nm],Light,", "nm", ""),
      ("Wavelength (um);Light", "um", ""), ("Wavelength (m),Light", "m", ""),
      ("Wavenumber (cm-1)\tLight", "cm-1", ""), ("Wavenumber,Light", "", ""),
      ("Wavelength,Light", "", ""), ("Wave;Light\n[nm];[%]", "nm", "%"),
      ("wave,shot1", "nm", ""), ("wave,shot2", "", ""), ("wave,light", "", ""),
      ("XAxis mode: Wavelengths", "nm", ""), ("XAxis mode: Raman Shifts", "", ""), ("", "", ""),
    ])
  func takesUnits(header: String, xUnit: String, yUnit: String) throws {
    let mark = header.contains(";") ? ";" : header.contains(",") ? "," : "\t"
    let text = "\(header)\n200\(mark)1\n201\(mark)2\n"
    let record = try columnRecords(Array(text.utf8), file: "a.txt")[0]
    #expect(record.xUnit == xUnit && record.yUnit == yUnit)
  }

  @Test("takes the unit of a series from its header, and tests its number of points")
  func readsSeries() throws {
    let rows = "\t\t200\t201\t202\n09:14\t5\t1\t2\t3\n09:15\t6\t4\t5\t6\n"
    func records(_ header: String, _ rows: String) throws -> [InstrumentRecord] {
      try columnRecords(Array((header + rows).utf8), file: "a.txt")
    }
    let bare = try records("", rows)
    #expect(bare.map(\.y) == [[1, 2, 3], [4, 5, 6]] && bare.allSatisfy { $0.isComplete })
    #expect(bare.allSatisfy { $0.xUnit.isEmpty } && bare[1].title == "09:15")
    let stated = try records(
      "XAxis mode: Wavelengths\nNumber of Pixels in Spectrum: 4\n", rows)
    #expect(stated.allSatisfy { $0.xUnit == "nm" })
    #expect(stated.allSatisfy { $0.shortcomings == ["it declares 4 points and holds 3"] })
    let cut = try records("", String(rows.dropLast()))
    #expect(cut.map(\.shortcomings.count) == [0, 1])
  }

  /// Made of the layout that the package lightr of R reads; no file of an instrument was at hand.
  @Test("reads the letters of a Jaz")
  func readsJaz() throws {
    let text = """
      Jaz Data File
      ++++++++++++++++++++++++++++++++++++
      Date: Tue Nov 10 13:21:19 2009
      Integration Time (usec): 110000
      Number of Pixels in Processed Spectrum: 2
      >>>>>Begin Processed Spectral Data<<<<<
      W\tD\tR\tS\tP
      191.130951\t0.000000\t10.000000\t5.000000\t50.000000
      191.520767\t1.000000\t11.000000\t6.000000\t50.000000
      >>>>>End Processed Spectral Data<<<<<

      """
    let records = try columnRecords(Array(text.utf8), file: "a.jaz")
    #expect(records.map(\.title) == ["dark", "reference", "sample", "processed"])
    #expect(records[2].y == [5, 6] && records[2].x == [191.130951, 191.520767])
    #expect(records[2].detail("column") == "S" && records[2].isComplete)
    // The letter W names a quantity and no unit.
    #expect(records.allSatisfy { $0.xUnit.isEmpty })
  }

  /// Marks as a Spanish SpectraSuite writes them; the names of the other lines are made up.
  @Test(
    "reads headers of other languages with decimal commas",
    arguments: [
      (
        "Fecha: Tue Jan 12\nNúmero de píxeles en el espectro: 2\n"
          + ">>>>> Comienza Data<<<<< Espectral Procesado Del EL\n",
        ">>>>> Data<<<<< Espectral Procesado Extremo\n"
      ),
      (
        "Datum: Di Jan 12\nAnzahl der Pixel: 2\n>>>>>Beginn der Spektraldaten<<<<<\n", ""
      ),
      ("Données: a\nNombre de pixels: 2\n>>>>>Début des données spectrales<<<<<\n", ""),
    ])
  func readsLanguages(header: String, end: String) throws {
    func record(_ text: String, latin: Bool) throws -> InstrumentRecord {
      let bytes = latin ? text.unicodeScalars.map { UInt8($0.value) } : Array(text.utf8)
      return try columnRecords(bytes, file: "a.txt")[0]
    }
    for latin in [false, true] {
      let whole = try record(header + "200,5\t1,25\n201,5\t-2,5\n" + end, latin: latin)
      #expect(whole.x == [200.5, 201.5] && whole.y == [1.25, -2.5] && whole.isComplete)
      let cut = try record(header + "200,5\t1,25\n", latin: latin)
      #expect(cut.shortcomings == ["the file ends before the end of the spectrum"])
    }
  }

  @Test("says that a number may be cut where the last line has no end")
  func saysCut() throws {
    let text = "Wave;Light\n[nm];[counts]\n200;10\n201;2"
    let record = try columnRecords(Array(text.utf8), file: "a.txt")[0]
    #expect(record.shortcomings == ["the last line has no end, so its number may be cut"])
    let whole = try columnRecords(Array((text + "\n").utf8), file: "a.txt")[0]
    #expect(whole.isComplete)
    let marked = ">>>>>Begin<<<<<\n200\t10\n201\t2\n>>>>>End<<<<<"
    #expect(try columnRecords(Array(marked.utf8), file: "a.txt")[0].isComplete)
    let table = "meta,wvl,wvl\nid,200,201\na,1,2\nb,3,4"
    let records = try columnRecords(Array(table.utf8), file: "a.csv")
    #expect(records.map(\.isComplete) == [true, false] && records[0].xUnit.isEmpty)
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
