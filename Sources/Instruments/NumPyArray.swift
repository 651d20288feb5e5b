internal import Foundation
public import LinearAlgebra

/// Numbers as NumPy keeps them in a `.npy` file.
///
/// ```swift
/// let array = try NumPyArray(contentsOf: "queries.npy")
/// array.shape                            // [2000, 64]
/// if case .single(let values) = array.values { … }
/// ```
///
/// Read are versions 1.0 and 2.0 of the format with little-endian `float32`, `float64` or `int64` in C
/// order; anything else is refused in words. Written is version 1.0. The format is described in
/// [numpy.lib.format](https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
public struct NumPyArray: Sendable, Equatable {
  /// The values, the last index running fastest.
  public enum Values: Sendable, Equatable {
    /// `float32`.
    case single([Float])
    /// `float64`.
    case double([Double])
    /// `int64`.
    case integer([Int64])

    /// How many there are.
    public var count: Int {
      switch self {
      case .single(let values): values.count
      case .double(let values): values.count
      case .integer(let values): values.count
      }
    }
  }

  /// The length of every axis; their product is the number of values.
  public let shape: [Int]
  /// The values.
  public let values: Values

  /// An array to be written.
  ///
  /// - Precondition: there are as many values as the shape says.
  public init(shape: [Int], values: Values) {
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "An array of shape \(shape) does not have \(values.count) values.")
    self.shape = shape
    self.values = values
  }

  /// Reads a file.
  ///
  /// - Throws: ``ReadError`` with the byte where the file stops being such an array.
  public init(contentsOf path: String) throws(ReadError) {
    let bytes: Data
    do {
      bytes = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw ReadError(
        file: path, reason: "the file cannot be opened", mend: "check its name and permissions",
        isMissing: true)
    }
    try self.init(bytes: Array(bytes), file: path)
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: its name in errors.
  /// - Throws: ``ReadError`` with the byte where the file stops being such an array.
  public init(bytes: [UInt8], file: String) throws(ReadError) {
    let header = try NumPyHeader(bytes, file: file)
    let present = bytes.count - header.dataStart
    guard present >= header.dataCount else {
      throw ReadError(
        file: file, byte: bytes.count,
        reason: "the file ends after \(present) of the \(header.dataCount) bytes of its array",
        mend: "copy or save it again")
    }
    guard present == header.dataCount else {
      throw ReadError(
        file: file, byte: header.dataStart + header.dataCount,
        reason: "\(present - header.dataCount) bytes follow the array that the header describes",
        mend: "save the array again with numpy.save")
    }
    shape = header.shape
    switch header.type {
    case .single: values = .single(littleEndian(bytes, from: header.dataStart))
    case .double: values = .double(littleEndian(bytes, from: header.dataStart))
    case .integer: values = .integer(littleEndian(bytes, from: header.dataStart))
    }
  }

  /// The bytes of a version 1.0 file; the data begin at a multiple of 64 bytes, as NumPy's do.
  public var encoded: [UInt8] {
    let type: NumPyHeader.ElementType
    switch values {
    case .single: type = .single
    case .double: type = .double
    case .integer: type = .integer
    }
    let lengths = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '\(type.rawValue)', 'fortran_order': False, 'shape': (\(lengths)), }"
    let unpadded = NumPyHeader.magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var bytes = NumPyHeader.magic + [1, 0]
    withUnsafeBytes(of: UInt16(header.utf8.count).littleEndian) { bytes += $0 }
    bytes += Array(header.utf8)
    switch values {
    case .single(let values): values.withUnsafeBytes { bytes += $0 }
    case .double(let values): values.withUnsafeBytes { bytes += $0 }
    case .integer(let values): values.withUnsafeBytes { bytes += $0 }
    }
    return bytes
  }
}

/// A table of real numbers that keeps the precision of its file.
public enum RealMatrix: Sendable, Equatable {
  /// `float32`.
  case single(Matrix<Float>)
  /// `float64`.
  case double(Matrix<Double>)

  /// Reads a two-dimensional `.npy` file of real numbers.
  ///
  /// - Throws: ``ReadError`` when the file is not one.
  public init(numPyFile path: String) throws(ReadError) {
    let array = try NumPyArray(contentsOf: path)
    guard array.shape.count == 2 else {
      throw ReadError(
        file: path,
        reason: "the array has \(array.shape.count) axes where rows and columns are meant",
        mend: "reshape it to two axes before saving")
    }
    let (rows, columns) = (array.shape[0], array.shape[1])
    switch array.values {
    case .single(let values): self = .single(Matrix(rows: rows, columns: columns, elements: values))
    case .double(let values): self = .double(Matrix(rows: rows, columns: columns, elements: values))
    case .integer:
      throw ReadError(
        file: path, reason: "the array holds whole numbers (int64), not measurements",
        mend: "save it as float32 or float64")
    }
  }
}

/// Values copied out of bytes; every Swift platform that has OpenBLAS is little-endian.
private func littleEndian<Value: BitwiseCopyable & ExpressibleByIntegerLiteral>(
  _ bytes: [UInt8], from start: Int
) -> [Value] {
  let count = (bytes.count - start) / MemoryLayout<Value>.stride
  var values = [Value](repeating: 0, count: count)
  values.withUnsafeMutableBytes { output in
    bytes.withUnsafeBytes {
      output.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start...]))
    }
  }
  return values
}
