import Foundation
import GRDB
import Matching
import Specimens
import Testing

@testable import FootprintLibraries

struct LibraryStoreLogTests {
  /// Runs `body` with a library whose log has every kind of entry.
  private func withLog(_ body: (LibraryStore) throws -> Void) throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: folder + "/a")
      try store.add(items: shots(3, channels: 4, from: 12), note: today, details: ["file": "b.csv"])
      try store.amend("камень 0/2", note: today) { $0.attributes[0].value = "séance 9" }
      try store.withdraw(["камень 2/13", "камень 0/1"], note: today)
      try store.replaceModel(.init(), note: today, details: ["revision": "…"])
      try body(store)
    }
  }

  @Test func theLogSaysWhoDidWhatWhenAndWhy() throws {
    try withLog { store in
      let log = try store.log
      #expect(
        log.map(\.action) == [.create, .add, .fit, .add, .amend, .withdraw, .fit])
      #expect(log.map(\.number) == Array(1...7))
      #expect(log.allSatisfy { $0.note == today && $0.isIntact })
      #expect(log.map(\.previous) == [""] + log.dropLast().map(\.hash))
      #expect(log.map { $0.details["items"] } == [nil, "12", nil, "3", "1", nil, nil])
      #expect(log.map { $0.details["ended"] } == [nil, nil, nil, nil, "1", "2", nil])
      #expect(log[3].details["file"] == "b.csv")
      try store.verifyLog()
      try store.verifyLog(holding: log[2].hash)
      let error = failure { try store.verifyLog(holding: "0") }
      #expect(error?.kind == .damaged)
      #expect(error?.reason.hasSuffix("its log holds no entry with the hash 0") == true)
    }
  }

  @Test func nothingIsLoggedWhereNothingChanges() throws {
    try withLog { store in
      let before = try store.log
      #expect(try store.add(origins: [birim], note: today) == nil)
      #expect(try store.amend("камень 0/2", note: today) { _ in } == nil)
      #expect(try store.withdraw([], note: today) == nil)
      #expect(try store.merge(store.contents, as: .merge, note: today) == nil)
      #expect(try store.log == before)
      #expect(try store.model != nil)
    }
  }

  @Test func anAmendmentKeepsTheOriginal() throws {
    try withLog { store in
      let history = try store.history(of: "камень 0/2")
      #expect(history.map { $0.item.attributes[0].value } == ["séance 2", "séance 9"])
      #expect(history.map(\.entry) == [2, 5])
      #expect(history.map(\.end) == [5, nil])
      #expect(history[0].item.values == history[1].item.values)
      let current = try store.items
      #expect(current.count == 13)
      #expect(current.last == history[1].item)
      #expect(try store.counts().items == 13)
      #expect(try store.history(of: "камень 0/1").map(\.end) == [6])
    }
  }

  @Test func onlyWhatIsSaidOfAnItemCanBeAmended() throws {
    try withLog { store in
      try store.amend("камень 0/0", note: today) { item in
        item.identifier = "another"
        item.values = .single([0, 0, 0, 0])
        item.sourceFile = nil
        item.provenance = Provenance([.checkedBy: "Н. Н."])
      }
      let item = try store.items.last
      #expect(item?.identifier == "камень 0/0")
      #expect(item?.values == shots(1, channels: 4)[0].values)
      #expect(item?.sourceFile == shots(1, channels: 4)[0].sourceFile)
      #expect(item?.provenance[.checkedBy] == "Н. Н.")
      let attempts: [() throws -> Void] = [
        { try store.amend("nobody", note: today) { $0.group = "x" } },
        { try store.amend("камень 0/0", note: today) { $0.origin = Origin("RU") } },
        { try store.withdraw(["камень 0/3", "nobody"], note: today) },
        { try store.withdraw(["камень 0/1"], note: today) },
        {
          try store.amend("камень 0/0", note: today) {
            $0.provenance = Provenance([.grade: "excellent"])
          }
        },
      ]
      for attempt in attempts { #expect(failure(attempt)?.kind == .conflict) }
      #expect(try store.log.count == 8)
      try store.verifyLog()
    }
  }

  @Test func theDatabaseItselfRefusesToChangeWhatWasWritten() throws {
    try withLog { store in
      let contents = try store.contents
      for sql in [
        "UPDATE entry SET who = 'nobody'", "DELETE FROM entry WHERE number = 7",
        "UPDATE item SET measurement = x''", "UPDATE item SET groupName = 'x'",
        "UPDATE item SET endEntry = 3 WHERE endEntry = 6", "UPDATE item SET endEntry = NULL",
        "DELETE FROM item", "DELETE FROM itemAttribute", "UPDATE itemAttribute SET value = 'x'",
        "UPDATE originStatement SET grade = 'measured'", "DELETE FROM originStatement",
        "UPDATE sourceFile SET sha256 = 'x'", "UPDATE feature SET wavelength = 1",
        "UPDATE origin SET name = 'x'",
      ] {
        #expect(throws: LibraryError.self, "\(sql)") { try store.execute(sql) }
      }
      #expect(try store.contents == contents)
    }
  }

  @Test func everyChangeByOtherMeansIsFound() throws {
    let tampering = [
      "UPDATE entry SET who = 'nobody' WHERE number = 2",
      "UPDATE entry SET time = '2020-01-01T00:00:00Z' WHERE number = 7",
      "UPDATE entry SET detail = '{}' WHERE number = 4",
      "DELETE FROM entry WHERE number = 3", "DELETE FROM entry",
      "UPDATE entry SET number = number + 1 WHERE number = 7",
      "UPDATE item SET measurement = zeroblob(16) WHERE identifier = 'камень 1/7'",
      "UPDATE item SET originId = 3 - originId WHERE id = 5",
      "UPDATE item SET groupName = 'x' WHERE id = 5", "UPDATE item SET endEntry = 6 WHERE id = 5",
      "UPDATE item SET endEntry = NULL WHERE endEntry = 6",
      "UPDATE item SET entry = 2 WHERE entry = 4", "UPDATE item SET entry = NULL WHERE id = 5",
      "UPDATE item SET entry = 99 WHERE id = 5",
      "DELETE FROM itemAttribute WHERE itemId = 3",
      "UPDATE originStatement SET grade = 'measured'",
      "UPDATE sourceFile SET sha256 = 'cd34'", "UPDATE library SET notes = ''",
      "UPDATE feature SET wavelength = wavelength + 0.01", "DELETE FROM feature",
      "INSERT INTO provenance VALUES (1, '{\"checkedBy\":\"x\"}'); UPDATE item SET provenanceId = 1",
    ]
    for sql in tampering {
      try withLog { store in
        try store.verifyLog()
        try tamper(store.path, sql)
        #expect(failure { try store.verifyLog() }?.kind == .damaged, "\(sql)")
      }
    }
  }

  @Test func aLibraryFromBeforeTheLogIsBroughtUpToDate() throws {
    try withFolder { folder in
      let path = folder + "/old"
      let queue = try DatabaseQueue(path: path)
      try Schema.migrator.migrate(queue, upTo: "2 matrices in parts")
      try queue.write { db in
        try db.execute(
          sql: """
            INSERT INTO library (id, name, kind, created, notes) VALUES (1, 'old', 'elements', NULL, '');
            INSERT INTO feature (position, name) VALUES (0, 'Rb');
            INSERT INTO origin (id, name, grade, source) VALUES (1, 'GH', 'measured', 'a report');
            INSERT INTO attributeName (id, name) VALUES (1, 'session');
            INSERT INTO item (id, identifier, originId, groupName, scalar, measurement)
              VALUES (1, 'S1', 1, 'S1', 'f64', x'000000000000F03F');
            INSERT INTO itemAttribute (itemId, position, nameId, value) VALUES (1, 0, 1, 'first');
            """)
      }
      try queue.close()
      #expect(failure { _ = try LibraryStore.open(at: path, readOnly: true) }?.kind == .older)
      let store = try LibraryStore.open(at: path)
      try store.check()
      #expect(
        try store.origins
          == [OriginRecord(origin: Origin("GH"), grade: .measured, source: "a report")])
      #expect(
        try store.items
          == [
            ReferenceItem(
              identifier: "S1", origin: Origin("GH"), group: "S1",
              attributes: [.init(name: "session", value: "first")], values: .double([1]))
          ])
      #expect(try store.log == [])
      try store.verifyLog()
      try store.withdraw(["S1"], note: today)
      #expect(try store.history(of: "S1").map(\.end) == [1])
      try store.verifyLog()
    }
  }

  @Test func aReplacementNamesTheLogItReplaces() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let last = try LibraryStore.open(at: path, readOnly: true).log.last?.hash
      try LibraryStore.write(to: path, overwriting: true, contents: sampleContents(), note: today)
      let log = try LibraryStore.open(at: path, readOnly: true).log
      #expect(last != nil)
      #expect(log.first?.details["replaces"] == last)
    }
  }

  @Test func aMergeTakesWhatIsNotThereAndRefusesAContradiction() throws {
    try withFolder { folder in
      var half = sampleContents()
      half.items.removeLast(6)
      half.model = nil
      try LibraryStore.write(to: folder + "/a", contents: half, note: today)
      let store = try LibraryStore.open(at: folder + "/a")
      let entry = try store.merge(sampleContents(), as: .merge, note: today)
      #expect(entry?.action == .merge)
      #expect(entry?.details["items"] == "6")
      #expect(try store.revision == sampleContents().revision)
      var other = sampleContents()
      other.items[3].values = .single([0, 0, 0, 0])
      let error = failure { try store.merge(other, as: .merge, note: today) }
      #expect(error?.reason == "the item \"камень 0/3\" is there with another content")
      other = sampleContents()
      other.description.kind = .elements
      #expect(failure { try store.merge(other, as: .merge, note: today) }?.kind == .conflict)
      try store.verifyLog()
    }
  }
}
