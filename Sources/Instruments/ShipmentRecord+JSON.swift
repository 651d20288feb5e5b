internal import Specimens

extension ShipmentRecord {
  /// The record in the members of a JSON object.
  ///
  /// - Parameters:
  ///   - members: the members in the order of the text.
  ///   - file: the file, for errors.
  ///   - line: the line on which the object begins.
  ///   - needsSchema: whether the key `schema` must be there.
  /// - Throws: `ReadError` at the first value of a wrong type.
  init(
    _ members: [JSONMember], file: String, line: Int, needsSchema: Bool
  ) throws(ReadError) {
    self.init(file: file, line: line)
    let schema = members.first { $0.name == "schema" }
    if needsSchema || schema != nil {
      guard schema?.value == .text(certificateSchema) else {
        throw ReadError(
          file: file, line: schema?.line ?? line, column: schema?.column,
          reason: schema == nil
            ? "there is no key \"schema\"" : "schema is \(excerpt(schema?.written ?? ""))",
          mend: "write \"schema\": \"\(certificateSchema)\"")
      }
    }
    for member in members where member.name != "schema" && member.value != .null {
      try member.check(file: file)
      guard let column = ShipmentColumn(rawValue: member.name) else {
        // Between its texts a list or object may have line ends, which mean nothing.
        var value = String(member.written.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        if case .text(let text) = member.value { value = text.withoutOuterSpace }
        others.append(Shipment.Field(name: member.name, value: value))
        continue
      }
      self[column] = try member.field(of: column, file: file)
    }
  }
}

extension JSONMember {
  /// An error at the value.
  private func error(file: String, _ reason: String, mend: String) -> ReadError {
    ReadError(file: file, line: line, column: column, reason: reason, mend: mend)
  }

  /// Refuses what is too long, and control characters in any text.
  fileprivate func check(file: String) throws(ReadError) {
    var problem = ShipmentRecord.problem(ofLength: written.utf8.count, name: name)
    problem = problem ?? ShipmentRecord.problem(of: name, name: name)
    switch value {
    case .text(let text):
      problem = problem ?? ShipmentRecord.problem(of: text.withoutOuterSpace, name: name)
    case .list(let values):
      for case .text(let text) in values {
        problem = problem ?? ShipmentRecord.problem(of: text, name: name)
      }
    default: break
    }
    if let problem { throw error(file: file, problem.reason, mend: problem.mend) }
  }

  /// The field of a column; `nil` where the value states nothing.
  fileprivate func field(
    of column: ShipmentColumn, file: String
  ) throws(ReadError) -> ShipmentRecord.Field? {
    var number: Double?
    let items: [String]
    switch (column, value) {
    case (.declared, .list(let values)), (.evidence, .list(let values)):
      items = try values.map { value throws(ReadError) in
        guard case .text(let text) = value else {
          throw error(
            file: file, "\(name) lists something else than texts", mend: "write each in quotes")
        }
        return text.withoutOuterSpace
      }
    case (.shares, .list(let values)):
      items = try values.map { value throws(ReadError) in
        guard case .number(let digits) = value else {
          throw error(
            file: file, "shares lists something else than numbers",
            mend: "write numbers from 0 to 1 without quotes")
        }
        return digits
      }
    case (.declared, .text("***")), (.declared, .text("mixed")): items = ["***"]
    case (.declared, _):
      throw error(
        file: file, "declared is \(excerpt(written))",
        mend: "write a list of origins, or \"***\" for mixed goods")
    case (.evidence, _), (.shares, _):
      throw error(file: file, "\(name) is \(excerpt(written)), not a list", mend: "write a list")
    case (.carats, .number(let digits)), (.valueUSD, .number(let digits)),
      (.stones, .number(let digits)):
      guard let value = try? parseNumber(digits).value else {
        throw error(
          file: file, "\(name) is \(excerpt(digits)), not a finite number",
          mend: "write a finite number")
      }
      number = value
      items = [digits]
    case (.carats, _), (.valueUSD, _), (.stones, _):
      throw error(
        file: file, "\(name) is \(excerpt(written)), not a number",
        mend: "write a number without quotes, or leave the key out")
    case (_, .text(let text)): items = [text.withoutOuterSpace].filter { !$0.isEmpty }
    default:
      throw error(
        file: file, "\(name) is \(excerpt(written)), not a text", mend: "write it in quotes")
    }
    guard !items.isEmpty else { return nil }
    return ShipmentRecord.Field(
      name: name, items: items, number: number, line: line, column: self.column)
  }
}
