internal import Foundation
internal import LinearAlgebra
internal import Matching

/// A fitted model as the file keeps it.
enum ModelCoding {
  /// The parameters as JSON with sorted keys, the same bytes for the same parameters.
  static func text(_ parameters: [String: ModelParameter]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(parameters), as: UTF8.self)
  }

  /// The parameters of such a text.
  ///
  /// - Throws: `Damage` when it is none.
  static func parameters(_ text: String) throws -> [String: ModelParameter] {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode([String: ModelParameter].self, from: Data(text.utf8))
    } catch {
      throw Damage(reason: "the model's parameters cannot be read")
    }
  }

  /// The most bytes of a part of a matrix: what reading one needs besides the matrix itself.
  static let partBytes = 1 << 22

  /// The bytes of a matrix's elements, row after row, part by part.
  static func parts(_ array: ModelArray) -> [Data] {
    switch array {
    case .single(let matrix): parts(matrix.elements)
    case .double(let matrix): parts(matrix.elements)
    }
  }

  private static func parts<Number: StoredNumber>(_ elements: [Number]) -> [Data] {
    let size = partBytes / MemoryLayout<Number>.size
    return stride(from: 0, to: elements.count, by: size).map {
      LittleEndian.bytes(elements[$0..<min($0 + size, elements.count)])
    }
  }

  /// The refusal of a matrix whose parts are not what its shape says.
  static let cutShort = Damage(reason: "a matrix of the model is cut short")
}

extension ModelArray {
  /// The number of rows and columns.
  var shape: (rows: Int, columns: Int) {
    switch self {
    case .single(let matrix): (matrix.rows, matrix.columns)
    case .double(let matrix): (matrix.rows, matrix.columns)
    }
  }

  /// The precision's name in the file.
  var scalar: Scalar {
    switch self {
    case .single: .f32
    case .double: .f64
    }
  }
}
