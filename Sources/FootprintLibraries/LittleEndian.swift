internal import Foundation

/// A number that files hold as the bytes of its bit pattern.
protocol StoredNumber: BitwiseCopyable, Sendable {
  associatedtype Bits: FixedWidthInteger & BitwiseCopyable
  init(bitPattern: Bits)
  var bitPattern: Bits { get }
}

extension Float: StoredNumber {}
extension Double: StoredNumber {}

/// Numbers as bytes, little-endian, in the order of the array: the same file on every machine.
enum LittleEndian {
  /// The bytes of numbers: four for each `Float`, eight for each `Double`.
  static func bytes<Number: StoredNumber>(_ values: some Collection<Number>) -> Data {
    values.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
  }

  /// The numbers, or `nil` when the bytes are no whole number of them.
  static func numbers<Number: StoredNumber>(_ data: Data) -> [Number]? {
    guard data.count.isMultiple(of: MemoryLayout<Number>.size) else { return nil }
    let number = data.count / MemoryLayout<Number>.size
    return [Number](unsafeUninitializedCapacity: number) { memory, count in
      count = write(data, to: UnsafeMutableBufferPointer(rebasing: memory[..<number]))
    }
  }

  /// Writes the numbers that bytes hold to memory, as far as there are bytes and there is room.
  ///
  /// - Returns: how many.
  @discardableResult
  static func write<Number: StoredNumber>(
    _ data: Data, to memory: UnsafeMutableBufferPointer<Number>
  ) -> Int {
    let size = MemoryLayout<Number>.size
    let count = min(data.count / size, memory.count)
    data.withUnsafeBytes { bytes in
      for index in 0..<count {
        let bits = bytes.loadUnaligned(fromByteOffset: size * index, as: Number.Bits.self)
        memory.initializeElement(
          at: index, to: Number(bitPattern: Number.Bits(littleEndian: bits)))
      }
    }
    return count
  }
}
