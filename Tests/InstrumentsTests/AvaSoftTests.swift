import Testing

@testable import Instruments

@Suite("Binary files of AvaSoft")
struct AvaSoftTests {
  static func bytes(_ values: [Float]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init) }
  }

  /// A file of version 7 or 6 with pixels 2 to 4, made of the layout that its reader describes.
  static func file(version: Float, mode: Float, ordinates: [Float]) -> [UInt8] {
    let name = Array("0606052U1".utf8).map(Float.init)
    let axis: [Float] = [200, 0.5, 0, 0, 0]
    let settings: [Float] = version == 60 ? [12.5, 3, 7] : [12.5, 3, 0]
    guard version == 70 else {
      return bytes([version] + axis + name + [2, 4, mode, 0] + ordinates + settings)
    }
    var header = [version] + name + [Float](repeating: 0, count: 64) + axis + [2, 4, mode, 0]
    header += [Float](repeating: 0, count: 8) + [7] + [Float](repeating: 0, count: 8)
    return bytes(header + ordinates + settings)
  }

  /// No file of version 6, and none with one trace, was at hand: these are made of the described layout.
  @Test("reads three traces and one, of both versions", arguments: [60, 70] as [Float])
  func reads(version: Float) throws {
    let padding = version == 60 ? [Float](repeating: 0, count: 90) : []
    let three = AvaSoftTests.file(
      version: version, mode: 2, ordinates: [10, 20, 1, 11, 21, 2, 12, 22, 3])
    let whole = try instrumentFile(three + AvaSoftTests.bytes(padding), path: "a.TRM")
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
    let one = AvaSoftTests.file(version: 70, mode: 0, ordinates: [10, 11, 12])
    let records = try avaSoftRecords(one, file: "a.ROH")
    #expect(records.map(\.y) == [[10, 11, 12]] && records[0].title.isEmpty)
    for mode: Float in [1, 2] {
      let cut = AvaSoftTests.file(version: 70, mode: mode, ordinates: [10, 11, 12])
      let error = #expect(throws: ReadError.self) { try avaSoftRecords(cut, file: "a.TRM") }
      #expect(error?.reason == "the file ends within the spectra" && error?.byte == cut.count)
    }
  }
}

@Suite("Binary files of AvaSoft 8")
struct AvaSoft8Tests {
  /// A file as the layout in `avaSoft8Records` has it: no file of an instrument was at hand.
  static func file(mode: UInt8 = 0, spectra: Int = 1, stated: Int? = nil) -> [UInt8] {
    var bytes = Array("AVS84".utf8) + [UInt8(spectra)]
    for number in 0..<spectra {
      var header = [UInt8](repeating: 0, count: 322)
      func put(_ value: [UInt8], _ place: Int) {
        header.replaceSubrange(place..<place + value.count, with: value)
      }
      let count = stated ?? 322 + 16 * 3
      put([UInt8(count & 255), UInt8(count >> 8), 0, 0, UInt8(number), mode], 0)
      put(Array("1209167U1".utf8), 8)
      put([5, 0, 7, 0], 83)
      put(AvaSoftTests.bytes([6.5]), 87)
      put([79, 0, 0, 0], 95)
      put([1, 0], 101)
      put(Array("lens 2".utf8), 192)
      let base = Float(100 * number)
      bytes += header
      bytes += AvaSoftTests.bytes([300, 301, 302, base + 1, base + 2, base + 3, 4, 5, 6, 7, 8, 9])
      bytes += [UInt8](repeating: 0, count: 10)
    }
    return bytes
  }

  @Test("reads every spectrum and states no unit")
  func reads() throws {
    let file = try instrumentFile(AvaSoft8Tests.file(spectra: 2), path: "a.RAW8")
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
    let records = try avaSoft8Records(AvaSoft8Tests.file(mode: 5), file: "a.IRR8")
    #expect(records.map(\.title) == ["sample", "dark", "calibration"])
  }

  @Test("refuses a file that is cut anywhere, and one that contradicts itself")
  func refuses() {
    let whole = AvaSoft8Tests.file(spectra: 2)
    for cut in 5..<whole.count {
      #expect(throws: ReadError.self) { try avaSoft8Records(Array(whole[..<cut]), file: "a") }
    }
    let error = #expect(throws: ReadError.self) {
      try avaSoft8Records(AvaSoft8Tests.file(stated: 300), file: "a")
    }
    #expect(error?.reason == "spectrum 1 of 3 pixels is said to have 300 bytes")
    #expect(throws: ReadError.self) {
      try instrumentFile(AvaSoft8Tests.file(spectra: 0), path: "a")
    }
  }
}
