public import Foundation
public import Matching
internal import Specimens

extension SizePlan {
  /// The plan as a person reads it: the answer, then the curve.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines = style.answer(sentences)
    lines += ["", "  stones  right (95 % interval)                      assigned  of these right"]
    for point in points {
      lines.append(
        String(format: "%8d  ", point.stones) + bar(point.right.share, width: 20)
          + String(
            format: "  %.2f (%.2f-%.2f)  %8.2f  %14.2f", point.right.share, point.right.lower,
            point.right.upper, point.assigned.share, point.assignedRight.share))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The plan as JSON with the schema `adamas.plan/1`.
  ///
  /// - Throws: what the encoder throws; a plan holds finite numbers only.
  public func json() throws -> Data { try encoded(Versioned("adamas.plan/1", self)) }
}

extension ShotPlan {
  /// The plan as a person reads it: the answer, then the curve.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines = style.answer(sentences)
    lines += ["", "   shots  right, at least                    log loss"]
    for point in points {
      lines.append(
        String(format: "%8d  ", point.shots) + bar(point.surelyRight.share, width: 20)
          + String(format: "  %.2f  %12.3f", point.surelyRight.share, point.logLoss))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The plan as JSON with the schema `adamas.plan/1`.
  ///
  /// - Throws: what the encoder throws; a plan holds finite numbers only.
  public func json() throws -> Data { try encoded(Versioned("adamas.plan/1", self)) }
}

extension FootprintComparison {
  /// The comparison as a person reads it: what cannot be told apart, then the nearest pairs.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines = style.answer(sentences)
    lines += ["", style.wrapped(measure, first: "Measure", indent: 12), ""]
    let names = pairs.map { $0.origins.joined(separator: " and ") }
    let width = names.prefix(12).map(\.count).max() ?? 0
    for (pair, name) in zip(pairs, names).prefix(12) {
      let mistakes = pair.mistakes
        .map { String(format: "%.2f wrong at %d", $0.error, $0.count) }
        .joined(separator: ", ")
      lines.append(
        "  " + name.padded(to: width) + String(format: "  %6.3f  ", pair.distance) + mistakes)
    }
    for duplicate in duplicates.prefix(12) {
      lines.append(
        style.warning(
          style.wrapped(
            "\(duplicate.items.joined(separator: " and ")) are nearly the same.", first: "  !",
            indent: 4)))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The comparison as JSON with the schema `adamas.comparison/1`.
  ///
  /// - Throws: what the encoder throws; a comparison holds finite numbers only.
  public func json() throws -> Data { try encoded(Versioned("adamas.comparison/1", self)) }
}

extension TextStyle {
  /// The sentences of an answer, the first one marked as such.
  fileprivate func answer(_ sentences: [String]) -> [String] {
    sentences.enumerated().map { index, sentence in
      wrapped(sentence, first: index == 0 ? "Answer" : "", indent: 12)
    }
  }
}

/// A value with the schema beside its own keys.
struct Versioned<Value: Encodable>: Encodable {
  private let schema: String
  private let value: Value

  init(_ schema: String, _ value: Value) {
    self.schema = schema
    self.value = value
  }

  private enum Key: CodingKey {
    case schema
  }

  func encode(to encoder: any Encoder) throws {
    try value.encode(to: encoder)
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(schema, forKey: .schema)
  }
}
