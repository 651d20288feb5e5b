import Testing

@testable import Instruments

@Suite("Files made of their format's layout")
struct ConstructedFilesTests {
  @Test("are read whole", arguments: ConstructedFiles.all.indices)
  func areRead(index: Int) throws {
    let (format, bytes) = ConstructedFiles.all[index]
    let file = try #require(try instrumentFiles(bytes, path: "a").first)
    #expect(file.format == format)
    #expect(file.records.allSatisfy { $0.isComplete && !$0.x.isEmpty })
  }

  /// The short run of what `Scripts/fuzz` does for minutes; it needs no samples and no other build.
  @Test(
    "end in an error or a value when they are cut or changed",
    arguments: ConstructedFiles.all.indices)
  func survive(index: Int) {
    let (format, bytes) = ConstructedFiles.all[index]
    /// Whether a file looks whole; an error must have all of its parts.
    var wordless: [ReadError] = []
    func looksWhole(_ bytes: [UInt8]) -> Bool {
      do throws(ReadError) {
        let files = try instrumentFiles(bytes, path: "a")
        return files.allSatisfy { $0.format == format && $0.records.allSatisfy(\.isComplete) }
      } catch {
        if error.reason.isEmpty || error.mend.isEmpty || error.file.isEmpty {
          wordless.append(error)
        }
        return false
      }
    }
    let step = 1 + bytes.count / 200
    let cuts = stride(from: index % step, to: bytes.count, by: step).filter {
      looksWhole(Array(bytes[..<$0]))
    }
    #expect(cuts.isEmpty || format == .jcamp || format == .columns, "\(cuts)")
    var state = UInt64(index) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func random(_ below: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % below
    }
    for _ in 0..<200 {
      var changed = bytes
      for _ in 0...random(4) {
        let value = [0, 0x7f, 0x80, 0xff, UInt8(random(256))][random(5)]
        let place = random(changed.count)
        switch random(4) {
        case 0: changed.insert(value, at: place)
        case 1 where changed.count > 8: changed.remove(at: place)
        default: changed[place] = value
        }
      }
      _ = looksWhole(changed)
      _ = try? instrumentFile(changed, path: "a", as: format)
    }
    #expect(wordless.isEmpty)
  }

  @Test("stay what they are inside an archive")
  func areReadInArchives() throws {
    let files = ConstructedFiles.all.enumerated().map { ("\(100 + $0)", $1.bytes) }
    let read = try instrumentFiles(ConstructedFiles.archive(files), path: "a.zip")
    #expect(read.map(\.format) == ConstructedFiles.all.map(\.format))
    #expect(read[0].path == "a.zip: 100")
  }
}
