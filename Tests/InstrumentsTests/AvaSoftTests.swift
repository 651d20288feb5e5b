import Testing

@testable import Instruments

@Suite("Binary files of AvaSoft")
struct AvaSoftTests {
  /// No file of version 6, and none with one trace, was at hand: these are made of the described layout.
  @Test("reads three traces and one, of both versions", arguments: [60, 70] as [Float])
  func reads(version: Float) throws {
    let padding = version == 60 ? [Float](repeating: 0, count: 90) : []
    let three = ConstructedFiles.avaSoft(
      version: version, mode: 2, ordinates: [10, 20, 1, 11, 21, 2, 12, 22, 3])
    let whole = try instrumentFile(three + ConstructedFiles.bytes(padding), path: "a.TRM")
    #expect(whole.format == .avaSoft)
    #expect(whole.records.map(\.title) == ["sample", "reference", "dark"])
    #expect(whole.records.map(\.y) == [[10, 11, 12], [20, 21, 22], [1, 2, 3]])
    // Pixels count from 0 and begin at the first that is saved.
    #expect(whole.records[0].x == [201, 201.5, 202])
    #expect(whole.records[0].detail("spectrometer") == "0606052U1")
    #expect(whole.records[0].detail("integration time") == "12.5 ms")
    #expect(whole.records[0].detail("smoothing") == "7.0 pixels")
  }

  @Test("takes a file as long as one trace for one, unless its mode has three")
  func readsSingle() throws {
    let one = ConstructedFiles.avaSoft(version: 70, mode: 0, ordinates: [10, 11, 12])
    let records = try avaSoftRecords(one, file: "a.ROH")
    #expect(records.map(\.y) == [[10, 11, 12]] && records[0].title.isEmpty)
    for mode: Float in [1, 2] {
      // As long as one trace of three pixels and its settings would be.
      let cut = Array(
        ConstructedFiles.avaSoft(
          version: 70, mode: mode, ordinates: [10, 20, 1, 11, 21, 2, 12, 22, 3])[..<424])
      let error = #expect(throws: ReadError.self) { try avaSoftRecords(cut, file: "a.TRM") }
      #expect(error?.reason == "the file ends within the spectra" && error?.byte == cut.count)
    }
  }
}

/// The layout is the one that `avaSoft8Records` describes: no file of an instrument was at hand.
@Suite("Binary files of AvaSoft 8")
struct AvaSoft8Tests {
  @Test("reads every spectrum and states no unit")
  func reads() throws {
    let file = try instrumentFile(ConstructedFiles.avaSoft8(spectra: 2), path: "a.RAW8")
    #expect(file.format == .avaSoft8)
    #expect(
      file.records.map(\.title) == ["sample", "dark", "reference", "sample", "dark", "reference"])
    #expect(file.records[0].x == [300, 301, 302] && file.records[3].y == [101, 102, 103])
    #expect(file.records[1].y == [4, 5, 6] && file.records[2].y == [7, 8, 9])
    #expect(file.records.allSatisfy { $0.xUnit.isEmpty && $0.yUnit.isEmpty })
    let details = file.records[3].details.map { "\($0.name): \($0.value)" }
    #expect(
      details == [
        "mode: scope", "spectrometer: 1209167U1", "integration time: 6.5 ms", "average: 79 scans",
        "smoothing: 1 pixels", "comment: lens 2", "spectrum: 2",
      ])
  }

  @Test("calls the fourth array of irradiance a calibration")
  func namesCalibration() throws {
    let records = try avaSoft8Records(ConstructedFiles.avaSoft8(mode: 5), file: "a.IRR8")
    #expect(records.map(\.title) == ["sample", "dark", "calibration"])
  }

  @Test("refuses a file that is cut anywhere, and one that contradicts itself")
  func refuses() {
    let whole = ConstructedFiles.avaSoft8(spectra: 2)
    for cut in 5..<whole.count {
      #expect(throws: ReadError.self) { try avaSoft8Records(Array(whole[..<cut]), file: "a") }
    }
    let error = #expect(throws: ReadError.self) {
      try avaSoft8Records(ConstructedFiles.avaSoft8(stated: 300), file: "a")
    }
    #expect(error?.reason == "spectrum 1 of 3 pixels is said to have 300 bytes")
    #expect(throws: ReadError.self) {
      try instrumentFile(ConstructedFiles.avaSoft8(spectra: 0), path: "a")
    }
  }
}
