import Foundation
import LinearAlgebra
import Matching
import Specimens
import Testing

@testable import FootprintLibraries

struct LibraryStoreAddingTests {
  /// Runs `body` with a library of the sample contents.
  private func withSample(_ body: (LibraryStore) throws -> Void) throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      try body(try LibraryStore.open(at: folder + "/a"))
    }
  }

  @Test func itemsAddedInPartsAreThoseAddedAtOnce() throws {
    try withSample { store in
      try store.add(origins: [birim], items: shots(3, channels: 4, from: 12), note: today)
      try store.add(
        items: shots(4, channels: 4, from: 15), axis: sampleContents().axis, note: today)
      #expect(try store.items == shots(19, channels: 4))
      #expect(try store.origins == [seguela, birim])
    }
  }

  @Test func anOriginHasTheWeakestGradeAndAllSources() throws {
    try withSample { store in
      let others = [
        OriginRecord(origin: birim.origin, grade: .measured, source: "a campaign"),
        OriginRecord(origin: seguela.origin, grade: .simulated, source: seguela.source),
      ]
      for _ in 0..<2 { try store.add(origins: others, note: today) }
      let records = try store.origins
      #expect(records.map(\.grade) == [.simulated, .summary])
      #expect(records.map(\.source) == [seguela.source, "a campaign | published figures"])
      // A copy of the library says the same once more.
      try store.add(origins: records, note: today)
      #expect(try store.origins == records)
    }
  }

  @Test func addingItemsDropsTheModelAndAddingNoneKeepsIt() throws {
    try withSample { store in
      try store.add(origins: [birim], note: today)
      #expect(try store.model == sampleContents().model)
      try store.add(items: shots(1, channels: 4, from: 12), note: today)
      #expect(try store.model == nil)
      let model = ModelArchive(parameters: ["k": .number(1)])
      try store.replaceModel(model, note: today)
      #expect(try store.model == model)
      try store.check()
    }
  }

  @Test func aMatrixOfSeveralPartsIsKeptToTheLastBit() throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: folder + "/a")
      // A little more than a part of 4 MiB, two whole ones, and nothing at all.
      let numbers = (0..<1_060_000).map {
        Float(bitPattern: UInt32(truncatingIfNeeded: $0 &* 7919))
      }
      let model = ModelArchive(arrays: [
        "single": .single(
          Matrix(rows: 1060, columns: 1000, elements: numbers.map { $0.isNaN ? 0 : $0 })),
        "double": .double(
          Matrix(rows: 1 << 20, columns: 1, elements: (0..<1 << 20).map { 1 / Double($0 + 1) })),
        "none": .double(Matrix(rows: 0, columns: 3)),
      ])
      try store.replaceModel(model, note: today)
      #expect(try store.model == model)
      try store.replaceModel(.init(), note: today)
      #expect(try store.model == .init())
      try store.check()
    }
  }

  @Test func whatDoesNotFitIsRefusedAndLeavesNoTrace() throws {
    let good = shots(20, channels: 4, from: 100)
    var stranger = good[7]
    stranger.origin = Origin("RU/Yakutia")
    stranger.identifier = "stranger"
    var short = good[7]
    short.values = .single([1, 2, 3])
    short.identifier = "short"
    try withSample { store in
      let elements = FeatureAxis.named(["Rb", "Co", "La", "Ti"])
      let attempts: [(String, () throws -> Void)] = [
        (
          "the item \"камень 1/7\" is there already; give each item its own identifier",
          { try store.add(items: good + shots(1, channels: 4, from: 7), note: today) }
        ),
        (
          "the item \"stranger\" is of the origin \"RU/Yakutia\", which has no record; "
            + "say what grade it has and where it comes from",
          { try store.add(items: good + [stranger], note: today) }
        ),
        (
          "the item \"short\" has 3 values for 4 columns; give one value for each column",
          { try store.add(items: good + [short], note: today) }
        ),
        (
          "its items have other columns than those to be added; bring both to the same columns",
          { try store.add(items: good, axis: elements, note: today) }
        ),
      ]
      for (sentence, attempt) in attempts {
        let error = failure(attempt)
        #expect(error?.kind == .conflict)
        #expect(error?.description == "\(store.path): \(sentence).")
        let left = try store.contents
        #expect(left == sampleContents())
      }
    }
  }

  @Test func anAxisWithoutColumnsIsRefused() throws {
    try withFolder { folder in
      let store = try LibraryStore.create(
        at: folder + "/a", description: LibraryDescription(name: "a", kind: .elements), note: today)
      #expect(failure { try store.add(axis: .named([]), note: today) }?.kind == .conflict)
      try store.add(axis: .named(["Rb", "Sr/88"]), note: today)
      #expect(try store.axis == .named(["Rb", "Sr/88"]))
    }
  }

  /// What a kill leaves is the file and its journal as they stand at that moment; so they are copied
  /// in the middle of adding, and the copy is opened.
  @Test func aWriterKilledAtAnyMomentLeavesAllOrNothing() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: path)
      let moments = Set([0, 1, 40, 399, 400])
      let before = FileManager.default.contents(atPath: path)
      var copies: [String] = []
      var added = 0
      func remember() {
        guard moments.contains(added) else { return }
        let copy = "\(folder)/killed \(added)"
        for suffix in ["", "-journal"] {
          try? FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix)
        }
        copies.append(copy)
      }
      // Beyond the page cache, so that unfinished pages reach the file.
      try store.execute("PRAGMA cache_size = 100")
      var many = shots(400, channels: 4, from: 1000)
      for index in many.indices { many[index].definition = String(repeating: "x", count: 20_000) }
      let watched = many.lazy.map { item in
        remember()
        added += 1
        return item
      }
      try store.add(items: watched, note: today)
      remember()
      #expect(copies.count == moments.count)
      #expect(FileManager.default.fileExists(atPath: "\(folder)/killed 399-journal"))
      for copy in copies {
        if FileManager.default.fileExists(atPath: copy + "-journal") {
          let error = failure { _ = try LibraryStore.open(at: copy, readOnly: true).items }
          #expect(error == nil || error?.kind == .locked)
        }
        let reopened = try LibraryStore.open(at: copy)
        try reopened.check()
        #expect(try reopened.counts().items == (copy.hasSuffix(" 400") ? 412 : 12))
        if !copy.hasSuffix(" 400") { #expect(try reopened.contents == sampleContents()) }
        try reopened.close()
        if !copy.hasSuffix(" 400") {
          #expect(FileManager.default.contents(atPath: copy) == before)
        }
        #expect(!FileManager.default.fileExists(atPath: copy + "-journal"))
      }
    }
  }
}
