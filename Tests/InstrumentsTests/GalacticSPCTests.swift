import Testing

@testable import Instruments

@Suite("Galactic SPC")
struct GalacticSPCTests {
  @Test(
    "takes units from own labels, and from the format's numbers where there is no label",
    arguments: [
      ("Wavelength (um)\0Light (counts)\0", "um", "counts"),
      ("Wavelength\0\0", "Wavelength", "counts"),
      ("\0Light [mV]\0", "nm", "mV"), ("", "nm", "counts"),
    ])
  func takesLabels(labels: String, xUnit: String, yUnit: String) throws {
    var bytes = ConstructedFiles.galactic(flags: 0x20)
    bytes.replaceSubrange(218..<218 + labels.utf8.count, with: labels.utf8)
    let record = try galacticRecords(bytes, file: "a.spc")[0]
    #expect(record.xUnit == xUnit && record.yUnit == yUnit)
    #expect(record.x == [200, 201, 202] && record.y == [1, 2, 0])
  }

  @Test("takes no memory for points that the file cannot hold")
  func refusesManyPoints() {
    var bytes = ConstructedFiles.galactic()
    bytes[6] = 0xff
    let error = #expect(throws: ReadError.self) { try galacticRecords(bytes, file: "a.spc") }
    #expect(error?.reason == "the file ends within the ordinates of trace 1")
    #expect(error?.byte == bytes.count)
  }
}
