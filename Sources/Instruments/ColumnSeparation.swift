/// How the fields of a line of numbers are separated.
enum ColumnSeparation: CaseIterable {
  /// In the order in which they are tried: what can be part of a number comes last.
  case semicolon, tab, blanks, comma

  /// The fields of a line without blanks around them; an empty last one, after a separator at the
  /// line's end, is left out.
  func fields(_ line: Substring) -> [Substring] {
    var fields: [Substring]
    switch self {
    case .semicolon: fields = line.split(separator: ";", omittingEmptySubsequences: false)
    case .tab: fields = line.split(separator: "\t", omittingEmptySubsequences: false)
    case .blanks: return line.split { $0 == " " || $0 == "\t" }
    case .comma: fields = line.split(separator: ",", omittingEmptySubsequences: false)
    }
    fields = fields.map { field in
      let start = field.drop(while: \.isWhitespace)
      return start.prefix(
        upTo: start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)
    }
    while fields.count > 1, fields.last?.isEmpty == true { fields.removeLast() }
    return fields
  }

  /// The numbers of a line; `nil` unless it holds two or more, and nothing else.
  func numbers(_ line: Substring) -> [Double]? {
    let fields = fields(line)
    guard fields.count > 1 else { return nil }
    var numbers: [Double] = []
    for field in fields {
      guard let number = number(field) else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The number that a field is, with a decimal comma where commas do not separate; `nil` for none.
  func number(_ field: Substring) -> Double? {
    try? parseNumber(String(field), decimalComma: self != .comma).value
  }
}
