import Foundation
import Specimens
import Testing

@testable import Instruments

@Suite struct ManifestsTests {
  /// A manifest with one column beside `parcel`, and one row.
  private func manifest(
    _ column: String, _ field: String, name: String = "m.csv"
  ) throws -> Manifest {
    let scratch = try Scratch()
    return try readManifest(at: scratch.file(name, "parcel,\(column)\nP1,\(field)\n"))
  }

  @Test func everyColumnIsReadAndOthersAreKept() throws {
    let scratch = try Scratch()
    _ = try scratch.file("sizes.csv", "carats\n1\n")
    let path = try scratch.file(
      "m.csv",
      "parcel,certificate,issuing,declared,shares,hs,carats,value_usd,stones,issued,expires,handling,"
        + "evidence,date,importer,exporter,flight\n"
        + " P1 ,GH1,GH,\"GH/Birim, CI\",60%|0.4,71023100,12.5,1000,3,2025-01-02,2025-03-02,sorted,"
        + "sizes.csv;./sizes.csv,2025-02-01,\" A \",B,XY 1\n")
    let manifest = try readManifest(at: path)
    var expected = Shipment(parcel: "P1")
    expected.certificate = "GH1"
    expected.issuing = "GH"
    expected.declared = .origins([Origin("GH/Birim"), Origin("CI")])
    expected.shares = [0.6, 0.4]
    expected.hs = "7102.31"
    expected.carats = 12.5
    expected.valueUSD = 1000
    expected.stones = 3
    expected.issued = CalendarDay("2025-01-02")
    expected.expires = CalendarDay("2025-03-02")
    expected.handling = .sorted
    expected.evidence = ["sizes.csv", "./sizes.csv"]
    expected.date = CalendarDay("2025-02-01")
    expected.importer = "A"
    expected.exporter = "B"
    expected.others = [
      Shipment.Field(name: "flight", value: "XY 1"),
      Shipment.Field(name: "hs_full", value: "71023100"),
    ]
    #expect(manifest.refused == [])
    #expect(manifest.shipments == [Manifest.Row(file: path, line: 2, shipment: expected)])
  }

  @Test func emptyFieldsStateNothing() throws {
    let scratch = try Scratch()
    let names = ShipmentColumn.allCases.map(\.heading)
    let path = try scratch.file(
      "m.csv", names.joined(separator: ",") + "\nP1" + names.dropFirst().map { _ in ", " }.joined())
    let manifest = try readManifest(at: path)
    #expect(manifest.shipments.map(\.shipment) == [Shipment(parcel: "P1")])
  }

  @Test(arguments: [
    ("carats", "1e-9"), ("value_usd", "0"), ("stones", "1"), ("stones", "2.0"),
    ("issued", "2024-02-29"), ("hs", "710231"), ("hs", "7102.31.00.00"), ("hs", "7102310000"),
    ("declared", "***"), ("declared", "MIXED"), ("declared", "CI;GH|LR"), ("handling", "unknown"),
    ("note", String(repeating: "x", count: 1 << 16)),
  ])
  func whatLiesOnTheGoodSideOfABoundIsRead(column: String, field: String) throws {
    let found = try manifest(column, field)
    #expect(found.refused == [])
    #expect(found.shipments.count == 1)
  }

  @Test(arguments: [
    ("carats", "0", "carats is \"0\", not above 0"),
    ("carats", "-1", "carats is \"-1\", not above 0"),
    ("carats", "nan", "carats is \"nan\", not a finite number"),
    ("carats", "inf", "carats is \"inf\", not a finite number"),
    ("carats", "1e999", "carats is \"1e999\", not a finite number"),
    ("value_usd", "-0.01", "value_usd is \"-0.01\", not 0 or above"),
    ("stones", "0", "stones is \"0\", not a whole number from 1"),
    ("stones", "1.5", "stones is \"1.5\", not a whole number from 1"),
    ("issued", "2023-02-29", "issued is \"2023-02-29\", not a day of the calendar"),
    ("expires", "1/2/2025", "expires is \"1/2/2025\", not a day of the calendar"),
    ("date", "2025-13-01", "date is \"2025-13-01\", not a day of the calendar"),
    ("hs", "71023", "hs is \"71023\", not six to ten digits"),
    ("hs", "71023100001", "hs is \"71023100001\", not six to ten digits"),
    ("hs", "7102-31", "hs is \"7102-31\", not six to ten digits"),
    ("declared", "CI;", "declared holds an empty origin"),
    ("declared", "CI;***", "declared names origins and mixed goods at once"),
    ("handling", "mixed", "handling is \"mixed\""),
    ("importer", "\"A\u{1b}[2J\"", "\"importer\" holds the control character U+001B"),
    ("note", "\"a\nb\"", "\"note\" holds the control character U+000A"),
    (
      "note", String(repeating: "x", count: 1 << 16 + 1),
      "\"note\" has 65537 bytes, more than 65536"
    ),
    ("note", String(repeating: "y", count: 1 << 20), "\"note\" has 1048576 bytes, more than 65536"),
  ])
  func whatLiesOnTheBadSideIsRefusedInItsPlace(
    column: String, field: String, reason: String
  ) throws {
    let found = try manifest(column, field)
    #expect(found.shipments == [])
    #expect(found.refused.map(\.reason) == [reason])
    #expect(found.refused.map(\.line) == [2])
    #expect(found.refused.map(\.column) == [2])
    #expect(found.refused.allSatisfy { $0.description.utf8.count < 400 })
  }

  @Test(arguments: [
    ("CI;GH", "0.6;0.4", true), ("CI;GH", "60 %;41%", true), ("CI;GH", "0.6;0.42", false),
    ("CI;GH", "0.6;0.385", false), ("CI;GH", "1;0", true), ("CI;GH", "1.001;0", false),
    ("CI;GH", "60;40", false), ("CI;GH", "1", false), ("CI", "1", true), ("***", "1", false),
    ("CI;GH", "0.5;x", false), ("CI;GH", "-0.1;1", false), ("CI;GH", "nan;1", false),
  ])
  func sharesAreAsManyAsOriginsAndAddUpToOne(
    declared: String, shares: String, isRead: Bool
  ) throws {
    let found = try manifest("declared,shares", "\(declared),\(shares)")
    #expect(found.shipments.count == (isRead ? 1 : 0))
    #expect(found.refused.map(\.column) == (isRead ? [] : [3]))
  }

  @Test func aBrokenRowDoesNotEndTheReading() throws {
    let scratch = try Scratch()
    let path = try scratch.file(
      "m.csv",
      "parcel,carats\nP1,1\nP2\n\nP3,x\nP4,2,3\n,4\nP5,\"5\"x\nP6,6\nP1,7\nP7,\"never closed\nP8,8\n"
    )
    let found = try readManifest(at: path)
    #expect(found.shipments.map(\.shipment.parcel) == ["P1", "P6", "P8"])
    #expect(found.shipments.map(\.line) == [2, 9, 12])
    #expect(found.refused.map(\.line) == [3, 4, 5, 6, 7, 8, 10, 11])
    #expect(found.refused.map(\.column) == [nil, nil, 2, nil, nil, 2, 1, 2])
    #expect(
      found.refused[6].description
        == "\(path), line 10, column 1: parcel \"P1\" stands in line 2 already; "
        + "give every parcel its own identifier.")
  }

  @Test func aRowWithinAnUnclosedFieldIsNotLost() throws {
    let scratch = try Scratch()
    let path = try scratch.file("m.csv", "parcel,note\nP1,\"open\nP2,\"fine\"\nP3,good\n")
    let found = try readManifest(at: path)
    #expect(found.shipments.map(\.shipment.parcel) == ["P2", "P3"])
    #expect(found.refused.count == 1)
  }

  @Test(arguments: [
    ("carats\n1\n", 1), ("parcel,carats,parcel\nP,1,2\n", 1), ("", 1), ("parcel,carats\n", 1),
  ])
  func aBrokenHeaderEndsTheReading(text: String, line: Int) throws {
    let scratch = try Scratch()
    let path = try scratch.file("m.csv", text)
    #expect {
      try readManifest(at: path)
    } throws: { error in
      (error as? ReadError)?.line == line
    }
  }

  @Test(arguments: [
    ("m.tsv", "parcel\tcarats\tdeclared\nP1\t1,5\tCI;GH\n"),
    ("m.csv", "parcel;carats;declared\nP1;1,5;CI|GH\n"),
    ("m.csv", "\u{feff}parcel,carats,declared\r\nP1,1.5,CI|GH\r\n\r\n"),
    ("m.csv", "parcel,carats,declared\rP1,1.5,\"CI,GH\"\r"),
  ])
  func tabsSemicolonsMarksAndLineEndsAreRead(name: String, text: String) throws {
    let scratch = try Scratch()
    for bytes in [Array(text.utf8), gzip(Array(text.utf8))] {
      let found = try readManifest(at: scratch.file(name, bytes))
      #expect(found.refused == [])
      #expect(found.shipments.map(\.shipment.carats) == [1.5])
      #expect(found.shipments[0].shipment.declared == .origins([Origin("CI"), Origin("GH")]))
    }
  }

  @Test func decimalCommasOfSharesSeparateNothing() throws {
    let scratch = try Scratch()
    let path = try scratch.file("m.csv", "parcel;declared;shares\nP1;CI|GH;0,6|0,4\n")
    #expect(try readManifest(at: path).shipments[0].shipment.shares == [0.6, 0.4])
  }

  @Test func noPathLeadsOutOfTheFolder() throws {
    let scratch = try Scratch()
    let manager = FileManager.default
    let inner = "\(scratch.path)/inner"
    try manager.createDirectory(atPath: "\(inner)/deep", withIntermediateDirectories: true)
    _ = try scratch.file("outside.csv", "carats\n1\n")
    _ = try scratch.file("inner/in.csv", "carats\n1\n")
    try manager.createSymbolicLink(
      atPath: "\(inner)/out.csv", withDestinationPath: "../outside.csv")
    try manager.createSymbolicLink(atPath: "\(inner)/up", withDestinationPath: "..")
    try manager.createSymbolicLink(atPath: "\(inner)/same.csv", withDestinationPath: "in.csv")
    let good = ["in.csv", "deep/../in.csv", "same.csv", "./in.csv"]
    let bad = [
      "\(inner)/in.csv", "../outside.csv", "../inner/in.csv", "out.csv", "up/outside.csv",
      "missing.csv", "deep", "in.csv;", "deep/../../inner/in.csv",
    ]
    let rows = (good + bad).enumerated().map { "P\($0),\($1)\n" }.joined()
    let found = try readManifest(at: scratch.file("inner/m.csv", "parcel,evidence\n" + rows))
    #expect(found.shipments.map { $0.shipment.evidence[0] } == good)
    #expect(found.refused.count == bad.count)
    #expect(found.refused.allSatisfy { $0.column == 2 })
    #expect(found.refused[3].reason.hasSuffix("lies outside of the manifest's folder"))
    #expect(found.refused[5].reason == "the evidence \"missing.csv\" is not there")
  }

  @Test func manyOpenQuotesAreNotReadAgainAndAgain() throws {
    let scratch = try Scratch()
    let path = try scratch.file(
      "m.csv", "parcel,note\n" + String(repeating: "x\",\"y\n", count: 20_000) + "\"z\" a\n")
    let start = ContinuousClock.now
    #expect(throws: ReadError.self) { try readManifest(at: path) }
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
