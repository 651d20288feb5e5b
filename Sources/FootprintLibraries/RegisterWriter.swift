internal import GRDB
internal import Specimens

/// Writes the shipments of a run within one transaction.
struct RegisterWriter {
  private let db: Database
  private let run: ScreeningRegister.Run
  private let path: String
  private let entry: Int
  private let insert: Statement
  private let last: Statement
  private var written: [ContentDigest] = []
  private var known = 0

  /// Prepares to write.
  init(_ db: Database, run: ScreeningRegister.Run, path: String) throws {
    self.db = db
    self.run = run
    self.path = path
    entry = (try LogCoding.last(db)?.number ?? 0) + 1
    insert = try db.makeStatement(
      sql: """
        INSERT INTO shipment (entry, presentation, \(RegisterRecord.columns))
        VALUES (?, ?\(String(repeating: ", ?", count: RegisterRecord.columnCount)))
        """)
    last = try db.makeStatement(
      sql: """
        SELECT digest FROM shipment JOIN screening ON screening.entry = shipment.entry
        WHERE presentation = ? AND sha256 = ? ORDER BY id DESC LIMIT 1
        """)
  }

  /// Adds a shipment, unless it is there.
  mutating func add(_ shipment: RegisteredShipment) throws {
    if let name = shipment.brokenNumber {
      throw LibraryError(
        .conflict, path: path,
        reason: "the \(name) of the parcel \"\(shipment.papers.parcel)\" is no finite number",
        mend: "correct the manifest")
    }
    let (papers, verdict) = (shipment.papers, shipment.verdict)
    let ofPapers = papers.contentDigest
    let presentation = papers.presentation(in: run.sha256, papers: ofPapers)
    let digest = shipment.contentDigest(papers: ofPapers)
    if try String.fetchOne(last, arguments: [presentation, run.sha256]) == digest.hexadecimal {
      known += 1
      return
    }
    insert.setUncheckedArguments([
      entry, presentation, papers.parcel, papers.certificate, papers.number, papers.issuing,
      papers.declared, papers.hs, papers.carats, papers.stones, papers.valueUSD,
      papers.issued?.description, papers.expires?.description, papers.presented?.description,
      papers.importer, papers.exporter, papers.handling.rawValue,
      DeclaredVolume.text(papers.volumes), verdict.name,
      verdict.codes.joined(separator: " "), verdict.risk, verdict.adjustedPValue,
      digest.hexadecimal,
    ])
    try insert.execute()
    written.append(digest)
  }

  /// Writes the run and the log's entry, if anything was added.
  func finish(note: ChangeNote) throws -> ScreeningRegister.Remembered {
    guard !written.isEmpty else {
      return ScreeningRegister.Remembered(added: 0, known: known, entry: nil)
    }
    try db.execute(
      sql: "INSERT INTO screening (entry, day, manifest, sha256) VALUES (?, ?, ?, ?)",
      arguments: [entry, run.day.description, run.manifest, run.sha256])
    let logged = try LogCoding.append(
      .screen, note: note,
      details: [
        "content": LogCoding.content(of: written + [run.contentDigest]),
        "shipments": "\(written.count)", "manifest": run.manifest, "sha256": run.sha256,
      ], to: db)
    return ScreeningRegister.Remembered(added: written.count, known: known, entry: logged)
  }
}
