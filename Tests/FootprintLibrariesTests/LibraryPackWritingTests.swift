import Foundation
import Specimens
import Testing

@testable import FootprintLibraries

struct LibraryPackWritingTests {
  /// What a library says, in the order in which a pack has it and without what says nothing.
  private func settled(_ contents: LibraryContents) -> LibraryContents {
    var contents = contents
    contents.model = nil
    contents.description.created = nil
    contents.origins.sort { $0.origin < $1.origin }
    contents.items.sort {
      $0.origin == $1.origin
        ? $0.identifier.utf8.lexicographicallyPrecedes($1.identifier.utf8) : $0.origin < $1.origin
    }
    for index in contents.items.indices {
      contents.items[index].attributes.removeAll(where: \.value.isEmpty)
      contents.items[index].attributes.sort { $0.name < $1.name }
    }
    return contents
  }

  /// Libraries of every kind, with names and numbers that are hard to write.
  private func libraries() -> [LibraryContents] {
    var spectra = sampleContents()
    spectra.items[3].attributes.append(.init(name: "a, \"b\"\r\n", value: "x,\n\"y\"\r"))
    spectra.items[4].provenance = Provenance([.checkedBy: "Н. Н.", .cleaning: "acid, \"hot\""])
    spectra.items[5].values = .single([-0.0, .leastNonzeroMagnitude, 1e30, 0.1])
    let measured: [[Double]] = [
      [1.5, -0.25, -.infinity], [0, 1 / 3, 1e-300], [-1e9, .leastNonzeroMagnitude, 7],
    ]
    let elements = LibraryContents(
      description: LibraryDescription(name: "el, \"é\"", kind: .elements),
      axis: .named(["Rb", "Sr/88", "a,b"]), origins: [birim, seguela],
      items: measured.enumerated().map {
        ReferenceItem(
          identifier: "S\($0)", origin: $0 == 1 ? birim.origin : seguela.origin, group: " g ",
          values: .double($1))
      })
    let parcels: [[Double]] = [[], [1], [0.1, 2, -1]]
    let sizes = LibraryContents(
      description: LibraryDescription(name: "parcels", kind: .sizes), origins: [seguela],
      items: parcels.enumerated().map {
        ReferenceItem(
          identifier: "P\($0)", origin: seguela.origin, group: "P\($0)", values: .double($1),
          definition: #"{"content":"stones","unit":"ct"}"#)
      })
    return [spectra, elements, sizes]
  }

  @Test func aPackHoldsAllThatTheLibraryHolds() throws {
    for (number, contents) in libraries().enumerated() {
      try withFolder { folder in
        try LibraryPack.write(contents, to: folder + "/pack", version: 7)
        let pack = try LibraryPack.read(at: folder + "/pack")
        #expect(pack.version == "7" && pack.holdsItems)
        let back = try pack.contents
        #expect(back.revision == contents.revision)
        #expect(back == settled(contents), "\(number)")
        try LibraryStore.write(to: folder + "/a", contents: back, note: today)
        #expect(try LibraryStore.open(at: folder + "/a").revision == contents.revision)
        // Whoever exports it again writes the same bytes.
        try LibraryPack.write(back, to: folder + "/again", version: 7)
        #expect(
          try SignedFolder.digests(in: folder + "/pack")
            == SignedFolder.digests(in: folder + "/again"))
      }
    }
  }

  @Test func originsOfLikeNamesGetFoldersOfTheirOwn() throws {
    var contents = sampleContents()
    for name in ["CI/Seguela", "ci Séguéla", "Бирим", "Якутия", "../..", "a/b c"] {
      contents.origins.append(
        OriginRecord(origin: Origin(name), grade: .measured, source: ""))
    }
    try withFolder { folder in
      try LibraryPack.write(contents, to: folder + "/pack", version: 1)
      let pack = try LibraryPack.read(at: folder + "/pack")
      #expect(Set(pack.origins.map { $0.folder.lowercased() }).count == 8)
      #expect(pack.origins.first { $0.origin == seguela.origin }?.folder == "CI-Seguela-2")
      #expect(try pack.contents.revision == contents.revision)
    }
  }

  @Test func nothingIsOverwrittenOrHalfWritten() throws {
    try withFolder { folder in
      try LibraryPack.write(sampleContents(), to: folder + "/pack", version: 1)
      #expect(
        failure { try LibraryPack.write(sampleContents(), to: folder + "/pack", version: 2) }?.kind
          == .exists)
      var mixed = sampleContents()
      mixed.items[3].values = .double([1, 2, 3, 4])
      var empty = sampleContents()
      empty.items = []
      for contents in [mixed, empty] {
        #expect(
          failure { try LibraryPack.write(contents, to: folder + "/b", version: 1) }?.kind
            == .conflict)
      }
      #expect(
        failure { try LibraryPack.write(sampleContents(), to: folder + "/no/b", version: 1) }?.kind
          == .unwritable)
      #expect(try files(in: folder) == ["pack"])
    }
  }

  @Test func aPackWhoseTablesWereChangedIsRefused() throws {
    let changes: [(String) -> String] = [
      { $0.replacing("session", with: "sessions") },
      { $0.replacing(",200.1,", with: ",200.2,") },
      { $0.split(separator: "\n").joined(separator: ",2\n") + "\n" },
      { $0.split(separator: "\n").dropLast().joined(separator: "\n") + "\n" },
      { $0.replacing("séance 1", with: "séance 2") },
      { $0 + "\"" }, { $0 + "\"a\"b\n" }, { _ in "" }, { $0.replacing(",1.", with: ",x.") },
    ]
    for (number, change) in changes.enumerated() {
      try withFolder { folder in
        try LibraryPack.write(sampleContents(), to: folder + "/pack", version: 1)
        let place = folder + "/pack/GH-Birim/items.csv"
        let text = try String(contentsOfFile: place, encoding: .utf8)
        #expect(change(text) != text, "\(number)")
        try change(text).write(toFile: place, atomically: true, encoding: .utf8)
        let error = failure { _ = try LibraryPack.read(at: folder + "/pack").contents }
        #expect(error?.kind == .damaged, "\(number): \(error as Any)")
      }
    }
  }
}
