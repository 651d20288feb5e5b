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
  func verify(_ db: Database, holding known: String?) throws {
    let log = try LogCoding.all(db)
    try LogCoding.requireChain(log)
    if let known, !log.contains(where: { $0.hash == known }) {
      throw Damage(reason: "its log holds no entry with the hash \(known)")
    }
    let runs = try runs(db)
    var brought: [Int: [ContentDigest]] = [:]
    for (entry, run) in runs { brought[entry, default: []].append(run.contentDigest) }
    try forEachShipment(db) { id, entry, presentation, shipment, digest in
      let actual = shipment.contentDigest
      let sha256 = runs[entry]?.sha256 ?? ""
      guard
        actual.hexadecimal == digest,
        shipment.papers.presentation(in: sha256) == presentation
      else {
        throw Damage(reason: "record \(id), of entry \(entry) of its log, was changed")
      }
      brought[entry, default: []].append(actual)
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
