import Fingerprints
import Foundation
import Specimens
import Testing

/// Whole stones of the shipped pack held out.
@Suite struct InstrumentGuardTests {
  private struct Fold {
    let guardian: InstrumentGuard
    let heldOut: [SpectraTable]
  }

  /// A guard of the stones outside a fold, and the stones in it.
  private static func fold(_ fold: Int) throws -> Fold {
    let table = try RealSpectra.simulated()
    let stones = try #require(table.metadata["stone"])
    let sessions = try #require(table.metadata["session"])
    let inside = stones.indices.filter { row in (Int(stones[row].suffix(2)) ?? 0) % 6 == fold }
    let outside = stones.indices.filter { row in (Int(stones[row].suffix(2)) ?? 0) % 6 != fold }
    let profile = try #require(
      InstrumentProfile(
        of: table.selecting(rows: outside), groups: outside.map { stones[$0] },
        sessions: outside.map { sessions[$0] }))
    let names = Set(inside.map { stones[$0] }).sorted()
    return Fold(
      guardian: InstrumentGuard(profile: profile),
      heldOut: names.map { name in
        table.selecting(rows: inside.filter { stones[$0] == name })
      })
  }

  @Test(arguments: [0, 3])
  func heldOutStonesPassAndDefectsDoNot(fold: Int) throws {
    let fold = try InstrumentGuardTests.fold(fold)
    for stone in fold.heldOut {
      for shots in [8, 4, 1] {
        let some = stone.selecting(rows: Array(0..<shots))
        let examination = fold.guardian.examine(some)
        #expect(examination.reason == nil)
        #expect(examination.notTested.isEmpty)
        #expect(examination.note == nil)
        for defect in InstrumentDefect.allCases {
          let reason = fold.guardian.examine(defect.applied(to: some, width: 2.06)).reason
          #expect(reason != nil, "\(defect), \(shots) shots")
        }
      }
    }
  }

  @Test(arguments: ["CI/Séguéla", "synthetic/HPHT"])
  func stonesOfAnUnseenOriginPass(origin: String) throws {
    let table = try RealSpectra.simulated()
    let origins = try #require(table.metadata["origin"])
    let stones = try #require(table.metadata["stone"])
    let known = origins.indices.filter { origins[$0] != origin }
    let profile = try #require(
      InstrumentProfile(
        of: table.selecting(rows: known), groups: known.map { stones[$0] },
        sessions: table.metadata["session"].map { sessions in known.map { sessions[$0] } }))
    let unseen = origins.indices.filter { origins[$0] == origin }
    for name in Set(unseen.map { stones[$0] }) {
      let shots = table.selecting(rows: unseen.filter { stones[$0] == name })
      #expect(InstrumentGuard(profile: profile).examine(shots).reason == nil)
    }
  }

  @Test func theReasonNamesTheShift() throws {
    let fold = try InstrumentGuardTests.fold(0)
    let shifted = InstrumentDefect.channelShift.applied(to: fold.heldOut[0], width: 2)
    let examination = fold.guardian.examine(shifted)
    #expect(examination.failures.contains { $0.check == .shift && abs($0.figure - 1) < 0.1 })
    let reason = try #require(examination.reason)
    #expect(reason.contains("channels) against the library, which allows 0.25 channels"))
    let shift = try #require(examination.findings.first { $0.check == .shift })
    #expect(shift.pValue.map { $0 < 0.05 } == true)
  }

  @Test func twiceTheLightIsNoMatterButATenthIs() throws {
    let fold = try InstrumentGuardTests.fold(0)
    let stone = fold.heldOut[1]
    func scaled(_ factor: Float) -> SpectraTable {
      SpectraTable(
        axis: stone.axis, intensities: stone.intensities.map { $0 * factor },
        metadata: stone.metadata)
    }
    #expect(fold.guardian.examine(scaled(2)).reason == nil)
    #expect(fold.guardian.examine(scaled(0.05)).failures.map(\.check) == [.light])
    #expect(fold.guardian.examine(scaled(0)).reason == "the shots hold no light")
  }

  @Test func anotherAxisIsAnotherInstrument() throws {
    let fold = try InstrumentGuardTests.fold(0)
    func flat(_ wavelengths: [Double]) -> SpectraTable {
      SpectraTable(
        axis: WavelengthAxis(wavelengths: wavelengths),
        intensities: wavelengths.map { Float($0.truncatingRemainder(dividingBy: 7)) },
        metadata: Metadata(names: [], columns: [], rows: 1))
    }
    let fine = fold.guardian.examine(flat(stride(from: 230.0, through: 790, by: 0.5).map { $0 }))
    #expect(fine.failures.map(\.check) == [.sampling])
    #expect(fine.reason?.hasPrefix("the channels are 0.5 times as wide") == true)
    let short = fold.guardian.examine(flat(stride(from: 250.0, through: 790, by: 1).map { $0 }))
    #expect(short.failures.map(\.check) == [.range])
    #expect(short.reason?.hasPrefix("the spectra do not cover") == true)
  }

  @Test func theOrderOfShotsDoesNotMatter() throws {
    let fold = try InstrumentGuardTests.fold(0)
    let stone = fold.heldOut[2]
    let reversed = stone.selecting(rows: Array((0..<stone.count).reversed()))
    let (first, second) = (fold.guardian.examine(stone), fold.guardian.examine(reversed))
    for (one, other) in zip(first.findings, second.findings) {
      #expect(one.check == other.check && abs(one.figure - other.figure) < 1e-9)
    }
  }
}

/// Whole pieces of fish, and one powder on three instruments.
@Suite(.enabled(if: RealSpectra.data != nil, "no real data beside the project"))
struct RealInstrumentGuardTests {
  /// Every fifth shot, so that the test is quick.
  ///
  /// With all 9,670 shots: no false alarm in 48 pieces and 4 in 192 sets of 4 or 16 shots.
  @Test func heldOutPiecesOfFishPassAndDefectsDoNot() throws {
    let all = try #require(try RealSpectra.fish())
    let table = all.selecting(rows: Array(stride(from: 0, to: all.count, by: 5)))
    let classes = try #require(table.metadata["label_en"])
    let pieces = try #require(table.metadata["piece"])
    var (alarms, trials) = ([Int: Int](), [Int: Int]())
    var seen: [InstrumentDefect: [Int: Int]] = [:]
    for fold in ["1", "2", "3"] {
      let outside = pieces.indices.filter { pieces[$0] != fold }
      let profile = try #require(
        InstrumentProfile(
          of: table.selecting(rows: outside),
          groups: outside.map { "\(classes[$0])/\(pieces[$0])" }))
      let guardian = InstrumentGuard(profile: profile)
      for name in Set(classes).sorted() {
        let rows = pieces.indices.filter { pieces[$0] == fold && classes[$0] == name }
        for size in [rows.count, 4] {
          for start in size == rows.count ? [0] : [0, rows.count / 2] {
            let shots = table.selecting(rows: Array(rows[start..<min(rows.count, start + size)]))
            let key = size == rows.count ? 0 : size
            trials[key, default: 0] += 1
            if let reason = guardian.examine(shots).reason {
              alarms[key, default: 0] += 1
              print("fish, \(name)/\(fold), \(shots.count) shots: \(reason)")
            }
            guard start == 0 else { continue }
            for defect in InstrumentDefect.allCases
            where guardian.examine(defect.applied(to: shots, width: 3.03)).reason != nil {
              seen[defect, default: [:]][key, default: 0] += 1
            }
          }
        }
      }
    }
    print("fish, false alarms (0: all shots):", alarms, "of", trials)
    for defect in InstrumentDefect.allCases {
      print("fish, \(defect) seen in", seen[defect] ?? [:], "of 48")
    }
    #expect(alarms[0, default: 0] <= 1)
    #expect(alarms[4, default: 0] <= 2)
    for defect in InstrumentDefect.allCases {
      #expect(seen[defect]?[0] ?? 0 >= (defect == .saturation ? 36 : 47), "\(defect)")
    }
  }

  @Test(arguments: ["chemcam", "supercam", "csa"])
  func anotherInstrumentsSpectraAreRefused(instrument: String) throws {
    let library = try #require(try RealSpectra.bhvo2(instrument))
    let groups = try #require(library.metadata["stone"])
    let profile = try #require(InstrumentProfile(of: library, groups: groups))
    let guardian = InstrumentGuard(profile: profile)
    for shot in 0..<library.count {
      #expect(guardian.examine(library.selecting(rows: [shot])).reason == nil)
    }
    for other in ["chemcam", "supercam", "csa"] where other != instrument {
      let table = try #require(try RealSpectra.bhvo2(other))
      #expect(guardian.examine(table).reason != nil)
      // Even if someone has put them on the library's channels before.
      let disguised = resampled(table, to: library.axis)
      for shot in 0..<table.count {
        let examination = guardian.examine(disguised.selecting(rows: [shot]))
        #expect(examination.reason != nil, "\(other) \(shot)")
        if shot == 0 {
          print("\(other) to \(instrument):", examination.failures.map(\.check.rawValue))
        }
      }
    }
  }

  @Test(arguments: ["chemcam", "supercam", "csa"])
  func theShippedPackRefusesRealInstruments(instrument: String) throws {
    let pack = try RealSpectra.simulated()
    let stones = try #require(pack.metadata["stone"])
    let profile = try #require(
      InstrumentProfile(
        of: pack, groups: stones,
        sessions: pack.metadata["session"]))
    let table = try #require(try RealSpectra.bhvo2(instrument))
    let guardian = InstrumentGuard(profile: profile)
    #expect(guardian.examine(table).reason != nil)
    #expect(guardian.examine(resampled(table, to: pack.axis)).reason != nil)
  }

  /// Straight lines between channels; the nearest value beyond the ends.
  private func resampled(_ table: SpectraTable, to axis: WavelengthAxis) -> SpectraTable {
    let wavelengths = table.axis.wavelengths
    var above = 0
    let places = axis.wavelengths.map { wavelength -> (left: Int, part: Float) in
      while above < wavelengths.count, wavelengths[above] < wavelength { above += 1 }
      guard above < wavelengths.count else { return (wavelengths.count - 2, 1) }
      guard above > 0 else { return (0, 0) }
      let step = wavelengths[above] - wavelengths[above - 1]
      return (above - 1, Float((wavelength - wavelengths[above - 1]) / step))
    }
    let light = (0..<table.count).flatMap { shot -> [Float] in
      let own = table[shot].intensities
      return places.map { own[$0.left] + (own[$0.left + 1] - own[$0.left]) * $0.part }
    }
    return SpectraTable(axis: axis, intensities: light, metadata: table.metadata)
  }
}
