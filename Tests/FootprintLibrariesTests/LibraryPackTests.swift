import Fingerprints
import Foundation
import Specimens
import Testing

@testable import FootprintLibraries

/// A pack of two origins in `folder`, with the changes that a test makes to its texts.
private func writePack(
  in folder: String, description: String = description, members: String = members,
  at place: String = "GH-Birim"
) throws -> String {
  for name in [place, "CF-Dimbi"] {
    try FileManager.default.createDirectory(
      atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
  }
  try Data(description.utf8).write(to: URL(fileURLWithPath: "\(folder)/library.json"))
  try Data(members.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(place)/members.csv"))
  try Data("mu,sigma,tail_carats,tail_exponent\n0,1,,\n".utf8)
    .write(to: URL(fileURLWithPath: "\(folder)/CF-Dimbi/members.csv"))
  return folder
}

private let members = """
  mu,sigma,tail_carats,tail_exponent
  -1.98692,1.03830,6.28865,2.35110
  -1.49530,0.87055,,

  """

private let description = """
  {
    "schema": "adamas.pack/1", "name": "two", "version": "3", "kind": "sizes", "grade": "summary",
    "later": [1], "limits": ["little is known"],
    "origins": [
      {"origin": "GH/Birim", "folder": "GH-Birim", "source": "a paper",
       "cutOff": {"lowMillimetres": 0.5, "highMillimetres": 2}},
      {"origin": "CF/Dimbi", "folder": "CF-Dimbi", "grade": "simulated"}
    ]
  }
  """

struct LibraryPackTests {
  @Test func aPackIsRead() throws {
    try withFolder { folder in
      let pack = try LibraryPack.read(at: writePack(in: folder))
      #expect(pack.name == "two")
      #expect(pack.version == "3")
      #expect(pack.kind == .sizes)
      #expect(pack.question == nil)
      #expect(pack.limits == ["little is known"])
      #expect(pack.cardPath == folder + "/CARD.md")
      #expect(
        pack.origins == [
          PackOrigin(
            origin: Origin("GH/Birim"), folder: "GH-Birim", grade: .summary, source: "a paper",
            cutOff: 0.5...2),
          PackOrigin(
            origin: Origin("CF/Dimbi"), folder: "CF-Dimbi", grade: .simulated,
            source: "see the CARD.md of the pack", cutOff: nil),
        ])
      // No answer is graded above the weakest footprint that it rests on.
      #expect(pack.grade == .simulated)
      #expect(pack.dataPath(of: pack.origins[1]) == folder + "/CF-Dimbi/members.csv")
      let read = try pack.members(of: pack.origins[0])
      #expect(read.map(\.mu) == [-1.98692, -1.4953])
      #expect(read.map(\.sigma) == [1.0383, 0.87055])
      #expect(read.map { $0.tail?.carats } == [6.28865, nil])
      #expect(read.map { $0.tail?.exponent } == [2.3511, nil])
    }
  }

  @Test(arguments: [
    ("\"adamas.pack/1\"", "\"adamas.pack/2\"", LibraryError.Kind.newer, "newer version"),
    ("\"adamas.pack/1\"", "\"adamas.assessment/1\"", .notALibrary, "its schema is not"),
    ("\"adamas.pack/1\"", "\"adamas.pack/1.5\"", .notALibrary, "its schema is not"),
    ("\"adamas.pack/1\"", "7", .notALibrary, "schema is of the wrong type"),
    ("\"schema\": \"adamas.pack/1\",", "", .notALibrary, "schema is missing"),
    ("\"version\": \"3\",", "", .notALibrary, "version is missing"),
    ("\"name\": \"two\"", "\"name\": null", .notALibrary, "name is null"),
    ("\"sizes\"", "\"smells\"", .notALibrary, "kind is none that is known"),
    ("\"summary\"", "\"perfect\"", .notALibrary, "a grade is none"),
    ("\"simulated\"", "\"perfect\"", .notALibrary, "a grade is none"),
    ("\"CF/Dimbi\"", "\"GH/Birim\"", .notALibrary, "the origin GH/Birim stands twice"),
    ("\"CF/Dimbi\"", "\"\"", .notALibrary, "an origin has no name"),
    ("\"CF-Dimbi\"", "\"gh-birim\"", .notALibrary, "two origins share the folder"),
    ("\"CF-Dimbi\"", "\"../CF-Dimbi\"", .notALibrary, "the folder of CF/Dimbi is no plain name"),
    ("\"CF-Dimbi\"", "\"..\"", .notALibrary, "the folder of CF/Dimbi is no plain name"),
    ("\"CF-Dimbi\"", "\"/etc\"", .notALibrary, "the folder of CF/Dimbi is no plain name"),
    ("\"CF-Dimbi\"", "\"\"", .notALibrary, "the folder of CF/Dimbi is no plain name"),
    ("\"folder\": \"CF-Dimbi\"", "\"folder\": 4", .notALibrary, "origins[1].folder is of the"),
    ("\"folder\": \"CF-Dimbi\",", "", .notALibrary, "origins[1].folder is missing"),
    ("\"CF-Dimbi\"", "\"CF-Mbala\"", .missing, "the data of CF/Dimbi are not there"),
    ("\"lowMillimetres\": 0.5", "\"lowMillimetres\": 5", .notALibrary, "the cutOff of GH/Birim"),
    ("{", "", .notALibrary, "it is not a JSON object"),
    ("\"origins\"", "\"origins\": [], \"other\"", .notALibrary, "it lists no origins"),
  ])
  func aBrokenDescriptionIsRefused(
    old: String, new: String, kind: LibraryError.Kind, reason: String
  ) throws {
    try withFolder { folder in
      let range = try #require(description.range(of: old))
      let broken = description.replacingCharacters(in: range, with: new)
      _ = try writePack(in: folder, description: broken)
      let error = failure { _ = try LibraryPack.read(at: folder) }
      #expect(error?.kind == kind)
      #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "none")")
      #expect(error?.path.hasPrefix(folder) == true)
      #expect(error?.mend.isEmpty == false)
    }
  }

  @Test func aFolderWithoutDescriptionIsNoPack() throws {
    try withFolder { folder in
      #expect(failure { _ = try LibraryPack.read(at: folder) }?.kind == .missing)
      #expect(failure { _ = try LibraryPack.read(at: folder + "/none") }?.kind == .missing)
      try Data([0xFF, 0x00, 0x7B]).write(to: URL(fileURLWithPath: folder + "/library.json"))
      #expect(failure { _ = try LibraryPack.read(at: folder) }?.kind == .notALibrary)
    }
  }

  @Test(arguments: [
    ("0.87055", "wide", "line 3, column 2: sigma is no number from 0.01 to 10.0"),
    ("0.87055", "-0.87055", "line 3, column 2: sigma is no number from 0.01 to 10.0"),
    ("-1.98692", "nan", "line 2, column 1: mu is no number from -20.0 to 10.0"),
    ("-1.98692", "inf", "line 2, column 1: mu is no number from -20.0 to 10.0"),
    ("2.35110", "", "line 2, column 4: tail_exponent is no number from 0.01 to 100.0"),
    ("6.28865", "", "line 2, column 3: tail_carats is no number from 0.001 to 1000.0"),
    ("6.28865,", "", "line 2: the row has 3 fields, the header 4"),
    ("sigma", "spread", "line 1: there is no column sigma"),
  ])
  func brokenMembersAreRefusedWithLineAndColumn(old: String, new: String, reason: String) throws {
    try withFolder { folder in
      let broken = members.replacingOccurrences(of: old, with: new)
      let pack = try LibraryPack.read(at: writePack(in: folder, members: broken))
      let error = failure { _ = try pack.members(of: pack.origins[0]) }
      #expect(error?.kind == .damaged)
      #expect(error?.reason == reason)
      #expect(error?.path == folder + "/GH-Birim/members.csv")
    }
  }

  @Test(arguments: ["", "mu,sigma,tail_carats,tail_exponent\n"])
  func membersWithoutRowsAreRefused(text: String) throws {
    try withFolder { folder in
      let pack = try LibraryPack.read(at: writePack(in: folder, members: text))
      #expect(failure { _ = try pack.members(of: pack.origins[0]) }?.kind == .damaged)
    }
  }

  @Test func aPackOfSpectraHasNoMembers() throws {
    try withFolder { folder in
      let spectra = description.replacingOccurrences(of: "\"sizes\"", with: "\"spectra\"")
      _ = try writePack(in: folder, description: spectra)
      for name in ["GH-Birim", "CF-Dimbi"] {
        try Data("stone,400\nA,1\n".utf8)
          .write(to: URL(fileURLWithPath: "\(folder)/\(name)/spectra.csv"))
      }
      let pack = try LibraryPack.read(at: folder)
      #expect(pack.dataPath(of: pack.origins[0]).hasSuffix("GH-Birim/spectra.csv"))
      #expect(failure { _ = try pack.members(of: pack.origins[0]) }?.kind == .conflict)
    }
  }

  @Test func aLinkOutOfThePackIsRefused() throws {
    try withFolder { outside in
      try withFolder { folder in
        let pack = try LibraryPack.read(at: writePack(in: folder))
        try FileManager.default.moveItem(
          atPath: folder + "/GH-Birim/members.csv", toPath: outside + "/members.csv")
        try FileManager.default.createSymbolicLink(
          atPath: folder + "/GH-Birim/members.csv", withDestinationPath: outside + "/members.csv")
        #expect(failure { _ = try pack.members(of: pack.origins[0]) }?.kind == .notALibrary)
      }
    }
  }

  @Test func theRevisionChangesWithEveryByteThatAnAnswerRestsOn() throws {
    try withFolder { folder in
      let pack = try LibraryPack.read(at: writePack(in: folder))
      let revision = try pack.revision
      let card = URL(fileURLWithPath: pack.cardPath)
      try Data("words".utf8).write(to: card)
      #expect(try pack.revision == revision)
      for file in ["library.json", "GH-Birim/members.csv", "CF-Dimbi/members.csv"] {
        let place = URL(fileURLWithPath: "\(folder)/\(file)")
        let bytes = try Data(contentsOf: place)
        try (bytes + Data(" ".utf8)).write(to: place)
        #expect(try pack.revision != revision, "\(file)")
        try bytes.write(to: place)
      }
      #expect(try pack.revision == revision)
      try FileManager.default.removeItem(atPath: folder + "/CF-Dimbi/members.csv")
      #expect(failure { _ = try pack.revision }?.kind == .missing)
    }
  }

  @Test(arguments: [
    ("summary-footprints", EvidenceKind.sizes, Grade.summary, 13),
    ("simulated-spectra", .spectra, .simulated, 4),
  ])
  func theShippedPacksAreRead(
    name: String, kind: EvidenceKind, grade: Grade, origins: Int
  ) throws {
    let models = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Models")
    let pack = try LibraryPack.read(at: models.appendingPathComponent(name).path)
    #expect(pack.name == name)
    #expect(pack.kind == kind)
    #expect(pack.grade == grade)
    #expect(pack.origins.count == origins)
    #expect(FileManager.default.fileExists(atPath: pack.cardPath))
    for origin in pack.origins {
      #expect(try !pack.data(of: origin).isEmpty)
      if kind == .sizes { #expect(try pack.members(of: origin).count == 300) }
    }
  }
}
