internal import GRDB
internal import Specimens

extension ScreeningRegister {
  /// Checks that the register is as its log says: each entry follows from the one before, and what each
  /// brought is what is there.
  ///
  /// A changed, removed or added record and a changed entry are found. A file of which everything, log
  /// and hashes, was made anew is not; for that, give a hash that was noted elsewhere.
  ///
  /// - Parameter known: the hash of an entry as it was noted outside the register, which the log must hold.
  /// - Throws: a sentence that names the first entry that does not hold, or the record that was changed.
  /// - Complexity: linear in the register.
  public func verifyLog(holding known: String? = nil) throws(LibraryError) {
    try reading { db in try RegisterReader(path: path).verify(db, holding: known) }
  }
}

extension RegisterReader {
  /// Refuses a register that is not as its log says.
  ///
  /// - Parameter visit: is handed every shipment on the way; what it makes of them is worth nothing when
  ///   this throws.
  func verify(
    _ db: Database, holding known: String? = nil,
    _ visit: (StoredShipment) throws -> Void = { _ in }
  ) throws {
    let log = try LogCoding.all(db)
    try LogCoding.requireChain(log)
    if let known, !log.contains(where: { $0.hash == known }) {
      throw Damage(reason: "its log holds no entry with the hash \(known)")
    }
    let runs = try runs(db)
    var brought: [Int: [ContentDigest]] = [:]
    for (entry, run) in runs { brought[entry, default: []].append(run.contentDigest) }
    try forEachShipment(db) { stored in
      let papers = stored.shipment.papers.contentDigest
      let actual = stored.shipment.contentDigest(papers: papers)
      let sha256 = runs[stored.entry]?.sha256 ?? ""
      guard
        actual.hexadecimal == stored.digest,
        stored.shipment.papers.presentation(in: sha256, papers: papers) == stored.presentation
      else {
        throw Damage(
          reason: "record \(stored.id), of entry \(stored.entry) of its log, was changed")
      }
      brought[stored.entry, default: []].append(actual)
      try visit(stored)
    }
    for outcome in try outcomes(db) {
      brought[outcome.entry, default: []].append(
        RegisterRecord.digest(
          of: outcome.result, shipment: outcome.shipment, day: outcome.day.description))
    }
    for entry in log
    where brought[entry.number].map(LogCoding.content) != entry.details["content"] {
      throw Damage(
        reason: "the records of entry \(entry.number) of its log are not those that are there")
    }
    guard brought.keys.allSatisfy({ log.indices.contains($0 - 1) }) else {
      throw Damage(reason: "records refer to an entry that its log does not have")
    }
  }
}
