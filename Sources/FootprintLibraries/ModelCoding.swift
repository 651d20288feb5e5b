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

  /// A matrix's shape and its elements, row after row.
  static func stored(_ array: ModelArray) -> (rows: Int, columns: Int, values: Measurements) {
    switch array {
    case .single(let matrix): (matrix.rows, matrix.columns, .single(matrix.elements))
    case .double(let matrix): (matrix.rows, matrix.columns, .double(matrix.elements))
    }
  }

  /// The matrix of that shape and those elements.
  ///
  /// - Throws: `Damage` when the shape is not that of the elements.
  static func array(rows: Int, columns: Int, values: Measurements) throws -> ModelArray {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, count == values.count else {
      throw Damage(reason: "a matrix of the model is cut short")
    }
    return switch values {
    case .single(let elements):
      .single(Matrix(rows: rows, columns: columns, elements: elements))
    case .double(let elements):
      .double(Matrix(rows: rows, columns: columns, elements: elements))
    }
  }
}
