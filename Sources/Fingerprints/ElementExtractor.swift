internal import Foundation
public import LinearAlgebra
public import Specimens

/// Turns element concentrations into vectors: logarithms, standardised over the reference material.
///
/// Concentrations of trace elements spread over orders of magnitude and are close to log-normal
/// (L. H. Ahrens, 1954, doi:10.1016/0016-7037(54)90040-X). A value below detection counts as half its
/// limit: the table's own (`<0.5`), else the smallest value measured for that element. So does a
/// reading of zero or less.
///
/// ```swift
/// let extractor = try ElementExtractor(fittedTo: references)
/// let features = try extractor.features(of: questioned)   // questioned.count x elements
/// ```
public struct ElementExtractor: Sendable, Equatable, Codable {
  /// The name and version of what this extractor computes, kept with every fingerprint.
  public static let schema = "adamas.elements/1"

  /// The elements, in the order of the vector.
  public let elements: [String]
  /// The detection limit of each element where the questioned table states none.
  public let limits: [Double]
  /// The mean of each element's logarithm over the references.
  public let means: [Double]
  /// The standard deviation of each element's logarithm over the references; 1 where all are equal
  /// but for rounding.
  public let deviations: [Double]

  /// Learns limits, means and deviations from reference material.
  ///
  /// - Throws: ``FingerprintError`` when an element has neither a measured value nor a stated limit, or
  ///   a value that is not finite.
  public init(fittedTo table: ElementTable) throws(FingerprintError) {
    elements = table.elements
    var limits: [Double] = []
    for (column, element) in table.elements.enumerated() {
      let measured = (0..<table.count).compactMap { row -> Double? in
        switch table.concentrations[row * table.elements.count + column] {
        case .measured(let value): value > 0 ? value : nil
        case .belowDetection(let limit): limit.flatMap { $0 > 0 ? $0 : nil }
        }
      }
      guard let smallest = measured.min() else {
        throw FingerprintError(
          reason: "\(element) is below detection in every reference, and no limit is stated",
          mend: "leave its column out with --features")
      }
      limits.append(smallest)
    }
    self.limits = limits
    let logarithms = try ElementExtractor.logarithms(of: table, limits: limits)
    let means = columnMeans(logarithms)
    self.means = means
    let centred = subtracting(means, from: logarithms)
    deviations = (0..<elements.count).map { column in
      let squares = centred.column(column).reduce(0) { $0 + $1 * $1 }
      let deviation = (squares / Double(max(1, table.count))).squareRoot()
      // The mean of equal logarithms may miss them by a rounding, which is no spread to divide by.
      let rounding = 1e-12 * max(1, abs(means[column]))
      return deviation > rounding ? deviation : 1
    }
  }

  /// One standardised vector for each row.
  ///
  /// - Returns: `table.count x elements.count`.
  /// - Throws: ``FingerprintError`` when the table lacks one of the elements or holds a value that is
  ///   not finite.
  public func features(of table: ElementTable) throws(FingerprintError) -> Matrix<Float> {
    var columns: [Int] = []
    for element in elements {
      guard let column = table.elements.firstIndex(of: element) else {
        throw FingerprintError(
          reason: "the table has no column \(element), which the library uses",
          mend: "measure \(elements.joined(separator: ", ")), or fit a library without it")
      }
      columns.append(column)
    }
    let ordered = ElementTable(
      elements: elements,
      concentrations: (0..<table.count).flatMap { row in
        columns.map { table.concentrations[row * table.elements.count + $0] }
      },
      metadata: table.metadata)
    var result = try ElementExtractor.logarithms(of: ordered, limits: limits)
    for row in 0..<result.rows {
      for column in 0..<result.columns {
        result[row, column] = (result[row, column] - means[column]) / deviations[column]
      }
    }
    return Matrix<Float>(result)
  }

  private static func logarithms(
    of table: ElementTable, limits: [Double]
  ) throws(FingerprintError) -> Matrix<Double> {
    let count = table.elements.count
    let values = table.concentrations.enumerated().map { index, concentration in
      let limit = limits[index % count]
      switch concentration {
      case .measured(let value): return value.isNaN ? .nan : log(value > 0 ? value : limit / 2)
      case .belowDetection(let stated):
        return log((stated.flatMap { $0 > 0 ? $0 : nil } ?? limit) / 2)
      }
    }
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw FingerprintError(
        reason: "row \(place / count + 1) has a \(table.elements[place % count]) that is no finite "
          + "number",
        mend: "correct the value, or write it as below detection")
    }
    return Matrix(rows: table.count, columns: count, elements: values)
  }
}

extension ElementExtractor {
  private enum CodingKeys: CodingKey {
    case elements, limits, means, deviations
  }

  /// Reads an extractor back.
  ///
  /// - Throws: `DecodingError` when its parts do not fit one another.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    elements = try container.decode([String].self, forKey: .elements)
    limits = try container.decode([Double].self, forKey: .limits)
    means = try container.decode([Double].self, forKey: .means)
    deviations = try container.decode([Double].self, forKey: .deviations)
    let areWhole = [limits, means, deviations].allSatisfy {
      $0.count == elements.count && $0.allSatisfy(\.isFinite)
    }
    guard areWhole, (limits + deviations).allSatisfy({ $0 > 0 }) else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: container.codingPath,
          debugDescription: "Limits, means and deviations do not fit the elements."))
    }
  }
}
