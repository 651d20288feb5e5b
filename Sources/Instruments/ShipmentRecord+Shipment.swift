internal import Specimens

/// What the fields of a record mean.
extension ShipmentRecord {
  /// The shipment.
  ///
  /// - Parameter folder: the folder that paths of evidence are relative to.
  /// - Throws: `ReadError` at the first field that means nothing.
  func shipment(evidenceIn folder: EvidenceFolder) throws(ReadError) -> Shipment {
    guard let parcel = self[.parcel]?.items.first else {
      throw error(at: nil, reason: "parcel is empty", mend: "name the parcel in every row")
    }
    var shipment = Shipment(parcel: parcel)
    shipment.certificate = self[.certificate]?.items.first
    shipment.issuing = self[.issuing]?.items.first
    shipment.importer = self[.importer]?.items.first
    shipment.exporter = self[.exporter]?.items.first
    shipment.others = others
    shipment.declared = try declaration()
    shipment.shares = try shares(of: shipment.declared)
    if let (code, whole) = try goodsCode() {
      shipment.hs = code
      if let whole { shipment.others.append(Shipment.Field(name: "hs_full", value: whole)) }
    }
    shipment.carats = try number(.carats, where: { $0 > 0 }, is: "above 0")
    shipment.valueUSD = try number(.valueUSD, where: { $0 >= 0 }, is: "0 or above")
    shipment.stones = try number(
      .stones, where: { $0 >= 1 && $0 <= 1e12 && $0 == $0.rounded() },
      is: "a whole number from 1"
    ).map { Int($0) }
    shipment.issued = try day(.issued)
    shipment.expires = try day(.expires)
    shipment.date = try day(.date)
    shipment.handling = try handling()
    shipment.evidence = self[.evidence]?.items ?? []
    for path in shipment.evidence {
      if let (reason, mend) = folder.problem(with: path) {
        throw error(at: .evidence, reason: reason, mend: mend)
      }
    }
    return shipment
  }

  /// The declared origins; asterisks stand for mixed goods, as on certificates.
  private func declaration() throws(ReadError) -> Shipment.Declaration {
    guard let items = self[.declared]?.items else { return .origins([]) }
    func isMixed(_ text: String) -> Bool {
      text.count >= 3 && text.allSatisfy { $0 == "*" } || text.lowercased() == "mixed"
    }
    if items.contains(where: isMixed) {
      guard items.count == 1 else {
        throw error(
          at: .declared, reason: "declared names origins and mixed goods at once",
          mend: "name all origins, or write *** alone")
      }
      return .mixed
    }
    guard !items.contains("") else {
      throw error(
        at: .declared, reason: "declared holds an empty origin",
        mend: "write one separator between two origins")
    }
    return .origins(items.map { Origin($0) })
  }

  /// The shares of the declared origins: numbers from 0 to 1, or per cent with their sign.
  private func shares(of declared: Shipment.Declaration) throws(ReadError) -> [Double]? {
    guard let items = self[.shares]?.items else { return nil }
    var count = 0
    if case .origins(let origins) = declared { count = origins.count }
    guard items.count == count else {
      throw error(
        at: .shares,
        reason: "there are \(items.count) shares, but \(count) named origins are declared",
        mend: "give one share for each origin, in their order")
    }
    var shares: [Double] = []
    for item in items {
      let isPerCent = item.hasSuffix("%")
      let digits = isPerCent ? String(item.dropLast()) : item
      guard let value = try? parseNumber(digits, decimalComma: decimalComma).value,
        case let share = isPerCent ? value / 100 : value, (0...1).contains(share)
      else {
        throw error(
          at: .shares, reason: "the share \(excerpt(item)) is not from 0 to 1",
          mend: "write 0.6, or 60 % with its sign")
      }
      shares.append(share)
    }
    let sum = shares.reduce(0, +)
    // The bound itself is good, whatever binary fractions make of it.
    guard abs(sum - 1) <= 0.01 + 1e-9 else {
      throw error(
        at: .shares, reason: "the shares add up to \((sum * 1000).rounded() / 1000)",
        mend: "make them add up to 1")
    }
    return shares
  }

  /// The code of goods in six digits with its point, and the whole text where it has more.
  private func goodsCode() throws(ReadError) -> (code: String, whole: String?)? {
    guard let text = self[.hs]?.items.first else { return nil }
    let digits = text.utf8.filter { (0x30...0x39).contains($0) }
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
      (6...10).contains(digits.count)
    else {
      throw error(
        at: .hs, reason: "hs is \(excerpt(text)), not six to ten digits",
        mend: "write it as in 7102.31")
    }
    let code = String(decoding: digits[..<4] + [0x2E] + digits[4..<6], as: UTF8.self)
    return (code, digits.count > 6 ? text : nil)
  }

  /// A number that lies within bounds.
  private func number(
    _ column: ShipmentColumn, where isGood: (Double) -> Bool, is bounds: String
  ) throws(ReadError) -> Double? {
    guard let field = self[column], let number = field.number else { return nil }
    guard isGood(number) else {
      throw error(
        at: column, reason: "\(field.name) is \(excerpt(field.items.first ?? "")), not \(bounds)",
        mend: "correct it or leave it empty")
    }
    return number
  }

  /// A day.
  private func day(_ column: ShipmentColumn) throws(ReadError) -> CalendarDay? {
    guard let text = self[column]?.items.first else { return nil }
    guard let day = CalendarDay(text) else {
      throw error(
        at: column, reason: "\(column.heading) is \(excerpt(text)), not a day of the calendar",
        mend: "write year, month and day as YYYY-MM-DD, as in 2025-03-01")
    }
    return day
  }

  /// The handling; unknown where nothing is said.
  private func handling() throws(ReadError) -> Handling {
    guard let text = self[.handling]?.items.first else { return .unknown }
    guard let handling = Handling(rawValue: text) else {
      throw error(
        at: .handling, reason: "handling is \(excerpt(text))",
        mend: "write run-of-mine, sorted or unknown")
    }
    return handling
  }
}
