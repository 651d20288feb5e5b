internal import Foundation

/// Numbers as bytes, little-endian, in the order of the array: the same file on every machine.
enum LittleEndian {
  /// Four bytes for each number.
  static func bytes(_ values: [Float]) -> Data {
    values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
  }

  /// Eight bytes for each number.
  static func bytes(_ values: [Double]) -> Data {
    values.map { $0.bitPattern.littleEndian }.withUnsafeBytes { Data($0) }
  }

  /// The numbers, or `nil` when the bytes are no whole number of them.
  static func floats(_ data: Data) -> [Float]? {
    guard data.count.isMultiple(of: 4) else { return nil }
    return data.withUnsafeBytes { bytes in
      [Float](unsafeUninitializedCapacity: bytes.count / 4) { buffer, count in
        count = bytes.count / 4
        for index in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self)
          buffer.initializeElement(at: index, to: Float(bitPattern: UInt32(littleEndian: bits)))
        }
      }
    }
  }

  /// The numbers, or `nil` when the bytes are no whole number of them.
  static func doubles(_ data: Data) -> [Double]? {
    guard data.count.isMultiple(of: 8) else { return nil }
    return data.withUnsafeBytes { bytes in
      [Double](unsafeUninitializedCapacity: bytes.count / 8) { buffer, count in
        count = bytes.count / 8
        for index in 0..<count {
          let bits = bytes.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self)
          buffer.initializeElement(at: index, to: Double(bitPattern: UInt64(littleEndian: bits)))
        }
      }
    }
  }
}
