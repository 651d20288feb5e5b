import Specimens
import Testing

@testable import Instruments

@Suite("Spectra of instrument files")
struct InstrumentSpectraTests {
  static func file(_ text: String, _ path: String = "a.txt") throws -> InstrumentFile {
    try instrumentFile(Array(text.utf8), path: path)
  }

  static let shot = """
    Integration time: 10 ms
    Data measured with spectrometer name: S2
    Wave;Dark;Sample
    [nm];[counts];[counts]
    200.5;1;2
    201.5;3;4
    202.5;5;6

    """

  @Test("makes a row of each trace, or of those with a name")
  func makesRows() throws {
    let files = [
      (stone: "A", file: try InstrumentSpectraTests.file(InstrumentSpectraTests.shot)),
      (stone: "B", file: try InstrumentSpectraTests.file(InstrumentSpectraTests.shot, "b.txt")),
    ]
    let all = try spectraTable(of: files)
    #expect(all.axis.wavelengths == [200.5, 201.5, 202.5])
    #expect(all.intensities == [1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6])
    #expect(all.metadata["stone"] == ["A", "A", "B", "B"])
    #expect(all.metadata["trace"] == ["Dark", "Sample", "Dark", "Sample"])
    let some = try spectraTable(of: files, taking: InstrumentSelection(traces: ["sample"]))
    #expect(some.intensities == [2, 4, 6, 2, 4, 6])
    #expect(some.metadata["file"] == ["a.txt", "b.txt"])
    #expect(some.metadata["integrationTime"] == ["10 ms", "10 ms"])
    #expect(some.metadata["instrument"] == ["S2", "S2"])
  }

  @Test("keeps what a header in another language says")
  func keepsLanguages() throws {
    let text = """
      Fecha: Tue Jan 12 2016
      Espectrómetros: USB2+H11150
      Tiempo de integración (usec): 70000 (USB2+H11150)
      Wave;Light
      [nm];[counts]
      200,5;1
      201,5;3

      """
    let metadata = try spectraTable(of: [("A", InstrumentSpectraTests.file(text))]).metadata
    #expect(metadata["date"] == ["Tue Jan 12 2016"])
    #expect(metadata["instrument"] == ["USB2+H11150"])
    #expect(metadata["integrationTime"] == ["70000 usec (USB2+H11150)"])
  }

  @Test(
    "takes an assumed unit only where none is stated",
    arguments: [
      ("Wavelength (um),Light", 250), ("Wavelength,Light", 0.25), ("Wavelength (m),Light", 2.5e8),
    ])
  func assumes(header: String, first: Double) throws {
    let file = try InstrumentSpectraTests.file("\(header)\n0.25,2\n0.5,3\n")
    let table = try spectraTable(
      of: [("A", file)], taking: InstrumentSelection(assumedUnit: "nm"))
    #expect(abs(table.axis.wavelengths[0] - first) <= 1e-9 * first)
  }

  @Test("sorts a falling axis and scales its unit")
  func scales() throws {
    let text = "##TITLE= a\n##XUNITS= MICROMETERS\n##XYPOINTS= (XY..XY)\n0.3,3 0.25,2\n##END=\n"
    let table = try spectraTable(of: [("A", InstrumentSpectraTests.file(text, "a.jdx"))])
    #expect(table.axis.wavelengths == [250, 300])
    #expect(table.intensities == [2, 3])
  }

  @Test(
    "refuses what makes no table of one axis",
    arguments: [
      ("200 1\n201 2\n", "the file does not state the unit of its axis"),
      (
        "##TITLE= a\n##XUNITS= 1/CM\n##XYPOINTS= (XY..XY)\n3,1 4,2\n##END=\n",
        "the axis is in \"1/CM\", which is no unit of wavelength"
      ),
      (
        "##TITLE= a\n##XUNITS= 1/um\n##XYPOINTS= (XY..XY)\n3,1 4,2\n##END=\n",
        "the axis is in \"1/um\", which is no unit of wavelength"
      ),
      (
        "##TITLE= a\n##XUNITS= Wavelength\n##XYPOINTS= (XY..XY)\n3,1 4,2\n##END=\n",
        "the file does not state the unit of its axis"
      ),
      (
        "##TITLE= a\n##XUNITS= nm\n##XYPOINTS= (XY..XY)\n3,1 4,2\n",
        "the spectrum \"a\" does not hold what it declares: the file ends before the end of the spectrum"
      ),
      (
        "##TITLE= a\n##XUNITS= nm\n##XYPOINTS= (XY..XY)\n-3,1 4,2\n##END=\n",
        "point 1 is at -3.0 nm, which is no wavelength"
      ),
      (
        "##TITLE= a\n##XUNITS= nm\n##XYPOINTS= (XY..XY)\n3,1e39 4,2\n##END=\n",
        "point 1 is 1e+39, beyond single precision"
      ),
    ])
  func refuses(text: String, reason: String) throws {
    let file = try InstrumentSpectraTests.file(text)
    let error = #expect(throws: ReadError.self) { try spectraTable(of: [("A", file)]) }
    #expect(error?.reason == reason)
  }

  @Test("refuses files with other axes, and traces that are not there")
  func refusesOthers() throws {
    let first = try InstrumentSpectraTests.file(InstrumentSpectraTests.shot)
    let moved = try InstrumentSpectraTests.file(
      InstrumentSpectraTests.shot.replacing("201.5", with: "201.6"), "b.txt")
    let error = #expect(throws: ReadError.self) {
      try spectraTable(of: [("A", first), ("B", moved)])
    }
    #expect(error?.file == "b.txt")
    #expect(error?.reason == "point 2 is at 201.6 nm, in a.txt at 201.5 nm")
    let absent = #expect(throws: ReadError.self) {
      try spectraTable(of: [("A", first)], taking: InstrumentSelection(traces: ["light"]))
    }
    #expect(
      absent?.reason == "no trace has the name (the traces are \"Dark\", \"Sample\")")
  }
}
