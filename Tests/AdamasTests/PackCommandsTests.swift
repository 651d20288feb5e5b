import FootprintLibraries
import Foundation
import Testing

@testable import adamas

/// Packs as groups exchange them: exported, signed, verified, imported.
struct PackCommandsTests {
  private let scratch: ScratchFolder
  private let library: String

  init() throws {
    scratch = try ScratchFolder()
    let table = try scratch.file("references.csv", ExampleElements.references(stones: 12))
    library = scratch.path("l.adamas")
    let run = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "stone", "--output", library,
      "--grade", "simulated", "--source", "made up")
    #expect(run.exitCode == 0, "\(run.standardError)")
  }

  /// Runs a command that must succeed.
  @discardableResult
  private func run(_ arguments: String...) throws -> CommandRun {
    let run = try CommandRun(arguments: arguments)
    #expect(run.exitCode == 0, "\(arguments): \(run.standardError)")
    return run
  }

  @Test func aSignedPackIsTheSameLibrary() throws {
    let pack = scratch.path("pack")
    let (keys, trust) = (scratch.path("keys.json"), scratch.path("state/trust.json"))
    try run("library", "export", library, pack, "--release", "3")
    for name in ["a", "b", "c"] {
      let made = try run("keys", "create", name, "--output", scratch.path("\(name).key"))
      let secret = try String(contentsOfFile: scratch.path("\(name).key"), encoding: .utf8)
        .split(separator: "\"").last { $0.count == 44 }
      #expect(!(made.text + made.standardError).contains(try #require(secret)))
    }
    let halves = ["a", "b", "c"].map { scratch.path("\($0).key.pub") }
    try run("keys", "trust", halves[0], halves[1], halves[2], "--threshold", "2", "--output", keys)
    try run("library", "sign", pack, "--key", scratch.path("a.key"), "--expires", "2030-06-30")
    let verify = ["library", "verify", pack, "--keys", keys, "--trust", trust, "--on"]
    let alone = try CommandRun(arguments: verify + ["2026-11-22"])
    #expect(alone.exitCode == 65)
    #expect(alone.standardError.contains("2 trusted keys must have signed it, and a alone has"))
    try run("library", "sign", pack, "--key", scratch.path("b.key"), "--expires", "2030-06-30")
    let verified = try CommandRun(arguments: verify + ["2026-11-22"])
    #expect(
      verified.standardError
        == "\(pack) is l, release 3, as signed by a, b, in force until 2030-06-30.\n")
    #expect(try CommandRun(arguments: verify + ["2030-07-01"]).exitCode == 65)
    let other = scratch.path("other.adamas")
    try run("library", "import", pack, other, "--keys", keys, "--trust", trust)
    #expect(try revision(other) == revision(library))
    #expect(try run("library", "log", other).text.contains("Signers  a, b"))
    let again = try run("library", "import", pack, other)
    #expect(again.standardError.contains("holds everything that the pack holds."))
    try run("library", "fit", other)
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    // The library, its copy and the pack itself answer alike.
    let answers = try [library, other, pack].map {
      try run("classify", questioned, "--library", $0, "--format", "json").json["assessments"]
        as? NSArray
    }
    #expect(answers[0] != nil && answers[0] == answers[1] && answers[1] == answers[2])
    let older = scratch.path("older")
    try run("library", "export", library, older, "--release", "2")
    for name in ["a", "b"] {
      try run("library", "sign", older, "--key", scratch.path("\(name).key"))
    }
    let refused = try CommandRun(
      "library", "import", older, scratch.path("x.adamas"), "--keys", keys, "--trust", trust)
    #expect(refused.exitCode == 65)
    #expect(refused.standardError.contains("version 3 was trusted before"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("x.adamas")))
  }

  @Test func aSignedPackThatChangedIsNotClassifiedWith() throws {
    let pack = scratch.path("pack")
    try run("library", "export", library, pack)
    try run("keys", "create", "a", "--output", scratch.path("a.key"))
    try run("library", "sign", pack, "--key", scratch.path("a.key"))
    let questioned = try scratch.file("questioned.csv", ExampleElements.questioned())
    try run("classify", questioned, "--library", pack)
    try Data("x".utf8).write(to: URL(fileURLWithPath: pack + "/CARD.md"))
    let refused = try CommandRun("classify", questioned, "--library", pack)
    #expect(refused.exitCode == 65)
    #expect(refused.standardError.contains("the file CARD.md is not as it was signed"))
  }

  @Test func shippedPacksAreSignedWithTheKeyOfTheRepository() throws {
    let models = Places.project.appendingPathComponent("Models").path
    let (keys, trust) = (models + "/keys.json", scratch.path("trust.json"))
    for folder in [models, models + "/summary-footprints", models + "/simulated-spectra"] {
      try run("library", "verify", folder, "--keys", keys, "--trust", trust)
    }
    let file = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: keys)))
    let listed = (file as? [String: Any])?["keys"] as? [[String: String]]
    #expect(listed?.map { $0["publicKey"] } == ShippedModels.keys.keys.map(\.publicKey))
  }

  @Test func aChangedByteInTheShippedModelsIsNoticed() throws {
    let copy = scratch.path("Models")
    let parcel = Places.project.appendingPathComponent("Samples/simulated-parcel-square.csv").path
    for file in [
      "verbal-scale.csv", "summary-footprints/RU-Yakutia/members.csv", "keys.json",
      "simulated-spectra/CARD.md",
    ] {
      try? FileManager.default.removeItem(atPath: copy)
      try FileManager.default.copyItem(
        atPath: Places.project.appendingPathComponent("Models").path, toPath: copy)
      let place = URL(fileURLWithPath: "\(copy)/\(file)")
      var bytes = try Data(contentsOf: place)
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: place)
      let run = try CommandRun(
        arguments: ["classify", parcel], environment: ["ADAMAS_MODELS": copy])
      #expect(run.exitCode == 65, "\(file)")
      #expect(run.standardError.contains("the file \(file) is not as it was signed"))
    }
  }

  @Test func importingAPackOfTablesTakesItsStones() throws {
    let models = Places.project.appendingPathComponent("Models").path
    let made = scratch.path("spectra.adamas")
    try run("library", "import", models + "/simulated-spectra", made)
    let shown = try run("library", "show", made, "--format", "json").json
    #expect(
      (shown["origins"] as? [[String: Any]])?.map { $0["items"] as? Int } == [96, 96, 96, 96])
    let refused = try CommandRun(
      "library", "import", models + "/summary-footprints", scratch.path("sizes.adamas"))
    #expect(refused.exitCode == 65)
    #expect(refused.standardError.contains("not reference parcels"))
  }

  @Test func whatCannotBeDoneIsSaid() throws {
    let pack = scratch.path("pack")
    try run("library", "export", library, pack)
    #expect(try CommandRun("library", "export", library, pack).exitCode == 74)
    #expect(try CommandRun("library", "verify", pack).exitCode == 64)
    #expect(try CommandRun("library", "verify", library).exitCode == 0)
    #expect(try CommandRun("library", "sign", pack, "--key", scratch.path("none")).exitCode == 66)
    #expect(
      try CommandRun("library", "sign", pack, "--key", "x", "--expires", "2027-2-3").exitCode == 64)
    let keys = Places.project.appendingPathComponent("Models/keys.json").path
    let unsigned = try CommandRun("library", "verify", pack, "--keys", keys)
    #expect(unsigned.exitCode == 65)
    #expect(unsigned.standardError.hasPrefix("adamas: \(pack): it is not signed;"))
    #expect(try CommandRun("library", "verify", pack + "x", "--keys", keys).exitCode == 66)
  }
}
