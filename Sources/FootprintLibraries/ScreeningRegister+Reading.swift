internal import GRDB
public import Specimens

/// What a register knows that bears on the shipments of a manifest.
public struct EarlierScreenings: Sendable, Equatable {
  /// Papers that were screened, and when for the first time.
  public struct Seen: Sendable, Equatable {
    /// What they state.
    public let papers: RegisteredShipment.Papers
    /// The day of the screening.
    public let day: CalendarDay
  }

  /// Those with the number of a certificate of the manifest, from other manifests, first to last.
  public var certificates: [Seen] = []
  /// The carats by country and year of all presentations but those of the manifest, by country and year.
  public var volumes: [DeclaredVolume] = []
}

extension ScreeningRegister {
  /// The log, first entry to last.
  public var log: [LogEntry] {
    get throws(LibraryError) { try reading(LogCoding.all) }
  }

  /// The screened parcels with what was found out of them, the newest first.
  ///
  /// - Parameter parcel: the identifier of the parcels that are wanted; all without it.
  public func records(of parcel: String? = nil) throws(LibraryError) -> [RegisterRecord] {
    try reading { db in
      let reader = RegisterReader(path: path)
      let (runs, log) = (try reader.runs(db), try LogCoding.all(db))
      let outcomes = try reader.outcomes(db)
      let presentations = try reader.presentations(db, of: outcomes)
      var followups: [String: [RegisterRecord.Followup]] = [:]
      for outcome in outcomes {
        guard
          let presentation = presentations[outcome.shipment],
          log.indices.contains(outcome.entry - 1)
        else { throw Damage(reason: "a record refers to one that is not there") }
        followups[presentation, default: []].append(
          RegisterRecord.Followup(
            outcome: outcome.result, day: outcome.day, note: log[outcome.entry - 1].note,
            entry: outcome.entry))
      }
      var records: [RegisterRecord] = []
      try reader.forEachShipment(db, parcel: parcel) { stored in
        guard let run = runs[stored.entry] else {
          throw Damage(reason: "a record refers to one that is not there")
        }
        records.append(
          RegisterRecord(
            entry: stored.entry, run: run, shipment: stored.shipment,
            followups: followups[stored.presentation] ?? []))
      }
      return records.reversed()
    }
  }

  /// What was screened before that bears on the shipments of a manifest.
  ///
  /// A presentation that was screened several times, or stands in several manifests, counts once; those of
  /// the manifest itself are left out of the volumes, because its own sum has them.
  ///
  /// - Parameters:
  ///   - papers: those of the manifest.
  ///   - sha256: the manifest's, in hexadecimal digits.
  /// - Throws: a sentence where the log or a record does not hold, as ``verifyLog(holding:)``.
  /// - Complexity: linear in the register.
  public func earlier(
    to papers: [RegisteredShipment.Papers], sha256: String
  ) throws(LibraryError) -> EarlierScreenings {
    return try reading { db in
      let reader = RegisterReader(path: path)
      let runs = try reader.runs(db)
      let numbers = Set(papers.map(\.number)).subtracting([""])
      let own = Set(papers.map { $0.presentation(in: sha256, papers: $0.contentDigest) })
      var earlier = EarlierScreenings()
      var sums = VolumeSums()
      var seen: Set<String> = []
      try reader.verify(db) { stored in
        guard seen.insert(stored.presentation).inserted, let run = runs[stored.entry] else {
          return
        }
        let papers = stored.shipment.papers
        if run.sha256 != sha256, numbers.contains(papers.number) {
          earlier.certificates.append(.init(papers: papers, day: run.day))
        }
        guard !own.contains(stored.presentation) else { return }
        for volume in papers.volumes { sums.add(volume) }
      }
      earlier.volumes = sums.volumes
      return earlier
    }
  }
}

extension RegisterReader {
  /// The presentations of the shipments that outcomes are of.
  func presentations(_ db: Database, of outcomes: [StoredOutcome]) throws -> [Int64: String] {
    let statement = try db.makeStatement(sql: "SELECT presentation FROM shipment WHERE id = ?")
    var presentations: [Int64: String] = [:]
    for outcome in outcomes where presentations[outcome.shipment] == nil {
      presentations[outcome.shipment] = try String.fetchOne(
        statement, arguments: [outcome.shipment])
    }
    return presentations
  }
}
