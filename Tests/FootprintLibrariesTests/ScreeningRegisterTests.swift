import Foundation
import GRDB
import Specimens
import Testing

@testable import FootprintLibraries

/// What a register keeps, and that nothing in it changes unnoticed.
struct ScreeningRegisterTests {
  /// A day that must be one.
  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

  /// A parcel of Ghana with every field, or with the certificate given.
  private func shipment(
    _ parcel: String, certificate: String? = "GH 001", carats: Double = 10,
    verdict: String = "refer",
    presented: String? = "2026-02-01"
  ) throws -> RegisteredShipment {
    var papers = RegisteredShipment.Papers(parcel: parcel)
    papers.certificate = certificate
    papers.number = certificate.map { $0.replacing(" ", with: "") } ?? ""
    papers.issuing = "GH"
    papers.declared = "GH, CI"
    papers.hs = "7102.31"
    papers.carats = carats
    papers.stones = 12
    papers.valueUSD = 0.1 + 0.2
    papers.issued = try day("2026-01-10")
    papers.expires = try day("2026-03-10")
    papers.presented = try presented.map(day)
    papers.importer = "Импортёр"
    papers.exporter = "Exporter, S.à r.l."
    papers.handling = .sorted
    papers.volumes = [
      .init(country: "CI", year: 2026, carats: carats / 3),
      .init(country: "GH", year: 2026, carats: carats * 2 / 3),
    ]
    return RegisteredShipment(
      papers: papers,
      verdict: .init(
        name: verdict, codes: ["carats-differ", "same-goods"], risk: 1 / 3, adjustedPValue: 1e-7))
  }

  private func run(_ sha256: String = "aa", on day: String = "2026-02-02") throws
    -> ScreeningRegister.Run
  {
    ScreeningRegister.Run(day: try self.day(day), manifest: "\(sha256).csv", sha256: sha256)
  }

  /// Runs `body` with a register of two screenings and three outcomes.
  private func withRegister(_ body: (ScreeningRegister) throws -> Void) throws {
    try withFolder { folder in
      let register = try ScreeningRegister.openOrCreate(at: folder + "/r", patience: 0)
      try register.remember(
        [try shipment("A"), try shipment("B", certificate: "GH 002")], of: try run(), note: today)
      try register.remember([try shipment("C", certificate: nil)], of: try run("bb"), note: today)
      try register.state(.confirmed, of: "A", on: try day("2026-02-05"), note: today)
      try register.state(.cleared, of: "A", on: try day("2026-02-09"), note: today)
      try register.state(.cleared, of: "C", on: try day("2026-02-06"), note: today)
      try body(register)
    }
  }

  @Test func everythingComesBackAsItWasWrittenTheNewestFirst() throws {
    try withFolder { folder in
      let shipments = [
        try shipment("A"),
        RegisteredShipment(
          papers: .init(parcel: "bare"),
          verdict: .init(name: "cannotSay", codes: [], risk: -0.0, adjustedPValue: nil)),
      ]
      var register = try ScreeningRegister.openOrCreate(at: folder + "/r")
      let done = try register.remember(shipments, of: try run(), note: today)
      #expect((done.added, done.known) == (2, 0))
      #expect(done.entry?.number == 1)
      try register.close()
      #expect(try files(in: folder) == ["r"])
      for readOnly in [true, false] {
        register = try ScreeningRegister.open(at: folder + "/r", readOnly: readOnly)
        let records = try register.records()
        #expect(records.map(\.shipment) == shipments.reversed())
        #expect(records.allSatisfy { $0.followups.isEmpty && $0.entry == 1 })
        let expected = try run()
        #expect(records.map(\.run) == [expected, expected])
        try register.verifyLog()
        try register.check()
      }
    }
  }

  @Test func theSameManifestAddsNothingTwiceAndAnotherVerdictStandsBesideTheFirst() throws {
    try withRegister { register in
      let before = try register.log
      let shipments = [try shipment("A"), try shipment("B", certificate: "GH 002")]
      let again = try register.remember(shipments, of: try run(on: "2026-02-20"), note: today)
      #expect(again == .init(added: 0, known: 2, entry: nil))
      #expect(try register.log == before)
      let changed = [
        try shipment("A", verdict: "consistent"), try shipment("B", certificate: "GH 002"),
      ]
      let third = try register.remember(changed, of: try run(on: "2026-02-21"), note: today)
      #expect((third.added, third.known) == (1, 1))
      #expect(
        try register.records(of: "A").map(\.shipment.verdict.name) == ["consistent", "refer"])
      // Both records show the outcomes of the parcel.
      #expect(try register.records(of: "A").map(\.followups.count) == [2, 2])
      #expect(try register.statistics.volumes.map(\.carats) == [10, 20])
      try register.verifyLog()
    }
  }

  @Test func aLaterOutcomeStandsBesideTheEarlierAndCounts() throws {
    try withRegister { register in
      let followups = try #require(try register.records(of: "A").first?.followups)
      #expect(followups.map(\.outcome) == [.confirmed, .cleared])
      #expect(followups.map(\.entry) == [3, 4])
      #expect(followups.map(\.day.description) == ["2026-02-05", "2026-02-09"])
      #expect(followups.allSatisfy { $0.note == today })
      let statistics = try register.statistics
      #expect(
        statistics.verdicts == [.init(name: "refer", shipments: 3, confirmed: 0, cleared: 2)])
      #expect(statistics.verdicts.first?.open == 1)
      #expect(statistics.screenings == 2)
    }
  }

  @Test func theVerdictThatStoodBeforeTheOutcomeIsTheOneThatWasTested() throws {
    try withRegister { register in
      let shipments = [
        try shipment("A", verdict: "inconsistent"),
        try shipment("B", certificate: "GH 002", verdict: "consistent"),
      ]
      try register.remember(shipments, of: try run(), note: today)
      var counts = try register.statistics.verdicts
      #expect(
        counts == [
          .init(name: "consistent", shipments: 1, confirmed: 0, cleared: 0),
          .init(name: "refer", shipments: 2, confirmed: 0, cleared: 2),
        ])
      try register.state(.confirmed, of: "A", on: try day("2026-03-01"), note: today)
      counts = try register.statistics.verdicts
      #expect(
        counts.first { $0.name == "inconsistent" }
          == .init(name: "inconsistent", shipments: 1, confirmed: 1, cleared: 0))
    }
  }

  @Test func aParcelOfSeveralManifestsMustBeToldByItsCertificateOrItsScreening() throws {
    try withRegister { register in
      try register.remember(
        [try shipment("A", certificate: "GH 009")], of: try run("cc"), note: today)
      func state(_ number: String?, _ screening: Int? = nil) -> LibraryError? {
        failure {
          try register.state(
            .confirmed, of: "A", number: number, screening: screening, on: try day("2026-03-01"),
            note: today)
        }
      }
      #expect(
        state(nil)?.description
          == "\(register.path): 2 parcels \"A\" were screened; say which with --certificate NUMBER."
      )
      #expect(
        state("GH77")?.description
          == "\(register.path): no parcel \"A\" under the certificate \"GH77\" was screened; "
          + "look for its name with adamas register show.")
      #expect(state("GH009") == nil)
      #expect(try register.records(of: "A").map(\.followups.count) == [1, 2])
      // The same number again, presented another day.
      try register.remember(
        [try shipment("A", certificate: "GH 009", presented: "2026-02-20")], of: try run("dd"),
        note: today)
      #expect(state("GH009")?.mend.contains("--screening") == true)
      #expect(state("GH009", 8) == nil)
      #expect(try register.records(of: "A").map(\.followups.count) == [1, 1, 2])
    }
  }

  @Test func onePresentationInTwoManifestsCountsOnceAndOnlyWithItsDay() throws {
    try withFolder { folder in
      let register = try ScreeningRegister.openOrCreate(at: folder + "/r")
      for sha256 in ["aa", "bb"] {
        try register.remember(
          [
            try shipment("dated", carats: 30),
            try shipment("undated", carats: 3, presented: nil),
          ], of: try run(sha256), note: today)
      }
      #expect(try register.statistics.volumes.map(\.carats) == [12, 24])
      #expect(try register.statistics.verdicts.map(\.shipments) == [3])
    }
  }

  @Test func whatWasScreenedBeforeLeavesOutTheManifestItself() throws {
    try withRegister { register in
      let same = [try shipment("A").papers, try shipment("B", certificate: "GH 002").papers]
      var earlier = try register.earlier(to: same, sha256: "aa")
      #expect(earlier.certificates == [])
      let thirds: [Double] = [10.0 / 3, 20.0 / 3]
      #expect(earlier.volumes.map(\.country) == ["CI", "GH"])
      #expect(earlier.volumes.map(\.year) == [2026, 2026])
      #expect(earlier.volumes.map(\.carats) == thirds)
      // In another manifest the same papers are seen, and their carats are its own.
      earlier = try register.earlier(to: same, sha256: "ee")
      #expect(earlier.certificates.map(\.papers) == same)
      #expect(earlier.certificates.map(\.day.description) == ["2026-02-02", "2026-02-02"])
      #expect(earlier.volumes.map(\.carats) == thirds)
      // Another parcel under a number that was seen.
      earlier = try register.earlier(
        to: [try shipment("Z", certificate: "GH-002").papers], sha256: "ee")
      #expect(earlier.certificates == [])
      var other = try shipment("Z").papers
      other.number = "GH002"
      earlier = try register.earlier(to: [other], sha256: "ee")
      #expect(earlier.certificates.map(\.papers.parcel) == ["B"])
      #expect(earlier.volumes.map(\.carats) == [10.0, 20.0])
      // Papers without a number have none in common.
      earlier = try register.earlier(to: [try shipment("Z", certificate: nil).papers], sha256: "ee")
      #expect(earlier.certificates == [])
    }
  }

  @Test func aScreeningIsAddedWholeOrNotAtAll() throws {
    try withRegister { register in
      let before = (try register.records(), try register.log)
      let error = failure {
        try register.remember(
          [try shipment("D"), try shipment("E", carats: .nan)], of: try run("cc"), note: today)
      }
      #expect(error?.kind == .conflict)
      #expect(error?.reason == "the carats of the parcel \"E\" is no finite number")
      #expect(try register.records() == before.0)
      #expect(try register.log == before.1)
    }
  }

  @Test func whatAKilledProgramLeftIsUndone() throws {
    try withRegister { register in
      let path = register.path
      let records = try register.records()
      // The file and its journal as they are in the middle of a screening's transaction.
      let copy = path + "-copy"
      let many = try (0..<4000).map { try shipment("N\($0)") }
      var copied = false
      let lazy = many.enumerated().lazy.map { index, shipment in
        if index == 3999 {
          for suffix in ["", "-journal"] {
            try? FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
          }
          copied = FileManager.default.fileExists(atPath: copy + "-journal")
        }
        return shipment
      }
      // A small cache makes SQLite write pages before the end.
      try register.smallCache()
      try register.remember(lazy, of: try run("ff"), note: today)
      #expect(copied)
      #expect(try register.records().count == 4003)
      #expect(
        FileManager.default.contents(atPath: copy)?.count ?? 0 > 100_000,
        "Half of the transaction stands in the copy.")
      let undone = try ScreeningRegister.open(at: copy, readOnly: true)
      #expect(try undone.records() == records)
      try undone.verifyLog()
      try undone.check()
      #expect(!FileManager.default.fileExists(atPath: copy + "-journal"))
    }
  }

  @Test func aLockedRegisterIsSaidToBeLocked() throws {
    try withRegister { register in
      let second = try ScreeningRegister.open(at: register.path, patience: 0)
      var errors: [LibraryError?] = []
      let one = try shipment("D")
      let (runs, moment) = ((try run("cc"), try run("dd")), try day("2026-03-01"))
      let lazy = [one].lazy.map { shipment in
        errors.append(failure { try second.remember([one], of: runs.0, note: today) })
        errors.append(failure { try second.state(.cleared, of: "B", on: moment, note: today) })
        // Whoever only reads is not kept out.
        errors.append(failure { _ = try second.records() })
        return shipment
      }
      try register.remember(lazy, of: runs.1, note: today)
      #expect(errors.map { $0?.kind } == [.locked, .locked, nil])
      #expect(
        errors.first??.description
          == "\(register.path): the register is locked by another program; "
          + "try again when that one is done.")
    }
  }

  @Test func aFileThatIsNoRegisterIsRefused() throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/library", contents: sampleContents(), note: today)
      try Data("parcel,certificate\n".utf8).write(to: URL(fileURLWithPath: folder + "/text"))
      let mend = "name a register that adamas screen --register has made"
      for (name, reason) in [
        ("library", "the file is a database of another application"),
        ("text", "the file is no screening register"),
      ] {
        for readOnly in [true, false] {
          let path = "\(folder)/\(name)"
          let before = FileManager.default.contents(atPath: path)
          let error = failure { _ = try ScreeningRegister.open(at: path, readOnly: readOnly) }
          #expect(error?.kind == .notALibrary)
          #expect(error?.description == "\(path): \(reason); \(mend).")
          #expect(failure { _ = try ScreeningRegister.openOrCreate(at: path) } == error)
          #expect(FileManager.default.contents(atPath: path) == before)
        }
      }
      #expect(failure { _ = try ScreeningRegister.open(at: folder + "/none") }?.kind == .missing)
      try ScreeningRegister.openOrCreate(at: folder + "/r").close()
      #expect(
        failure { _ = try LibraryStore.open(at: folder + "/r") }?.reason
          == "the file is a database of another application")
      #expect(
        failure { _ = try ScreeningRegister.openOrCreate(at: folder + "/no/r") }?.kind
          == .unwritable)
      try Data([1]).write(to: URL(fileURLWithPath: folder + "/new-journal"))
      #expect(
        failure { _ = try ScreeningRegister.openOrCreate(at: folder + "/new") }?.kind == .locked)
      #expect(try files(in: folder) == ["library", "new-journal", "r", "text"])
    }
  }

  @Test func theDatabaseItselfRefusesToChangeWhatWasWritten() throws {
    try withRegister { register in
      let before = (try register.records(), try register.log)
      for sql in [
        "UPDATE entry SET who = 'nobody'", "DELETE FROM entry WHERE number = 5",
        "UPDATE screening SET day = '2020-01-01'", "DELETE FROM screening",
        "UPDATE shipment SET carats = 1", "DELETE FROM shipment WHERE id = 2",
        "UPDATE outcome SET result = 'confirmed'", "DELETE FROM outcome",
        "INSERT INTO outcome (shipmentId, result, day, entry) VALUES (99, 'cleared', '', 5)",
        "INSERT INTO outcome (shipmentId, result, day, entry) VALUES (1, 'perhaps', '', 5)",
      ] {
        #expect(throws: LibraryError.self, "\(sql)") { try register.execute(sql) }
      }
      #expect(try register.records() == before.0)
      #expect(try register.log == before.1)
    }
  }

  @Test(arguments: [
    ("UPDATE entry SET who = 'nobody' WHERE number = 2", "entry 2 "),
    ("UPDATE entry SET detail = '{}' WHERE number = 4", "entry 4 "),
    ("DELETE FROM entry WHERE number = 3", "entry 3 "),
    ("DELETE FROM entry WHERE number = 5", "records refer to an entry"),
    ("UPDATE shipment SET carats = 11 WHERE id = 2", "record 2, of entry 1 "),
    ("UPDATE shipment SET verdict = 'consistent' WHERE id = 3", "record 3, of entry 2 "),
    ("UPDATE shipment SET volumes = '' WHERE id = 1", "record 1, of entry 1 "),
    ("UPDATE shipment SET presentation = 'x' WHERE id = 1", "record 1, of entry 1 "),
    ("UPDATE shipment SET entry = 1 WHERE id = 3", "entry 1 "),
    ("DELETE FROM shipment WHERE id = 2", "entry 1 "),
    ("UPDATE screening SET sha256 = 'cc' WHERE entry = 2", "entry 2 "),
    ("UPDATE screening SET day = '2020-01-01' WHERE entry = 1", "entry 1 "),
    ("UPDATE outcome SET result = 'confirmed' WHERE entry = 5", "entry 5 "),
    ("UPDATE outcome SET shipmentId = 2 WHERE entry = 3", "entry 3 "),
    ("DELETE FROM outcome WHERE entry = 4", "entry 4 "),
  ])
  func everyChangeByOtherMeansIsFoundAndNamed(sql: String, name: String) throws {
    try withRegister { register in
      try register.verifyLog()
      let last = try #require(try register.log.last).hash
      try register.verifyLog(holding: last)
      #expect(failure { try register.verifyLog(holding: "0") }?.kind == .damaged)
      try tamper(register.path, sql)
      let error = failure { try register.verifyLog() }
      #expect(error?.kind == .damaged)
      #expect(error?.reason.contains(name) == true, "\(error?.reason ?? "found nothing")")
      // Nobody screens against a register that was tampered with.
      #expect(failure { _ = try register.earlier(to: [], sha256: "aa") } == error)
    }
  }
}

extension ScreeningRegister {
  /// Keeps few pages in memory.
  fileprivate func smallCache() throws {
    try reading { db in try db.execute(sql: "PRAGMA cache_size = 10") }
  }
}
