import Foundation
import Matching
import Specimens
import Testing

@testable import FootprintLibraries

struct LibraryStoreTests {
  @Test func everythingComesBackAsItWasWritten() throws {
    try withFolder { folder in
      let path = folder + "/Séguéla – Бирим 💎.adamas"
      let contents = sampleContents()
      try LibraryStore.write(to: path, contents: contents, note: today)
      for readOnly in [true, false] {
        let store = try LibraryStore.open(at: path, readOnly: readOnly)
        #expect(try store.contents == contents)
        #expect(try store.description == contents.description)
        #expect(try store.axis == contents.axis)
        #expect(try store.origins == contents.origins)
        #expect(try store.items == contents.items)
        #expect(try store.model == contents.model)
        #expect(try store.counts() == LibraryCounts(items: 12, groups: 3))
        #expect(try store.counts(of: seguela.origin) == LibraryCounts(items: 6, groups: 3))
        #expect(try store.counts(of: Origin("RU")) == LibraryCounts(items: 0, groups: 0))
        try store.check()
        try store.close()
      }
    }
  }

  @Test func everyBitOfTheValuesIsKept() throws {
    let singles: [Float] = [
      0, -0, .nan, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
    ]
    let doubles: [Double] = [
      -0, .nan, Double(bitPattern: 0x7ff8_0000_dead_beef), .leastNonzeroMagnitude, 1e308,
    ]
    try withFolder { folder in
      let store = try LibraryStore.create(
        at: folder + "/a", description: LibraryDescription(name: "", kind: .sizes), note: today)
      try store.add(
        origins: [birim],
        items: [.single(singles), .double(doubles), .double([])].enumerated().map { index, values in
          ReferenceItem(
            identifier: "\(index)", origin: birim.origin, group: "", values: values,
            definition: index == 1 ? #"{"mesh": "rond"}"# : nil)
        }, note: today)
      let items = try store.items
      guard case .single(let first) = items[0].values, case .double(let second) = items[1].values
      else {
        Issue.record("precision changed")
        return
      }
      #expect(first.map(\.bitPattern) == singles.map(\.bitPattern))
      #expect(second.map(\.bitPattern) == doubles.map(\.bitPattern))
      #expect(items[2].values == .double([]))
      #expect(items.map(\.definition) == [nil, #"{"mesh": "rond"}"#, nil])
      #expect(try store.axis == nil)
    }
  }

  @Test func aClosedLibraryIsOneFile() throws {
    try withFolder { folder in
      let store = try LibraryStore.create(
        at: folder + "/a", description: LibraryDescription(name: "a", kind: .spectra), note: today)
      try store.add(origins: [seguela, birim], items: shots(50, channels: 300), note: today)
      try store.replaceModel(sampleContents().model ?? .init(), note: today)
      #expect(try files(in: folder) == ["a"])
      try store.close()
      #expect(try files(in: folder) == ["a"])
      let reader = try LibraryStore.open(at: folder + "/a", readOnly: true)
      _ = try reader.contents
      #expect(try files(in: folder) == ["a"])
      try reader.close()
      #expect(failure { _ = try store.items }?.kind == .defect)
      #expect(failure { try store.close() }?.kind == .defect)
    }
  }

  @Test func itemsAreStreamedInOrderUntilTheReaderHasEnough() throws {
    struct Enough: Error {}
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: path, readOnly: true)
      var seen: [String] = []
      #expect(throws: Enough.self) {
        try store.forEachItem { item in
          seen.append(item.identifier)
          if seen.count == 5 { throw Enough() }
        }
      }
      #expect(seen == shots(5, channels: 0).map(\.identifier))
      #expect(try store.items.count == 12)
    }
  }

  @Test func aReadOnlyStoreRefusesToWrite() throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      let before = FileManager.default.contents(atPath: folder + "/a")
      let store = try LibraryStore.open(at: folder + "/a", readOnly: true)
      #expect(
        failure {
          try store.add(origins: [birim], items: shots(1, channels: 4, from: 99), note: today)
        }?.kind
          == .unwritable)
      #expect(FileManager.default.contents(atPath: folder + "/a") == before)
    }
  }

  @Test func anotherWriterIsSaidToHoldTheLock() throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      let first = try LibraryStore.open(at: folder + "/a", patience: 0)
      let second = try LibraryStore.open(at: folder + "/a", patience: 0)
      var errors: [LibraryError?] = []
      let items = shots(1, channels: 4, from: 50).lazy.map { item in
        errors.append(failure { try second.replaceModel(.init(), note: today) })
        // Whoever only reads is not kept out while the other has not committed.
        errors.append(failure { _ = try second.items })
        return item
      }
      try first.add(items: items, note: today)
      #expect(errors.first??.kind == .locked)
      #expect(errors.last == .some(nil))
      #expect(
        errors.first??.description
          == "\(folder)/a: the library is locked by another program; "
          + "try again when that one is done.")
      try second.replaceModel(.init(), note: today)
      #expect(try first.items.count == 13)
    }
  }

  @Test func theDatabaseItselfRefusesAReferenceToNothing() throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: folder + "/a")
      for sql in [
        "UPDATE item SET originId = 77", "DELETE FROM origin", "UPDATE item SET sourceFileId = 77",
        "UPDATE itemAttribute SET nameId = 77", "DELETE FROM item",
        "UPDATE modelArray SET modelId = 2",
      ] {
        #expect(throws: LibraryError.self) { try store.execute(sql) }
      }
      #expect(try store.contents == sampleContents())
    }
  }
}
