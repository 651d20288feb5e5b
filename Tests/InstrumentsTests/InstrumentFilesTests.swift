import Foundation
import Testing

@testable import Instruments

@Suite("Instrument files")
struct InstrumentFilesTests {
  /// What an independent reader made of a file, in one of several ways.
  struct Expected: Decodable {
    let n: Int?
    let nsub: Int?
    let x0: Double?
    let x1: Double?
    let y0: Double?
    let y1: Double?
    let ysum: Double?
    // Of `.sif` files.
    let shape: [Int]?
    let sum: Double?
    let first: Double?
    let max: Double?
    let calib: [Double]?
  }

  static func isNear(_ a: Double, _ b: Double, scale: Double = 0) -> Bool {
    abs(a - b) <= 1e-6 * max(abs(a), abs(b), scale)
  }

  /// The sample files whose formats are read.
  static let samples = [
    "jcamp/benzene_ir.jdx", "jcamp/compound.jdx", "jcamp/dupinc1.jdx", "jcamp/fixdec3.jdx",
    "jcamp/pacdec1.jdx", "jcamp/pktab1.jdx", "jcamp/sqzdec1.jdx", "jcamp/xyinc2.jdx",
    "spc/Ft-ir.spc", "spc/MERC.SPC", "spc/m_evenz.spc", "spc/s_evenx.spc", "spc/s_xy.spc",
    "ocean/BB_PF21_4.txt", "ocean/OO_comma.txt", "ocean/OceanOptics_comma.jdx",
    "ocean/OceanView.txt", "avantes/AvaSpec_Al_UV_new_LIBS.txt", "avantes/NEW0601.ttt",
    "avantes/avasoft8.txt", "avantes/NEW0601.TRM", "andor/WFW_1028_11.asc", "andor/raman1.sif",
    "andor/boron_echelle_libs.sif", "text/TestBasalt_UV_01.txt",
    "text/pyhat_test_data.csv", "chemcam/CL5_398645626CCS_F0030004CCAM02013P3.csv.gz",
  ]

  @Test(
    "reads what independent readers read",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func agreesWithOthers() throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: shared("formats/expected.json")))
    let all = try JSONDecoder().decode([String: Expected].self, from: data)
    var compared = 0
    for (name, expected) in all
    where expected.shape == nil && InstrumentFilesTests.samples.contains(name) {
      let file = try readInstrumentFile(at: shared("formats/\(name)"))
      let record = file.records[0]
      let top = record.y.map(abs).max() ?? 0
      #expect(file.records.count == expected.nsub ?? 1, "\(name)")
      if name == "jcamp/xyinc2.jdx" {
        // It declares 298 points and holds lines of another spectrum; the other reader's sum is that of
        // all 350, its abscissae are what is declared.
        #expect(record.y.count == 350 && record.shortcomings.count == 2)
        #expect(InstrumentFilesTests.isNear(record.y.reduce(0, +), expected.ysum ?? 0))
        compared += 1
        continue
      }
      #expect(record.x.count == expected.n, "\(name)")
      // The independent reader takes the exponent -1 of this trace for none and doubles it; the heights
      // of the traces follow a smooth curve only with it.
      let factor = name == "spc/m_evenz.spc" ? 2.0 : 1
      let pairs = [
        (record.x.first, expected.x0), (record.x.last, expected.x1),
        (record.y.first.map { factor * $0 }, expected.y0),
        (record.y.last.map { factor * $0 }, expected.y1),
      ]
      for (own, other) in pairs {
        let (own, other) = (try #require(own), try #require(other))
        #expect(InstrumentFilesTests.isNear(own, other, scale: top), "\(name): \(own) \(other)")
      }
      let sum = factor * record.y.reduce(0, +)
      let other = try #require(expected.ysum)
      #expect(
        InstrumentFilesTests.isNear(sum, other, scale: record.y.reduce(0) { $0 + abs($1) }),
        "\(name): \(sum) \(other)")
      compared += 1
    }
    #expect(compared == 12)
  }

  @Test(
    "reads Andor's files as an independent reader does",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: [
      ("andor/raman1.sif", "DU888_BV", "0.1 s"),
      ("andor/boron_echelle_libs.sif", "DH734_18mm", "0.011 s"),
    ])
  func readsAndor(name: String, detector: String, exposure: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: shared("formats/expected.json")))
    let all = try JSONDecoder().decode([String: Expected].self, from: data)
    let expected = try #require(all[name])
    let file = try readInstrumentFile(at: shared("formats/\(name)"))
    let record = file.records[0]
    #expect(file.format == .andorSIF)
    #expect([1, file.records.count, record.x.count] == expected.shape)
    #expect(record.y[0] == expected.first)
    #expect(record.y.max() == expected.max)
    #expect(InstrumentFilesTests.isNear(record.y.reduce(0, +), try #require(expected.sum)))
    let c = try #require(expected.calib)
    for pixel in [1, 500, record.x.count] {
      let p = Double(pixel)
      let wavelength = c[0] + c[1] * p + c[2] * p * p + c[3] * p * p * p
      #expect(InstrumentFilesTests.isNear(record.x[pixel - 1], wavelength))
    }
    #expect(record.xUnit.isEmpty && record.detail("axis") == "Wavelength")
    #expect(record.yUnit == "Counts" && record.detail("detector") == detector)
    #expect(record.detail("exposure") == exposure)
  }

  /// The line of boron at 249.773 nm (NIST Atomic Spectra Database) stands where it should if the
  /// abscissae of this file are nanometres, which its label does not say.
  @Test(
    "finds a line of boron where it is",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func findsBoron() throws {
    let record = try readInstrumentFile(at: shared("formats/andor/boron_echelle_libs.sif")).records[
      0]
    let near = record.x.indices.filter { (249...250.5).contains(record.x[$0]) }
    let top = try #require(near.max { record.y[$0] < record.y[$1] })
    #expect(abs(record.x[top] - 249.773) < 0.02)
  }

  @Test(
    "finds every spectrum in JCAMP-DX complete but the one that is not",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: InstrumentFilesTests.samples.filter { $0.hasSuffix(".jdx") })
  func findsComplete(name: String) throws {
    let file = try readInstrumentFile(at: shared("formats/\(name)"))
    #expect(file.records.allSatisfy(\.isComplete) == (name != "jcamp/xyinc2.jdx"))
  }

  /// What the unit of the archive's wavelengths is known from.
  @Test(
    "has the wavelengths of SpectraSuite's JCAMP-DX of such a spectrometer, which are nanometres",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func agreesOnUnit() throws {
    let own = try readInstrumentFile(at: shared("formats/ocean/BB_PF21_4.ProcSpec")).records[0]
    let other = try readInstrumentFile(at: shared("formats/ocean/OceanOptics_comma.jdx")).records[0]
    #expect(own.xUnit == "nm" && other.xUnit == "NANOMETERS" && own.x.count == other.x.count)
    #expect(zip(own.x, other.x).allSatisfy { abs($0 - $1) <= 0.00501 })
  }

  @Test(
    "reads SpectraSuite's archive as its text export",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func readsProcSpec() throws {
    let file = try readInstrumentFile(at: shared("formats/ocean/BB_PF21_4.ProcSpec"))
    let text = try readInstrumentFile(at: shared("formats/ocean/BB_PF21_4.txt")).records[0]
    #expect(file.format == .procSpec)
    #expect(file.records.map(\.title) == ["processed", "source", "dark", "reference"])
    #expect(zip(file.records[0].x, text.x).allSatisfy { abs($0 - $1) <= 0.00501 })
    #expect(zip(file.records[0].y, text.y).allSatisfy { abs($0 - $1) <= 0.000501 })
    #expect(file.records.allSatisfy { $0.x.count == text.x.count })
    #expect(file.records[0].detail("integration time (usec)") == "10000")
    let bytes = try readBytes(at: shared("formats/ocean/BB_PF21_4.ProcSpec"), limit: 1 << 20)
    for cut in stride(from: 4, to: bytes.count, by: bytes.count / 60) {
      #expect(throws: ReadError.self) {
        try instrumentFiles(inArchive: Array(bytes[..<cut]), path: "cut")
      }
      // A changed byte of packed data is found by its checksum, wherever it is.
      var changed = bytes
      changed[cut] ^= 0x55
      _ = try? instrumentFiles(inArchive: changed, path: "changed")
    }
  }

  @Test(
    "reads AvaSoft's binary file as its text export",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func readsAvaSoft() throws {
    let binary = try readInstrumentFile(at: shared("formats/avantes/NEW0601.TRM"))
    let text = try readInstrumentFile(at: shared("formats/avantes/NEW0601.ttt")).records
    #expect(binary.format == .avaSoft && binary.records.count == 3)
    // The text has dark, reference and sample, rounded to five digits.
    for (own, other) in zip(binary.records, [text[2], text[1], text[0]]) {
      #expect(own.x.count == other.x.count)
      #expect(zip(own.x, other.x).allSatisfy { abs($0 - $1) <= 0.0051 })
      #expect(zip(own.y, other.y).allSatisfy { abs($0 - $1) <= 6e-5 * max(1, abs($1)) })
      #expect(own.detail("integration time")?.hasPrefix("23.1") == true)
      #expect(own.detail("smoothing") == "12.0 pixels" && own.detail("spectrometer") == "0606052U1")
    }
  }

  @Test(
    "reads a second export of the same spectrum alike",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: ["MERC.SPC", "s_xy.spc", "m_evenz.spc"])
  func agreesWithText(name: String) throws {
    let binary = try readInstrumentFile(at: shared("formats/spc/\(name)")).records
    let text = try readInstrumentFile(at: shared("formats/spc/\(name).txt")).records
    #expect(binary.count == text.count)
    for (index, (own, other)) in zip(binary, text).enumerated() {
      // See `agreesWithOthers`.
      let factor = name == "m_evenz.spc" && index == 0 ? 2.0 : 1
      #expect(own.y.count == other.y.count)
      #expect(zip(own.x, other.x).allSatisfy { InstrumentFilesTests.isNear($0, $1) })
      #expect(
        zip(own.y, other.y).allSatisfy { InstrumentFilesTests.isNear(factor * $0, $1, scale: 1e-3) }
      )
    }
  }

  /// Blocks declare how many points they hold, their least and their largest ordinate; lines of
  /// differences check the ordinate before them.
  @Test(
    "reads compound files by their own check values",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: [
      (
        "jcamp/compound.jdx", [1976, 1976, 3951, 1976, 3951], [2.11, 0.81, 0.14, 10.41, 1.41],
        [49.32, 59.76, 69.4, 63.94, 72.71], 100.0
      ),
      (
        "ocean/OceanOptics_comma.jdx", [3648, 3648, 3648], [1479.043, 1483.549, 1506.486],
        [34985.041, 32822.795, 32822.795], 1.0
      ),
    ])
  func readsCompound(
    name: String, counts: [Int], least: [Double], largest: [Double], factor: Double
  ) throws {
    let records = try readInstrumentFile(at: shared("formats/\(name)")).records
    #expect(records.map(\.x.count) == counts)
    #expect(records.allSatisfy { $0.isComplete })
    for (index, record) in records.enumerated() {
      // What compound.jdx declares is in per cent and differs by up to 0.3 in some blocks.
      #expect(abs(factor * (record.y.min() ?? 0) - least[index]) <= (factor > 1 ? 0.3 : 0))
      #expect(abs(factor * (record.y.max() ?? 0) - largest[index]) <= (factor > 1 ? 0.3 : 0))
    }
  }

  @Test(
    "says that a file holds foreign points",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func saysForeign() throws {
    let record = try readInstrumentFile(at: shared("formats/jcamp/xyinc2.jdx")).records[0]
    #expect(record.shortcomings.contains { $0.contains("line 35") })
  }

  @Test(
    "keeps what exports say of a shot",
    .enabled(if: sharedData != nil, "the shared measurements are not here"))
  func keepsDetails() throws {
    func records(_ name: String) throws -> [InstrumentRecord] {
      try readInstrumentFile(at: shared("formats/\(name)")).records
    }
    let ocean = try records("ocean/OO_comma.txt")[0]
    #expect(ocean.detail("integration time (usec)") == "70000 (USB2+H11150)")
    #expect(ocean.y[..<3] == [401.471, 401.471, 401.471])
    let avantes = try records("avantes/avasoft8.txt")
    #expect(avantes.map(\.title) == ["Sample", "Dark", "Reference", "Reflectance"])
    #expect(avantes[0].xUnit == "nm" && avantes[3].yUnit == "%")
    #expect(avantes[2].x[0] == 300 && avantes[2].y[0] == -9.339)
    let series = try records("text/TestBasalt_NIR_01.txt")
    #expect(series.count == 10 && series[1].title == "09:14:35.641" && series[1].y[0] == -18.33)
    let chemcam = try records("chemcam/CL5_398645626CCS_F0030004CCAM02013P3.csv.gz")
    #expect(chemcam.count == 32 && chemcam[29].title == "shot30" && chemcam[0].x.count == 6144)
    #expect(chemcam[0].detail("NSHOTS") == "30")
    let pyhat = try records("text/pyhat_test_data.csv")
    #expect(pyhat.count == 103 && pyhat[0].detail("SiO2") == "76.9" && pyhat[0].x.count == 44)
    let andor = try records("andor/WFW_1028_11.asc")
    #expect(andor.count == 10 && andor[9].y[0] == 2131)
    let spectrum = try records("spc/Ft-ir.spc")[0]
    #expect(spectrum.detail("date") == "1995-04-18 09:20" && spectrum.detail("SCANS") == "16")
  }

  /// Wherever a file is cut, it ends in an error or in a value that is not longer; a binary one never
  /// in a value that looks whole, and columns that look whole are a beginning of those of the file.
  @Test(
    "survives being cut anywhere",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: InstrumentFilesTests.samples)
  func survivesCuts(name: String) throws {
    var bytes = try readBytes(at: shared("formats/\(name)"), limit: mostInstrumentBytes)
    if isGzip(bytes) {
      bytes = try gunzip(bytes, file: name, limit: mostInstrumentBytes, prefix: nil)
    }
    let whole = try instrumentFile(bytes, path: name)
    let points = whole.records.reduce(0) { $0 + $1.x.count }
    // Places in the header, between and at the end, as many as two megabytes in all allow.
    let number = min(240, 8 + 2_000_000 / bytes.count)
    let between: [Int] = (0..<number).map { $0 * bytes.count / number | 1 }
    let ends: [Int] = (0..<number / 3).flatMap { [$0, bytes.count - 1 - $0] }
    let cuts = Set(ends + between).filter { (0..<bytes.count).contains($0) }
    for cut in cuts {
      do throws(ReadError) {
        let file = try instrumentFile(Array(bytes[..<cut]), path: name)
        #expect(file.records.reduce(0) { $0 + $1.x.count } <= points, "\(cut)")
        if [.galacticSPC, .andorSIF, .avaSoft].contains(whole.format) {
          // Behind the data stand only words on how they were made.
          #expect(file.records.map(\.y) == whole.records.map(\.y), "\(cut)")
        }
        if whole.format == .columns {
          #expect(file.records.count <= whole.records.count, "\(cut)")
          for (own, all) in zip(file.records, whole.records) where own.isComplete {
            let isBeginning = all.x.starts(with: own.x) && all.y.starts(with: own.y)
            #expect(isBeginning && own.xUnit == all.xUnit, "\(cut)")
          }
        }
        if whole.format == .jcamp, cut < bytes.count - 40 {
          let isShorter = file.records.count < whole.records.count
          #expect(isShorter || !file.records.allSatisfy(\.isComplete), "\(cut)")
        }
      } catch {
        #expect(error.file == name && !error.reason.isEmpty && !error.mend.isEmpty)
      }
    }
  }

  /// Changed bytes end in an error or a value, never in a crash; more of them meet the header than chance
  /// would have.
  @Test(
    "survives changed bytes",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: [
      "spc/Ft-ir.spc", "spc/MERC.SPC", "spc/m_evenz.spc", "spc/s_xy.spc", "andor/raman1.sif",
      "avantes/NEW0601.TRM", "ocean/BB_PF21_4.ProcSpec", "jcamp/dupinc1.jdx", "jcamp/pktab1.jdx",
    ])
  func survivesChanges(name: String) throws {
    let bytes = try readBytes(at: shared("formats/\(name)"), limit: mostInstrumentBytes)
    var state: UInt64 = 20_261_122
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for trial in 0..<400 {
      var changed = bytes
      for _ in 0...random(4) {
        let place = random(trial % 2 == 0 ? min(600, bytes.count) : bytes.count)
        changed[place] = [0, 0x7f, 0x80, 0xff, UInt8(random(256))][random(5)]
      }
      do throws(ReadError) {
        let files =
          ZipArchive.isZip(changed)
          ? try instrumentFiles(inArchive: changed, path: name)
          : [try instrumentFile(changed, path: name)]
        #expect(files.allSatisfy { $0.records.allSatisfy { $0.x.count == $0.y.count } })
      } catch {
        #expect(!error.reason.isEmpty && !error.mend.isEmpty)
      }
    }
  }

  @Test(
    "takes no text for a binary format",
    arguments: ["OK\n", "aK\n", "xLy\n", "~M\n", "AVS\n"])
  func takesText(start: String) throws {
    let text = start + String(repeating: "words: 1\n", count: 60) + "200\t1\n201\t2\n"
    #expect(try instrumentFile(Array(text.utf8), path: "a.txt").format == .columns)
  }

  @Test("reads bytes as one format alone")
  func readsAs() throws {
    let bytes = Array("200 1\n201 2\n".utf8)
    #expect(try instrumentFile(bytes, path: "a.txt", as: .columns).records[0].y == [1, 2])
    let error = #expect(throws: ReadError.self) {
      try instrumentFile(bytes, path: "a.txt", as: .galacticSPC)
    }
    #expect(error?.reason == "this is no file of the format Galactic SPC")
    #expect(Set(InstrumentReader.all.map(\.format)) == Set(InstrumentFormat.allCases))
  }

  @Test("recognises by content and refuses what it does not know")
  func refuses() {
    for bytes in [[], [0, 1, 2, 3], [0x50, 0x4b, 3, 4] + [UInt8](repeating: 9, count: 600)] {
      let error = #expect(throws: ReadError.self) { try instrumentFile(bytes, path: "a.spc") }
      #expect(error?.byte == 0)
    }
    let words = #expect(throws: ReadError.self) {
      try instrumentFile(Array("only words\nand no numbers\n".utf8), path: "a.txt")
    }
    #expect(
      words?.description
        == "a.txt: the text holds no rows of two or more numbers; "
        + "export the spectrum as columns of numbers.")
  }
}
