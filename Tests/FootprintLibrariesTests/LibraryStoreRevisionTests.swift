import Foundation
import Specimens
import Testing

@testable import FootprintLibraries

struct LibraryStoreRevisionTests {
  private func revision(of contents: LibraryContents) throws -> String {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: contents, note: today)
      return try LibraryStore.open(at: folder + "/a", readOnly: true).revision
    }
  }

  @Test func theOrderOfAddingDoesNotMatter() throws {
    let expected = try revision(of: sampleContents())
    var reversed = sampleContents()
    reversed.items.reverse()
    reversed.origins.reverse()
    #expect(try revision(of: reversed) == expected)
    try withFolder { folder in
      let store = try LibraryStore.create(
        at: folder + "/a", description: sampleContents().description, note: today)
      try store.add(origins: [birim, seguela], axis: sampleContents().axis, note: today)
      for item in reversed.items { try store.add(items: [item], note: today) }
      #expect(try store.revision == expected)
    }
  }

  /// So a library knows its revision when it is written, and need not read its items to say it.
  @Test func contentsHaveTheRevisionOfTheirFile() throws {
    var contents = sampleContents()
    #expect(contents.revision == (try revision(of: contents)))
    contents.axis = nil
    contents.items.removeLast()
    #expect(contents.revision == (try revision(of: contents)))
  }

  @Test func anAddedOriginEndsTheModelLikeAnAddedItem() throws {
    try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: folder + "/a")
      try store.add(origins: sampleContents().origins, note: today)
      #expect(try store.model != nil)
      try store.add(
        origins: [OriginRecord(origin: Origin("ZZ/new"), grade: .measured, source: "")], note: today
      )
      #expect(try store.model == nil)
    }
  }

  @Test func whatSaysNothingOfTheReferencesIsNoPartOfIt() throws {
    var other = sampleContents()
    other.model = nil
    other.description.created = nil
    other.items[2].sourceFile?.path = "elsewhere.csv"
    other.items[2].attributes.reverse()
    other.items[2].attributes.append(.init(name: "empty", value: ""))
    other.items[2].provenance = Provenance([.cleaning: ""])
    #expect(try revision(of: other) == revision(of: sampleContents()))
  }

  @Test func anyOtherChangeIsAnotherRevision() throws {
    let changes: [(inout LibraryContents) -> Void] = [
      { $0.description.name += "." },
      { $0.description.kind = .elements },
      { $0.description.notes = "" },
      { $0.axis = nil },
      { $0.axis = .wavelengths(WavelengthAxis(wavelengths: [1, 2, 3, 4])) },
      { $0.axis = .named(["1", "2", "3", "4"]) },
      { $0.origins[0].grade = .simulated },
      { $0.origins[0].source += " " },
      { $0.items.removeLast() },
      { $0.items[2].identifier = "2" },
      { $0.items[2].group = "2" },
      { $0.items[2].origin = birim.origin },
      { $0.items[2].values = .single([0, 0, 0, 0]) },
      { $0.items[2].values = .double($0.items[2].values.doubles) },
      { $0.items[2].definition = "" },
      { $0.items[2].sourceFile?.sha256 = nil },
      { $0.items[2].attributes[1].value = "said" },
      { $0.items[2].provenance = Provenance([.checkedBy: "Н. Н."]) },
      { $0.items[2].attributes = [] },
    ]
    var revisions: Set<String> = [try revision(of: sampleContents())]
    for change in changes {
      var contents = sampleContents()
      change(&contents)
      revisions.insert(try revision(of: contents))
    }
    #expect(revisions.count == changes.count + 1)
  }
}
