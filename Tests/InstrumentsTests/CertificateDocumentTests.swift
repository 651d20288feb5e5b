import Foundation
import Specimens
import Testing

@testable import Instruments

@Suite struct CertificateDocumentTests {
  private let head = "\"schema\": \"adamas.certificate/1\", \"parcel\": \"P1\""

  @Test func everyKeyIsReadAndOthersAreKeptInTheirOrder() throws {
    let scratch = try Scratch()
    _ = try scratch.file("sizes.csv", "carats\n1\n")
    let path = try scratch.file(
      "c.json",
      """
      {
        \(head), "certificate": "CI\\u00e91", "issuing": "CI", "declared": ["CI/S\\u00e9gu\\u00e9la", "GH"],
        "shares": [0.25, 0.75], "hs": "7102.31", "carats": 1.5e1, "valueUSD": 900, "stones": 12,
        "issued": "2025-01-01", "expires": "2025-02-01", "handling": "run-of-mine",
        "evidence": ["sizes.csv"], "date": "2025-01-15", "importer": "A", "exporter": null,
        "zulu": {"a": [1,
        2]}, "alpha": true
      }
      """)
    let shipment = try readCertificate(at: path)
    var expected = Shipment(parcel: "P1")
    expected.certificate = "CIé1"
    expected.issuing = "CI"
    expected.declared = .origins([Origin("CI/Séguéla"), Origin("GH")])
    expected.shares = [0.25, 0.75]
    expected.hs = "7102.31"
    expected.carats = 15
    expected.valueUSD = 900
    expected.stones = 12
    expected.issued = CalendarDay("2025-01-01")
    expected.expires = CalendarDay("2025-02-01")
    expected.handling = .runOfMine
    expected.evidence = ["sizes.csv"]
    expected.date = CalendarDay("2025-01-15")
    expected.importer = "A"
    expected.others = [
      Shipment.Field(name: "zulu", value: "{\"a\": [1,   2]}"),
      Shipment.Field(name: "alpha", value: "true"),
    ]
    #expect(shipment == expected)
    #expect(try readManifest(at: path).shipments.map(\.shipment) == [expected])
  }

  @Test(arguments: [
    ("\"carats\": 0", 29, "carats is \"0\", not above 0"),
    ("\"carats\": \"1\"", 29, "carats is \"\"1\"\", not a number"),
    ("\"carats\": 1e999", 29, "carats is \"1e999\", not a finite number"),
    ("\"carats\": NaN", 29, "there is no JSON value here"),
    ("\"carats\": true", 29, "carats is \"true\", not a number"),
    ("\"carats\": 1, \"carats\": 2", 32, "a key stands here twice"),
    ("\"declared\": \"CI\"", 31, "declared is \"\"CI\"\""),
    ("\"declared\": [1]", 31, "declared lists something else than texts"),
    ("\"shares\": [\"1\"]", 29, "shares lists something else than numbers"),
    ("\"evidence\": \"a.csv\"", 31, "evidence is \"\"a.csv\"\", not a list"),
    ("\"evidence\": [\"../a\"]", 31, "the evidence \"../a\" lies outside of the manifest's folder"),
    ("\"certificate\": 12", 34, "certificate is \"12\", not a text"),
    ("\"importer\": \"a\\u001b\"", 31, "\"importer\" holds the control character U+001B"),
    ("\"hs\": \"7102\"", 25, "hs is \"7102\", not six to ten digits"),
    ("\"schema\": \"adamas.certificate/2\"", 29, "schema is \"\"adamas.certificate/2\"\""),
    ("\"note\": \"\\ud800\"", 34, "half a pair of \\u escapes"),
    ("\"note\": 01", 27, "a number has no digits, or a zero before them"),
    ("\"note\": \"open", 33, "a text ends with a quote"),
  ])
  func aBrokenLineIsRefusedAtItsByteAndTheOthersAreKept(
    member: String, column: Int, reason: String
  ) throws {
    let scratch = try Scratch()
    let path = try scratch.file(
      "m.jsonl",
      "{\"parcel\": \"A\"}\r\n\n{\"parcel\": \"B\",   \(member)}\n{\"parcel\": \"C\"}\n")
    let found = try readManifest(at: path)
    #expect(found.shipments.map(\.shipment.parcel) == ["A", "C"])
    #expect(found.shipments.map(\.line) == [1, 4])
    #expect(found.refused.map(\.reason) == [reason])
    #expect(found.refused.map(\.line) == [3])
    #expect(found.refused.map(\.column) == [column])
  }

  @Test func identifiersAreTakenOnce() throws {
    let scratch = try Scratch()
    let path = try scratch.file(
      "m.json", "{\"parcel\": \"A\"}\n{\"parcel\": \" A \"}\n{\"parcel\": \"B\"} 1\n{\n")
    let found = try readManifest(at: path)
    #expect(found.shipments.count == 1)
    #expect(found.refused.map(\.line) == [2, 3, 4])
    #expect(found.refused[0].reason == "parcel \"A\" stands in line 1 already")
  }

  @Test func aFolderOfDocumentsIsAManifest() throws {
    let scratch = try Scratch()
    _ = try scratch.file("b.json", "{\(head)}")
    _ = try scratch.file("a.json", "{\"parcel\": \"P2\"}")
    _ = try scratch.file("c.json", "{\(head)}")
    _ = try scratch.file("notes.txt", "nothing")
    let found = try readManifest(at: scratch.path)
    #expect(found.shipments.map(\.file) == ["\(scratch.path)/b.json"])
    #expect(
      found.refused.map(\.reason) == [
        "there is no key \"schema\"",
        "parcel \"P1\" stands in \(scratch.path)/b.json, line 1 already",
      ])
    #expect(throws: ReadError.self) { try readManifest(at: Scratch().path) }
  }

  @Test func aLongTextIsRefusedWithItsLength() throws {
    let scratch = try Scratch()
    let path = try scratch.file(
      "m.jsonl", "{\"parcel\": \"\(String(repeating: "x", count: 1 << 20))\"}")
    let found = try readManifest(at: path)
    #expect(found.refused.map(\.reason) == ["\"parcel\" has 1048578 bytes, more than 65536"])
  }

  @Test func listsDoNotLieTooDeep() throws {
    let scratch = try Scratch()
    for (depth, isRead) in [(31, true), (100_000, false)] {
      let path = try scratch.file(
        "m.jsonl",
        "{\"parcel\": \"A\", \"x\": "
          + String(repeating: "[", count: depth) + String(repeating: "]", count: depth) + "}")
      #expect(try readManifest(at: path).shipments.isEmpty != isRead)
    }
  }

  @Test func theSchemaListsTheKeysOfTheReader() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Models/certificate.schema.json")
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let properties = try #require(schema["properties"] as? [String: [String: Any]])
    #expect(Set(properties.keys) == Set(ShipmentColumn.allCases.map(\.rawValue) + ["schema"]))
    #expect(properties["schema"]?["const"] as? String == certificateSchema)
    #expect(schema["required"] as? [String] == ["schema", "parcel"])
    #expect(properties.values.allSatisfy { $0["description"] is String })
  }
}
