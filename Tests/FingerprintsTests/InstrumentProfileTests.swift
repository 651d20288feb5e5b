import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@Suite struct InstrumentProfileTests {
  @Test func sessionsShowTheirOwnShiftAndWidth() throws {
    let table = try RealSpectra.simulated()
    let stones = try #require(table.metadata["stone"])
    let profile = try #require(
      InstrumentProfile(
        of: table, groups: stones,
        sessions: table.metadata["session"]))
    #expect(profile.groups == 48)
    #expect(profile.widthBySession.keys.sorted() == ["S1", "S2", "S3"])
    for width in profile.widthBySession.values { #expect(1.5 < width && width < 3) }
    // The pack's sessions differ by a made-up shift of 0.08 nm (one standard deviation).
    for shift in profile.shiftBySession.values { #expect(abs(shift) < 0.25) }
    #expect(Set(profile.shiftBySession.values).count == 3)
  }

  @Test func ofManyGroupsSomeAreTaken() throws {
    let table = try RealSpectra.simulated()
    let stones = try #require(table.metadata["stone"])
    let sessions = table.metadata["session"]
    let some = try #require(
      InstrumentProfile(of: table, groups: stones, sessions: sessions, limit: 15))
    #expect(some.groups == 15)
    // Every third or fourth of them in the order of their names, from all origins.
    let names = Set(stones).sorted()
    let taken = Set((0..<15).map { names[$0 * 48 / 15] })
    let rows = stones.indices.filter { taken.contains(stones[$0]) }
    let alone = InstrumentProfile(
      of: table.selecting(rows: rows), groups: rows.map { stones[$0] },
      sessions: sessions.map { sessions in rows.map { sessions[$0] } })
    #expect(some.widthBySession == alone?.widthBySession)
  }

  @Test func oneGroupTeachesNothing() throws {
    let table = try RealSpectra.simulated().selecting(rows: Array(0..<8))
    #expect(InstrumentProfile(of: table, groups: table.metadata["stone"] ?? []) == nil)
  }

  @Test func fewGroupsAreSaidToBeFew() throws {
    let table = try RealSpectra.simulated().selecting(rows: Array(0..<24))
    let groups = try #require(table.metadata["stone"])
    let profile = try #require(InstrumentProfile(of: table, groups: groups))
    let note = InstrumentGuard(profile: profile).examine(table.selecting(rows: [0, 1])).note
    #expect(note?.hasPrefix("the library has only 3 reference groups") == true)
  }

  @Test func theOrderOfGroupsDoesNotMatterAndCodingKeepsAll() throws {
    let table = try RealSpectra.simulated().selecting(rows: Array(0..<48))
    let groups = try #require(table.metadata["stone"])
    let profile = try #require(InstrumentProfile(of: table, groups: groups))
    // Whole stones in reverse order, shots of a stone in their own.
    let order = (0..<6).reversed().flatMap { stone in (0..<8).map { stone * 8 + $0 } }
    let other = try #require(
      InstrumentProfile(of: table.selecting(rows: order), groups: order.map { groups[$0] }))
    #expect(profile == other)
    let written = try InstrumentGuard(profile: profile).written()
    let again = try #require(try InstrumentGuard(text: written.text, roots: written.roots))
    #expect(again == InstrumentGuard(profile: profile))
    #expect(try InstrumentGuard(profile: other).written() == written)
  }

  /// Another number of channels or groups, and a root that is no number.
  @Test func partsThatDoNotFitAreNotReadBack() throws {
    let table = try RealSpectra.simulated().selecting(rows: Array(0..<32))
    let groups = try #require(table.metadata["stone"])
    let sessions = groups.map { "session of \($0)" }
    let profile = try #require(InstrumentProfile(of: table, groups: groups, sessions: sessions))
    let (text, roots) = try InstrumentGuard(profile: profile).written()
    #expect(try InstrumentGuard(text: text, roots: roots) != nil)
    #expect(try InstrumentGuard(text: text, roots: roots.selecting(rows: [0])) == nil)
    #expect(try InstrumentGuard(text: text, roots: roots.selecting(rows: [0, 1, 2])) == nil)
    let narrow = Matrix<Float>(
      rows: roots.rows, columns: 1, elements: roots.elements.prefix(4).map { $0 })
    #expect(try InstrumentGuard(text: text, roots: narrow) == nil)
    var broken = roots
    broken[2, 5] = .nan
    #expect(try InstrumentGuard(text: text, roots: broken) == nil)
    #expect(throws: (any Error).self) { try InstrumentGuard(text: "{}", roots: roots) }
  }
}
