import Foundation
import GRDB
import Testing

/// An office's register, from the first screening to its statistics.
struct RegisterCommandTests {
  private let scratch: ScratchFolder
  private let register: String

  init() throws {
    scratch = try ScratchFolder()
    register = scratch.path("office.register")
  }

  /// A manifest without measurements: name, number and further changes of its rows.
  private func manifest(
    _ name: String,
    _ rows: [(parcel: String, number: String, carats: String, date: String)]
  ) throws -> String {
    let header =
      "parcel,certificate,issuing,declared,hs,carats,value_usd,issued,expires,date,importer,exporter\n"
    return try scratch.file(
      name,
      header
        + rows.map { row in
          "\(row.parcel),\(row.number),GH,GH,7102.31,\(row.carats),\(row.carats)50,"
            + "2026-01-10,2026-03-10,\(row.date),importer,exporter\n"
        }.joined())
  }

  private func screen(
    on day: String = "2026-02-02", _ manifest: String, _ options: String...
  ) throws -> CommandRun {
    let seconds = ["2026-02-02": "1770012000", "2026-02-20": "1771567200"]
    return try CommandRun(
      arguments: ["screen", manifest, "--register", register, "--format", "json"] + options,
      environment: ["SOURCE_DATE_EPOCH": try #require(seconds[day]), "LC_ALL": "C"])
  }

  /// The codes and reasons of the shipments of a list, by parcel.
  private func found(_ run: CommandRun) throws -> [String: (codes: [String], reasons: [String])] {
    let shipments = try #require(try run.json["shipments"] as? [[String: Any]])
    var found: [String: (codes: [String], reasons: [String])] = [:]
    for shipment in shipments {
      found[try #require(shipment["parcel"] as? String)] = (
        try #require(shipment["codes"] as? [String]),
        try #require(shipment["reasons"] as? [String])
      )
    }
    return found
  }

  private func entries(_ options: String...) throws -> [[String: Any]] {
    let shown = try CommandRun(
      arguments: ["register", "show", register, "--format", "json"] + options)
    #expect(shown.exitCode == 0, "\(shown.standardError)")
    #expect(try shown.json["schema"] as? String == "adamas.register/1")
    return try #require(try shown.json["entries"] as? [[String: Any]])
  }

  @Test func aCertificateOfAnEarlierManifestIsFoundWithParcelAndDay() throws {
    let monday = try manifest(
      "monday.csv",
      [("P1", "GH0000001", "60", "2026-02-01"), ("P2", "GH0000002", "70", "2026-02-01")])
    let first = try screen(monday)
    #expect(first.exitCode == 3, "\(first.standardError)")
    #expect(
      first.standardError
        == "\(register): 2 shipments were added to the register, entry 1.\n")
    // The same manifest again: nothing twice, and no shipment is its own duplicate.
    let again = try screen(on: "2026-02-20", monday)
    #expect(again.standardOutput == first.standardOutput)
    #expect(
      again.standardError
        == "\(register): 0 shipments were added to the register; 2 were known already.\n")
    // Another manifest: one number again on another day, one new.
    let later = try manifest(
      "later.csv",
      [("Q1", "gh-0000001", "60", "2026-02-19"), ("Q2", "GH0000003", "70", "2026-02-19")])
    let second = try screen(on: "2026-02-20", later)
    #expect(second.exitCode == 1)
    let codes = try found(second)
    #expect(codes["Q1"]?.codes == ["certificate-duplicate"])
    #expect(codes["Q1"]?.reasons.first?.contains("P1 (2026-02-02)") == true)
    #expect(codes["Q2"]?.codes == [])
    // Without the register nothing is known of it.
    #expect(try found(CommandRun("screen", later, "--format", "json"))["Q1"]?.codes == [])
    #expect(try entries().map { $0["parcel"] as? String } == ["Q2", "Q1", "P2", "P1"])
    #expect(try entries("--parcel", "Q1").first?["codes"] as? [String] == ["certificate-duplicate"])
  }

  @Test func theYearsVolumeIsThatOfRegisterAndManifest() throws {
    // Ghana's only published figure is of 2009: 370,000 ct.
    let bound = 370_000
    let first = try manifest("a.csv", [("P1", "GH0000001", "\(bound - 100)", "2026-02-01")])
    #expect(try found(screen(first))["P1"]?.codes.contains("volume-over-production") == false)
    for (index, carats) in ["100", "100.5"].enumerated() {
      let copy = scratch.path("copy\(index)")
      try FileManager.default.copyItem(atPath: register, toPath: copy)
      let path = try manifest("b\(index).csv", [("Q", "GH0000002", carats, "2026-02-02")])
      let run = try CommandRun("screen", path, "--register", copy, "--format", "json")
      #expect(
        try found(run)["Q"]?.codes.contains("volume-over-production") == (index == 1), "\(carats)")
    }
    // The same manifest again does not add to itself.
    #expect(try found(screen(first))["P1"]?.codes.contains("volume-over-production") == false)
  }

  @Test func outcomesAreRecordedShownAndCounted() throws {
    let a = try manifest(
      "a.csv",
      [
        ("P1", "GH0000001", "60", "2026-02-01"), ("P2", "GH0000002", "70", "2026-02-01"),
        ("P3", "AO0000003", "80", "2026-02-01"), ("P4", "AO0000004", "90", "2026-02-01"),
      ])
    #expect(try screen(a).exitCode == 1)
    let b = try manifest("b.csv", [("P1", "GH0000011", "60", "2026-02-02")])
    #expect(try screen(b).exitCode == 3)
    func state(_ parcel: String, _ outcome: String, _ options: String...) throws -> CommandRun {
      try CommandRun(
        arguments: [
          "register", "outcome", register, parcel, outcome, "--by", "A. B.", "--why", "weighed",
        ] + options)
    }
    #expect(try state("P3", "cleared", "--on", "2026-02-05").exitCode == 0)
    #expect(try state("P3", "confirmed", "--on", "2026-02-06").exitCode == 0)
    let ambiguous = try state("P1", "cleared")
    #expect(ambiguous.exitCode == 65)
    #expect(ambiguous.standardError.contains("say which with --certificate NUMBER."))
    #expect(try state("P1", "cleared", "--certificate", "gh 0000011").exitCode == 0)
    #expect(try state("P9", "cleared").exitCode == 65)
    #expect(try state("P2", "lost").exitCode == 64)
    #expect(try state("P2", "cleared", "--on", "9999-01-01").exitCode == 64)
    #expect(try state("P2", "cleared", "--by", " ").exitCode == 64)
    let outcomes = try #require(
      try entries("--parcel", "P3").first?["outcomes"] as? [[String: Any]])
    #expect(outcomes.map { $0["outcome"] as? String } == ["cleared", "confirmed"])
    #expect(outcomes.map { $0["by"] as? String } == ["A. B.", "A. B."])
    let shown = try CommandRun("register", "show", register).text
    #expect(shown.contains("Outcome    confirmed 2026-02-06 by A. B.: weighed"))
    #expect(shown.contains("All 5 entries of the log hold: nothing was changed."))
    let counted = try CommandRun("register", "statistics", register, "--format", "json")
    #expect(counted.exitCode == 0, "\(counted.standardError)")
    let share = try #require(try counted.json["confirmedOfFlagged"] as? [String: Any])
    #expect((share["count"] as? Int, share["trials"] as? Int) == (1, 1))
    let passed = try #require(try counted.json["confirmedOfPassed"] as? [String: Any])
    #expect((passed["count"] as? Int, passed["trials"] as? Int) == (0, 1))
    let verdicts = try #require(try counted.json["verdicts"] as? [[String: Any]])
    #expect(verdicts.map { $0["open"] as? Int } == [1, 0, 2, 0])
    let volumes = try #require(try counted.json["volumes"] as? [[String: Any]])
    #expect(volumes.map { $0["carats"] as? Double } == [360])
    let text = try CommandRun("register", "statistics", register).text
    #expect(text.contains("Parcels screened: 5, in screenings: 2. Without an outcome yet: 3."))
    #expect(text.contains("They are no error rates of all parcels."))
  }

  @Test func theRegisterIsWrittenOnlyAfterTheList() throws {
    let path = try manifest("a.csv", [("P1", "GH0000001", "60", "2026-02-01")])
    #expect(try screen(path, "--output", scratch.path("no/list")).exitCode == 74)
    #expect(!FileManager.default.fileExists(atPath: register))
    #expect(try screen(path, "--output", register).exitCode == 64)
    #expect(!FileManager.default.fileExists(atPath: register))
    #expect(try screen(path, "--output", scratch.path("list")).exitCode == 3)
    #expect(try entries().count == 1)
    #expect(try screen(path, "--output", register).exitCode == 64)
    #expect(try entries().count == 1)
    #expect(try scratch.names == ["a.csv", "list", "office.register"])
  }

  @Test func aRegisterThatCannotBeUsedIsSaidInOneSentence() throws {
    let path = try manifest("a.csv", [("P1", "GH0000001", "60", "2026-02-01")])
    func refusal(_ file: String) throws -> (Int32, String, Bool) {
      let run = try CommandRun("screen", path, "--register", file, "--format", "json")
      return (run.exitCode, run.standardError, run.standardOutput.isEmpty)
    }
    #expect(
      try refusal(path) == (
        65,
        "adamas: \(path): the file is no screening register; "
          + "name a register that adamas screen --register has made.\n", true
      ))
    #expect(try refusal(scratch.path("no/register")).0 == 74)
    #expect(try CommandRun("register", "show", register).exitCode == 66)
    #expect(try screen(path).exitCode == 3)
    // Another program writes to it for longer than anybody waits.
    let queue = try DatabaseQueue(path: register)
    try queue.inDatabase { db in
      try db.execute(sql: "BEGIN EXCLUSIVE")
      let locked = try refusal(register)
      #expect(locked.0 == 74)
      #expect(
        locked.1
          == "adamas: \(register): the register is locked by another program; "
          + "try again when that one is done.\n")
      try db.execute(sql: "ROLLBACK")
    }
    // Changed by other means, past the triggers.
    try queue.write { db in
      try db.execute(sql: "DROP TRIGGER shipmentIsNeverChanged; UPDATE shipment SET carats = 1")
    }
    try queue.close()
    for command in ["show", "statistics"] {
      let run = try CommandRun("register", command, register)
      #expect(run.exitCode == 65)
      #expect(run.standardError.contains("record 1, of entry 1 of its log, was changed"))
    }
    #expect(try refusal(register).0 == 65)
  }

  @Test func aFolderOfCertificatesIsOneManifest() throws {
    let folder = scratch.path("inbox")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    func document(_ name: String) throws {
      let text =
        #"{"schema":"adamas.certificate/1","parcel":"\#(name)","certificate":"GH\#(name)","issuing":"GH","declared":["GH"]}"#
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).json"))
    }
    try document("1")
    _ = try screen(folder)
    let again = try screen(folder)
    #expect(again.standardError.contains("0 shipments were added to the register; 1 was known"))
    try document("2")
    // The papers state no day of presentation: in another manifest they may be presented again.
    let grown = try screen(folder)
    #expect(grown.standardError.contains("2 shipments were added"))
    #expect(try found(grown)["1"]?.codes.contains("certificate-shared") == true)
  }
}
