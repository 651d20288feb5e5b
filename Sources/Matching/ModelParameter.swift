/// A setting or a small result of a fitted model.
///
/// Encoded, a parameter says its kind, `{"number": 7}` or `{"texts": ["CI", "GH"]}`, so that an empty
/// list or a text that looks like a number comes back as what it was.
public enum ModelParameter: Sendable, Equatable {
  /// A number, which may be an integer.
  case number(Double)
  /// Yes or no.
  case flag(Bool)
  /// A text.
  case text(String)
  /// A short list of numbers; a long one is better kept as a matrix.
  case numbers([Double])
  /// A list of texts, such as the classes in the model's order.
  case texts([String])
}

extension ModelParameter: Codable {
  private enum Kind: String, CodingKey, CaseIterable {
    case number, flag, text, numbers, texts
  }

  /// Reads a parameter that is a single value under the name of its kind.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Kind.self)
    guard let kind = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: container.codingPath, debugDescription: "One kind is expected."))
    }
    switch kind {
    case .number: self = .number(try container.decode(Double.self, forKey: kind))
    case .flag: self = .flag(try container.decode(Bool.self, forKey: kind))
    case .text: self = .text(try container.decode(String.self, forKey: kind))
    case .numbers: self = .numbers(try container.decode([Double].self, forKey: kind))
    case .texts: self = .texts(try container.decode([String].self, forKey: kind))
    }
  }

  /// Writes the value under the name of its kind.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Kind.self)
    switch self {
    case .number(let value): try container.encode(value, forKey: .number)
    case .flag(let value): try container.encode(value, forKey: .flag)
    case .text(let value): try container.encode(value, forKey: .text)
    case .numbers(let value): try container.encode(value, forKey: .numbers)
    case .texts(let value): try container.encode(value, forKey: .texts)
    }
  }
}
