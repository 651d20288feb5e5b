internal import Specimens

/// One row of a manifest or one JSON object, as it was written.
///
/// Texts have no blanks around them and no control characters, and none is longer than
/// ``longestField``: what they mean is found in ``shipment(evidenceIn:)``.
struct ShipmentRecord {
  /// The most bytes of a field, 64 KiB: no paper needs more, and a report would have to quote it.
  static let longestField = 1 << 16

  /// One field.
  struct Field {
    /// Its name, as this format calls it.
    let name: String
    /// Its text; several ones where it lists something.
    let items: [String]
    /// Its number, in a column of numbers.
    let number: Double?
    /// The line, counted from 1.
    let line: Int
    /// The column, counted from 1: the field of a table, the byte in a line of JSON.
    let column: Int
  }

  /// The file, for errors.
  let file: String
  /// The line on which the record begins, counted from 1.
  let line: Int
  /// Whether a comma may be a decimal mark.
  let decimalComma: Bool
  /// The columns that no reader knows.
  var others: [Shipment.Field] = []
  private var fields: [Field?]

  /// A record without fields.
  init(file: String, line: Int, decimalComma: Bool = false) {
    self.file = file
    self.line = line
    self.decimalComma = decimalComma
    fields = Array(repeating: nil, count: ShipmentColumn.allCases.count)
  }

  /// A field; `nil` where it is not there or empty.
  subscript(column: ShipmentColumn) -> Field? {
    get { fields[column.place] }
    set { fields[column.place] = newValue }
  }

  /// An error at a field, or at the whole record where there is no such field.
  func error(at column: ShipmentColumn?, reason: String, mend: String) -> ReadError {
    let field = column.flatMap { self[$0] }
    return ReadError(
      file: file, line: field?.line ?? line, column: field?.column, reason: reason, mend: mend)
  }

  /// What is wrong with a text as a field of the given name; `nil` where nothing is.
  ///
  /// Control characters could forge lines of a report or steer a terminal.
  static func problem(of text: String, name: String) -> (reason: String, mend: String)? {
    guard
      let control = text.unicodeScalars.first(where: {
        $0.value < 0x20 || (0x7F...0x9F).contains($0.value)
      })
    else { return nil }
    let digits = String(control.value, radix: 16, uppercase: true)
    let code = String(repeating: "0", count: 4 - digits.count) + digits
    return (
      "\(excerpt(name)) holds the control character U+\(code)",
      "write it on one line, without tabs and control characters"
    )
  }

  /// What is wrong with the length of a field; `nil` where nothing is.
  static func problem(ofLength count: Int, name: String) -> (reason: String, mend: String)? {
    guard count > longestField else { return nil }
    return (
      "\(excerpt(name)) has \(count) bytes, more than \(longestField)",
      "shorten it, or look for a quote that is not closed"
    )
  }
}

extension StringProtocol {
  /// The text without the white space around it, of whatever script.
  var withoutOuterSpace: String {
    // Almost every text begins and ends with ASCII that is plainly no space.
    let plain: ClosedRange<Unicode.Scalar> = "!"..."~"
    if let first = unicodeScalars.first, let last = unicodeScalars.last, plain.contains(first),
      plain.contains(last)
    {
      return String(self)
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
