import Foundation
import Testing

/// Conditions of use: stated, carried along, and kept.
struct LibraryValidityTests {
  private let scratch: ScratchFolder
  private let library: String
  private let questioned: String

  init() throws {
    scratch = try ScratchFolder()
    func table(_ stones: Range<Int>, origin: Bool) -> String {
      var lines = ["stone,instrument" + (origin ? ",origin" : "") + ",Rb,Sr,Y"]
      for stone in stones {
        let isFirst = stone % 2 == 0
        let values = (0..<3).map { column in
          "\((isFirst ? 10 : 30) + (stone * 7 + column * 5) % 11)"
        }
        let label = origin ? [isFirst ? "CI" : "GH"] : []
        lines.append((["S\(stone)", "XRF-1"] + label + values).joined(separator: ","))
      }
      return lines.joined(separator: "\n") + "\n"
    }
    let references = try scratch.file("references.csv", table(0..<40, origin: true))
    questioned = try scratch.file("questioned.csv", table(100..<102, origin: false))
    library = scratch.path("l.adamas")
    let run = try CommandRun(
      "library", "fit", references, "--label", "origin", "--group", "stone", "--output", library)
    #expect(run.exitCode == 0, "\(run.standardError)")
  }

  private func state(_ conditions: String...) throws {
    let stated = try CommandRun(
      arguments: ["library", "validity", library] + conditions + ["--why", "a decision"])
    #expect(stated.exitCode == 0, "\(stated.standardError)")
    #expect(try CommandRun("library", "fit", library).exitCode == 0)
  }

  private func classify(on day: String, library: String? = nil) throws -> CommandRun {
    let seconds = try Date(day, strategy: Date.ISO8601FormatStyle().year().month().day())
      .timeIntervalSince1970
    return try CommandRun(
      arguments: ["classify", questioned, "--library", library ?? self.library],
      environment: ["SOURCE_DATE_EPOCH": "\(Int(seconds))"])
  }

  @Test func aLibraryIsUsedWithinItsTimeAlone() throws {
    try state("--from", "2026-01-01", "--until", "2026-06-30")
    for day in ["2026-01-01", "2026-06-30"] {
      let run = try classify(on: day)
      #expect(run.exitCode == 0, "\(run.standardError)")
      #expect(run.text.contains("valid from 2026-01-01, until 2026-06-30"))
    }
    let early = try classify(on: "2025-12-31")
    #expect(early.exitCode == 65)
    #expect(early.standardError.contains("valid from 2026-01-01, and today is 2025-12-31"))
    let late = try classify(on: "2026-07-01")
    #expect(late.exitCode == 65)
    #expect(late.standardError.contains("was valid until 2026-06-30, and today is 2026-07-01"))
  }

  @Test func conditionsTravelWithThePack() throws {
    try state("--until", "2026-06-30")
    let (pack, copy) = (scratch.path("pack"), scratch.path("copy.adamas"))
    #expect(try CommandRun("library", "export", library, pack).exitCode == 0)
    #expect(try classify(on: "2026-07-01", library: pack).exitCode == 65)
    #expect(try classify(on: "2026-06-01", library: pack).exitCode == 0)
    #expect(try CommandRun("library", "import", pack, copy).exitCode == 0)
    let shown = try [library, copy].map {
      try CommandRun("library", "show", $0, "--format", "json").json
    }
    #expect(shown[0]["revision"] as? String == shown[1]["revision"] as? String)
    #expect(shown[1]["validity"] as? String == "valid until 2026-06-30")
    #expect(try CommandRun("library", "log", copy).exitCode == 0)
  }

  @Test func anotherInstrumentIsRefused() throws {
    try state("--instrument", "xrf-1")
    #expect(try classify(on: "2026-06-01").exitCode == 0)
    try state("--instrument", "XRF-2", "--instrument", "XRF-3")
    let run = try classify(on: "2026-06-01")
    #expect(run.exitCode == 65)
    #expect(
      run.standardError.contains(
        "valid for the instrument XRF-2 or XRF-3, and the questioned material says XRF-1"))
  }

  @Test func parcelsFromACoarserSieveAreRefused() throws {
    func parcels(_ names: Range<Int>, from cutOff: Double) -> String {
      var lines = ["parcel,origin,lower_mm,upper_mm,mesh,stones"]
      for name in names {
        let bounds = [cutOff, cutOff * 1.5, cutOff * 2.2, cutOff * 3.2]
        for (index, bound) in bounds.enumerated() {
          let upper = index + 1 < bounds.count ? "\(bounds[index + 1])" : ""
          let count =
            (name % 2 == 0 ? [400, 200, 60, 9] : [300, 250, 120, 40])[index] + name * (index + 1)
          lines.append("P\(name),\(name % 2 == 0 ? "CI" : "GH"),\(bound),\(upper),square,\(count)")
        }
      }
      return lines.joined(separator: "\n") + "\n"
    }
    let references = try scratch.file("parcels.csv", parcels(0..<12, from: 1))
    let path = scratch.path("sizes.adamas")
    let fitted = try CommandRun(
      "library", "fit", references, "--label", "origin", "--group", "parcel", "--output", path)
    #expect(fitted.exitCode == 0, "\(fitted.standardError)")
    #expect(
      try CommandRun("library", "validity", path, "--cut-off-from", "1", "--cut-off-to", "1.2")
        .exitCode == 0)
    #expect(try CommandRun("library", "fit", path).exitCode == 0)
    func classify(_ cutOff: Double) throws -> CommandRun {
      let table = try scratch.file("q.csv", parcels(0..<1, from: cutOff))
      return try CommandRun("classify", table, "--library", path)
    }
    #expect(![64, 65, 70].contains(try classify(1.2).exitCode))
    let coarse = try classify(1.3)
    #expect(coarse.exitCode == 65)
    #expect(coarse.standardError.contains("cut off at 1.3 mm (square), and the library is valid"))
    let fine = try classify(0.8)
    #expect(![64, 65, 70].contains(fine.exitCode))
    #expect(fine.text.contains("P0: its classes below 1.0 mm are left out"))
  }

  @Test func conditionsThatCannotBeAreRefused() throws {
    for conditions in [
      ["--from", "2026-02-30"], ["--from", "2026-02-02", "--until", "2026-01-01"],
      ["--medium", "water"], ["--cut-off-from", "2", "--cut-off-to", "1"], ["--cut-off-to", "-1"],
    ] {
      #expect(
        try CommandRun(arguments: ["library", "validity", library] + conditions).exitCode == 64,
        "\(conditions)")
    }
  }
}
