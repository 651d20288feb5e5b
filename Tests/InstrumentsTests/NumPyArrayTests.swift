import Foundation
import Instruments
import LinearAlgebra
import Testing

struct NumPyArrayTests {
  /// A version 1.0 file with the given header text and data, as NumPy would pad it.
  static func file(
    _ header: String, data: [UInt8] = [], version: [UInt8] = [1, 0], length: Int? = nil
  ) -> [UInt8] {
    let text = Array((header + "\n").utf8)
    let size = length ?? text.count
    var bytes: [UInt8] = [0x93] + Array("NUMPY".utf8) + version
    bytes += [UInt8(size & 255), UInt8(size >> 8 & 255)]
    if version[0] > 1 { bytes += [0, 0] }
    return bytes + text + data
  }

  /// `numpy.save` of `numpy.array([[1, -2.5]], '<f4')`, NumPy 2.4.6, as `xxd -p` prints it.
  static let saved: [UInt8] = file(
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }"
      + String(repeating: " ", count: 58),
    data: [0x00, 0x00, 0x80, 0x3F, 0x00, 0x00, 0x20, 0xC0])

  @Test func readsAndWritesNumPysOwnBytes() throws {
    let array = try NumPyArray(bytes: NumPyArrayTests.saved, file: "a.npy")
    #expect(array == NumPyArray(shape: [1, 2], values: .single([1, -2.5])))
    #expect(array.encoded == NumPyArrayTests.saved)
  }

  @Test(arguments: [
    NumPyArray(shape: [2, 3], values: .double([0, -0.1, .pi, 1e300, .infinity, 5])),
    NumPyArray(shape: [4], values: .integer([0, -1, .max, .min])),
    NumPyArray(shape: [0, 7], values: .single([])),
    NumPyArray(shape: [], values: .double([7])),
    NumPyArray(shape: [2, 1, 2], values: .single([1, 2, 3, 4])),
  ])
  func whatIsWrittenIsReadBack(array: NumPyArray) throws {
    let bytes = array.encoded
    #expect(try NumPyArray(bytes: bytes, file: "a.npy") == array)
    #expect((bytes.firstIndex(of: 0x0A) ?? 0) % 64 == 63)
  }

  @Test func versionTwoAndOtherSpellingsAreRead() throws {
    let data: [UInt8] = [0, 0, 0x80, 0x3F]
    let texts = [
      "{\"shape\":(1,),\"fortran_order\":False,\"descr\":\"<f4\"}",
      "{ 'fortran_order' : False , 'shape' : ( 1 , ) , 'descr' : '<f4' }   ",
    ]
    for text in texts {
      for version: [UInt8] in [[1, 0], [2, 0]] {
        let bytes = NumPyArrayTests.file(text, data: data, version: version)
        let array = try NumPyArray(bytes: bytes, file: "a.npy")
        #expect(array == NumPyArray(shape: [1], values: .single([1])))
      }
    }
  }

  /// A malformed file, the byte that the error names and a word of its reason.
  struct Malformed: Sendable {
    let bytes: [UInt8]
    let byte: Int
    let word: String

    init(_ bytes: [UInt8], _ byte: Int, _ word: String) {
      (self.bytes, self.byte, self.word) = (bytes, byte, word)
    }
  }

  static let malformed: [Malformed] = {
    let good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }"
    let data = [UInt8](repeating: 0, count: 8)
    let changed = { (old: String, new: String) in
      file(good.replacingOccurrences(of: old, with: new), data: data)
    }
    let start = 10 + good.utf8.count + 1
    return [
      Malformed([], 0, "begin"),
      Malformed(Array("stone,carats\n".utf8), 0, "begin"),
      Malformed(Array(file(good).prefix(9)), 9, "ends within"),
      Malformed(file(good, data: data, version: [3, 0]), 6, "version 3.0"),
      Malformed(file(good, data: data, version: [1, 7]), 6, "version 1.7"),
      Malformed(file(good, length: 60000), 8, "beyond the end"),
      Malformed(Array(file(good, version: [2, 0]).prefix(11)), 8, "beyond the end"),
      Malformed(file(good, data: Array(data.dropLast())), start + 7, "ends after 7 of the 8"),
      Malformed(file(good, data: data + [1]), start + 8, "1 bytes follow"),
      Malformed(changed("(2,)", "(3,)"), start + 8, "ends after 8 of the 12"),
      Malformed(changed("(2,)", "(1,)"), start + 4, "4 bytes follow"),
      Malformed(changed("(2,)", "(4611686018427387904, 4)"), 10, "larger than any"),
      Malformed(changed("(2,)", "(-2,)"), 61, "not a dictionary"),
      Malformed(changed("(2,)", "(99999999999999999999,)"), 81, "not a dictionary"),
      Malformed(changed("<f4", ">f4"), 10, ">f4"),
      Malformed(changed("<f4", "<f2"), 10, "<f2"),
      Malformed(changed("<f4", "|O"), 10, "|O"),
      Malformed(changed("'<f4'", "[('a', '<f4')]"), 20, "not a dictionary"),
      Malformed(changed("False", "True"), 10, "Fortran"),
      Malformed(changed("False", "None"), 44, "not a dictionary"),
      Malformed(changed("'descr': '<f4', ", ""), 10, "does not say"),
      Malformed(changed("'shape'", "'descr'"), 64, "not a dictionary"),
      Malformed(changed(", }", ", 'x': 'y'}"), 10, "and only them"),
      Malformed(changed(" }", ""), start - 2, "not a dictionary"),
      Malformed(changed(" }", " }}"), start - 1, "not a dictionary"),
    ]
  }()

  @Test(arguments: malformed.indices)
  func aMalformedFileIsRefusedWithItsByte(index: Int) {
    let malformed = NumPyArrayTests.malformed[index]
    let error = #expect(throws: ReadError.self) {
      try NumPyArray(bytes: malformed.bytes, file: "a.npy")
    }
    #expect(error?.byte == malformed.byte, "\(error?.description ?? "")")
    #expect(error?.reason.contains(malformed.word) == true, "\(error?.description ?? "")")
    #expect(error?.isMissing == false)
  }

  @Test func noShortenedFileIsReadOrCrashes() {
    let whole = NumPyArrayTests.saved
    for count in whole.indices {
      #expect(throws: ReadError.self) {
        try NumPyArray(bytes: Array(whole.prefix(count)), file: "a.npy")
      }
    }
  }

  @Test func aFileThatIsNotThereIsMissing() {
    let error = #expect(throws: ReadError.self) {
      try NumPyArray(contentsOf: "/nowhere/a.npy")
    }
    #expect(error?.isMissing == true)
  }

  @Test func onlyTablesOfRealNumbersAreMatrices() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.npy").path
    let save = { (array: NumPyArray) in
      try Data(array.encoded).write(to: URL(fileURLWithPath: path))
    }
    try save(NumPyArray(shape: [2, 1], values: .double([1, 2])))
    #expect(try RealMatrix(numPyFile: path) == .double(Matrix([[1], [2]])))
    try save(NumPyArray(shape: [1, 1], values: .single([3])))
    #expect(try RealMatrix(numPyFile: path) == .single(Matrix([[3]])))
    for array in [
      NumPyArray(shape: [2], values: .double([1, 2])),
      NumPyArray(shape: [1, 1], values: .integer([1])),
    ] {
      try save(array)
      #expect(throws: ReadError.self) { try RealMatrix(numPyFile: path) }
    }
  }
}
