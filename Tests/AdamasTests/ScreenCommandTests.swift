import Foundation
import Testing

/// A manifest of few parcels, screened as an officer does.
struct ScreenCommandTests {
  private let scratch: ScratchFolder
  private let manifest: String
  private let library: String

  /// A quick library of two origins with made-up size classes.
  init() throws {
    scratch = try ScratchFolder()
    func parcel(_ name: String, _ origin: String, from seed: Int) -> String {
      let shares = origin == "GH" ? [500, 260, 60, 8] : [220, 260, 240, 160]
      let bounds = ["1,1.5", "1.5,2.2", "2.2,3.2", "3.2,"]
      return zip(bounds, shares).enumerated().map { index, row in
        "\(name),\(origin),\(row.0),square,\(row.1 + (seed * (index + 3)) % 9)\n"
      }.joined()
    }
    let header = "parcel,origin,lower_mm,upper_mm,mesh,stones\n"
    let references = (0..<24).map { parcel("R\($0)", $0 % 2 == 0 ? "GH" : "CI", from: $0) }
    let table = try scratch.file("references.csv", header + references.joined())
    library = scratch.path("l.adamas")
    let fitted = try CommandRun(
      "library", "fit", table, "--label", "origin", "--group", "parcel", "--output", library,
      "--grade", "simulated", "--source", "made up")
    #expect(fitted.exitCode == 0, "\(fitted.standardError)")
    for (name, origin, seed) in [("good", "GH", 5), ("other", "GH", 7), ("moved", "CI", 5)] {
      _ = try scratch.file("\(name).csv", header + parcel(name, origin, from: seed))
    }
    func row(_ name: String, number: String, issued: String = "2025-06-01", evidence: String)
      -> String
    {
      "\(name),\(number),GH,GH,7102.31,60,9000,\(issued),2025-08-01,2025-06-20,importer,exporter,"
        + "\(evidence)\n"
    }
    manifest = try scratch.file(
      "manifest.csv",
      "parcel,certificate,issuing,declared,hs,carats,value_usd,issued,expires,date,importer,exporter,"
        + "evidence\n" + row("fits", number: "GH0000001", evidence: "good.csv")
        + row("moved", number: "GH0000002", evidence: "moved.csv")
        + row("late", number: "GH0000003", issued: "2025-07-20", evidence: "other.csv")
        + row("unseen", number: "GH0000004", evidence: "")
        + row("broken", number: "GH0000005", issued: "20.6.2025", evidence: "")
        + row("away", number: "GH0000006", evidence: "../elsewhere.csv"))
  }

  private func screen(_ options: String...) throws -> CommandRun {
    try CommandRun(arguments: ["screen", manifest, "--library", library] + options)
  }

  private func outcomes(_ run: CommandRun) throws -> [String: String] {
    let shipments = try #require(try run.json["shipments"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: shipments.compactMap {
        guard let parcel = $0["parcel"] as? String, let outcome = $0["outcome"] as? String else {
          return nil
        }
        return (parcel, outcome)
      })
  }

  @Test func goodsWithoutANamedOriginAreComparedWithNone() throws {
    let table = try scratch.file(
      "unnamed.csv",
      "parcel,declared,evidence\nmixed,***,good.csv\nsilent,,good.csv\nnamed,GH,good.csv\n")
    let run = try CommandRun(
      arguments: ["screen", table, "--library", library, "--concern", "CI", "--format", "json"])
    let shipments = try #require(try run.json["shipments"] as? [[String: Any]])
    for shipment in shipments {
      let reasons = try #require(shipment["reasons"] as? [String])
      let isUnnamed = reasons.contains { $0.hasPrefix("The papers name no place of origin") }
      #expect(isUnnamed == (shipment["parcel"] as? String != "named"))
    }
    #expect(shipments.count == 3)
  }

  @Test func eachShipmentGetsItsOutcomeAndBrokenRowsAreListed() throws {
    let run = try screen("--format", "json")
    // Two rows were refused; the others are screened.
    #expect(run.exitCode == 65, "\(run.standardError)")
    let found = try outcomes(run)
    #expect(
      found == [
        "fits": "consistent", "moved": "inconsistent", "late": "inconsistent",
        "unseen": "cannotSay",
      ])
    let refused = try #require(try run.json["refused"] as? [String])
    #expect(refused.count == 2)
    #expect(refused.contains { $0.contains("line 6, column 8") })
    #expect(refused.contains { $0.contains("line 7, column 13") })
  }

  @Test func anOfficerReadsNoStatistics() throws {
    let text = try screen("--tier", "officer", "--language", "en").text
    #expect(text.contains("DOES NOT FIT  "))
    #expect(text.contains("The goods were not measured: whether they fit the papers is not known."))
    #expect(text.contains("made up to show how the tool works"))
    for word in ["p-value", "likelihood", "posterior", "risk "] {
      #expect(!text.lowercased().contains(word), "\(word)")
    }
    let expert = try screen("--tier", "expert", "--language", "en").text
    #expect(expert.contains("adjusted p-value"))
    let french = try screen("--language", "fr").text
    #expect(french.contains("NON CONFORME"))
    #expect(french.contains("Les marchandises n'ont pas été mesurées"))
  }

  @Test func codesTellWhatWasFound() throws {
    let table = try String(contentsOfFile: manifest, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    func code(ofRows rows: [Int]) throws -> Int32 {
      let text = ([0] + rows).map { table[$0] }.joined(separator: "\n") + "\n"
      let path = try scratch.file("some.csv", text)
      return try CommandRun("screen", path, "--library", library, "--format", "csv").exitCode
    }
    #expect(try code(ofRows: [1]) == 0)
    #expect(try code(ofRows: [1, 3]) == 1)
    #expect(try code(ofRows: [4]) == 3)
    #expect(try code(ofRows: [1, 5]) == 65)
    #expect(try CommandRun("screen", scratch.path("none.csv")).exitCode == 66)
    #expect(try CommandRun("screen", manifest, "--rate", "2").exitCode == 64)
    #expect(try CommandRun("screen", manifest, "--resume").exitCode == 64)
    #expect(try screen("--language", "xx").exitCode == 66)
  }

  @Test func tenParcelsFitOneScreenAndNoneIsLeftOut() throws {
    let lines = try String(contentsOfFile: manifest, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    // Six that fit with goods of their own, one moved, one late, two not measured.
    let rows = try (0..<10).map { number in
      let shares = [[500, 260, 60, 8], [900, 470, 110, 14], [250, 130, 30, 4]][number % 3]
      let sheet = zip(["1,1.5", "1.5,2.2", "2.2,3.2", "3.2,"], shares).map {
        "P,\($0),square,\($1 * (20 + number) / 20)\n"
      }
      let evidence = try scratch.file(
        "ten\(number).csv", "parcel,lower_mm,upper_mm,mesh,stones\n" + sheet.joined())
      let row = lines[number < 6 ? 1 : [2, 3, 4, 4][number - 6]]
        .replacing(/^\w+,GH0+\d,/, with: "P\(number),GH00000\(10 + number),")
      let file = URL(fileURLWithPath: evidence).lastPathComponent
      return row.replacing("good.csv", with: file)
    }
    let table = ([lines[0]] + rows).joined(separator: "\n") + "\n"
    let path = try scratch.file("ten.csv", table)
    // French sentences are the longer ones.
    let run = try CommandRun("screen", path, "--library", library, "--language", "fr")
    #expect(run.exitCode == 1, "\(run.standardError)")
    #expect(run.text.contains("Lots : 10. Non conformes : 2 ;"), "\(run.text)")
    let text = run.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(text.count <= 40 && text.allSatisfy { $0.count <= 80 }, "\(run.text)")
    for number in 0..<10 { #expect(run.text.contains(" P\(number), GH")) }
  }
}
