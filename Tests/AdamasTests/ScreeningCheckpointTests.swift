import Foundation
import Instruments
import Screening
import Specimens
import Testing

@testable import adamas

/// What a stopped screening leaves, and what another takes from it.
struct ScreeningCheckpointTests {
  private let scratch: ScratchFolder
  private var list: String { scratch.path("list.csv") }
  private var file: String { list + ".checkpoint" }

  init() throws { scratch = try ScratchFolder() }

  private func checkpoint(
    resuming: Bool, patience: Duration = .seconds(-1)
  ) throws -> ScreeningCheckpoint {
    try ScreeningCheckpoint(of: list, resuming: resuming, patience: patience)
  }

  private let evidence = [
    GoodsEvidence(silent: .cannotSay(reason: "too few stones")), GoodsEvidence(silent: .unreadable),
  ]

  @Test func answersAreFoundAgain() throws {
    try checkpoint(resuming: false).add(evidence, for: "one")
    let again = try checkpoint(resuming: true)
    try again.add([], for: "two")
    #expect(again.evidence(for: "one") == evidence)
    #expect(again.evidence(for: "three") == nil)
    #expect(again.used == 1)
    let third = try checkpoint(resuming: true)
    #expect(third.evidence(for: "one") == evidence && third.evidence(for: "two") == [])
    third.remove()
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func shortWorkLeavesNoFile() throws {
    try checkpoint(resuming: false, patience: .seconds(60)).add(evidence, for: "one")
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func withoutResumeTheFileBeginsAnew() throws {
    try checkpoint(resuming: false).add(evidence, for: "one")
    try checkpoint(resuming: false).add(evidence, for: "two")
    let again = try checkpoint(resuming: true)
    #expect(again.evidence(for: "one") == nil)
    #expect(again.evidence(for: "two") == evidence)
  }

  @Test func aLineThatWasBeingWrittenIsLeftOut() throws {
    try checkpoint(resuming: false).add(evidence, for: "one")
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    try (whole + whole.dropLast(9)).write(to: URL(fileURLWithPath: file))
    let again = try checkpoint(resuming: true)
    #expect(again.evidence(for: "one") == evidence)
    // What is added stands where the cut line stood.
    try again.add(evidence, for: "two")
    #expect(try checkpoint(resuming: true).evidence(for: "two") == evidence)
  }

  @Test func anotherFileIsRefusedWithItsLine() throws {
    try checkpoint(resuming: false).add(evidence, for: "one")
    let whole = try Data(contentsOf: URL(fileURLWithPath: file))
    try (whole + Data("parcel,carats\n".utf8)).write(to: URL(fileURLWithPath: file))
    let error = #expect(throws: ReadError.self) { _ = try checkpoint(resuming: true) }
    #expect(
      error?.description
        == "\(file), line 2: this is no line of a checkpoint; leave --resume out and begin anew.")
  }

  @Test func anAnswerHoldsForOneQuestionOnly() {
    var shipment = Shipment(parcel: "P")
    shipment.declared = .origins([Origin("GH"), Origin("CI")])
    func key(
      _ change: (inout Shipment) -> Void = { _ in }, sha256: String = "a", library: String = "l",
      concerns: [Origin] = []
    ) -> String {
      var changed = shipment
      change(&changed)
      return ScreeningCheckpoint.key(
        sha256: sha256, of: changed, library: library, concerns: concerns)
    }
    let keys = [
      key(), key(sha256: "b"), key(library: "m"), key(concerns: [Origin("RU")]),
      key { $0.declared = .mixed }, key { $0.declared = .origins([Origin("GH")]) },
      key { $0.declared = .origins([Origin("GH"), Origin("C"), Origin("I")]) },
      key { $0.handling = .sorted },
    ]
    #expect(Set(keys).count == keys.count)
    #expect(key() == key { $0.parcel = "Q" })
  }

  @Test func anInterruptedScreeningGoesOn() throws {
    let parcel = "parcel,lower_mm,upper_mm,mesh,stones\n"
    let rows = (1...3).map { number in
      let table = parcel + "P\(number),1.5,2,square,9\(number)\nP\(number),2,,square,60\n"
      return (name: "\(number).csv", table: table)
    }
    for row in rows { _ = try scratch.file(row.name, row.table) }
    let manifest = try readManifest(
      at: try scratch.file(
        "manifest.csv",
        "parcel,declared,evidence\n"
          + (1...3).map { "P\($0),GH,\($0).csv\n" }.joined())
    ).shipments
    var first = ShipmentEvidence(
      library: nil, concerns: [], checkpoint: try checkpoint(resuming: false))
    let whole = try first.examine(manifest)
    let resumed = try checkpoint(resuming: true)
    var second = ShipmentEvidence(library: nil, concerns: [], checkpoint: resumed)
    // A file that was changed since is compared anew.
    _ = try scratch.file("2.csv", rows[1].table.replacingOccurrences(of: ",60", with: ",0"))
    let again = try second.examine(manifest)
    #expect(resumed.used == 2)
    #expect(again.evidence[0] == whole.evidence[0] && again.evidence[2] == whole.evidence[2])
    #expect(again.evidence[1] != whole.evidence[1])
    #expect(again.goods.count == 3 && second.used == first.used)
    var without = ShipmentEvidence(library: nil, concerns: [])
    #expect(try without.examine(manifest).evidence == again.evidence)
  }
}
