import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct BaselineOfSpectraTests {
  /// Shots of two segments of 40 and 20 channels whose backgrounds stand at different heights.
  static func table(shots: Int) -> SpectraTable {
    var light: [Float] = []
    for shot in 0..<shots {
      let (rise, factor) = (Float(shot * shot % 17), Float(1 + shot % 3))
      light += BaselineTests.light(40).map { $0 + rise }
      light += BaselineTests.light(20).map { 900 - $0 * factor }
    }
    let first = (0..<40).map { 300 + Double($0) }
    let second = (0..<20).map { 330 + Double($0) }
    return SpectraTable(
      axis: WavelengthAxis(wavelengths: first + second, segments: [0..<40, 40..<60]),
      intensities: light,
      metadata: Metadata(
        names: ["stone"], columns: [(0..<shots).map { "S\($0)" }], rows: shots))
  }

  @Test(arguments: BaselineTests.methods)
  func eachSegmentHasABaselineOfItsOwn(baseline: Baseline) throws {
    let table = BaselineOfSpectraTests.table(shots: 3)
    let found = try baseline.baselines(of: table)
    #expect(found.rows == 3 && found.columns == 60)
    for shot in 0..<3 {
      let light = table[shot].intensities
      let parts = try [light[..<40], light[40...]].flatMap {
        try baseline.baseline(of: BaselineTests.spectrum(Array($0)))
      }
      #expect(Array(found.row(shot)) == parts)
    }
    let whole = try baseline.baselines(of: table, segments: [0..<60])
    #expect(
      Array(whole.row(1))
        == (try baseline.baseline(of: BaselineTests.spectrum(table[1].intensities)))
    )
    #expect(Array(whole.row(1)) != Array(found.row(1)))
  }

  /// 70 shots are three blocks, in which lanes are filled and emptied in different company.
  @Test(arguments: BaselineTests.methods)
  func aShotsBaselineDependsOnNeitherTheOthersNorTheThreads(baseline: Baseline) throws {
    let table = BaselineOfSpectraTests.table(shots: 70)
    let one = try baseline.baselines(of: table, workers: Workers(1))
    #expect(try baseline.baselines(of: table, workers: Workers(3)) == one)
    for shot in [0, 7, 31, 32, 69] {
      #expect(try baseline.baseline(of: table[shot]) == Array(one.row(shot)))
    }
    let reversed = Array((0..<70).reversed())
    #expect(
      try baseline.baselines(of: table.selecting(rows: reversed)) == one.selecting(rows: reversed))
  }

  @Test(arguments: BaselineTests.methods)
  func whatIsLeftIsTheLightAboveTheBaseline(baseline: Baseline) throws {
    let table = BaselineOfSpectraTests.table(shots: 9)
    let found = try baseline.baselines(of: table)
    let left = try baseline.subtracted(from: table, workers: Workers(2))
    #expect(left.axis == table.axis && left.metadata == table.metadata)
    #expect(
      left.intensities
        == zip(table.intensities, found.elements).map { Float(Double($0) - $1) })
    #expect(try Baseline.none.subtracted(from: table) == table)
  }

  @Test(arguments: BaselineTests.methods, [Float.nan, .infinity])
  func whatIsNotFiniteIsRefusedInWords(baseline: Baseline, value: Float) throws {
    let table = BaselineOfSpectraTests.table(shots: 2)
    var light = table.intensities
    light[60 + 41] = value
    let broken = SpectraTable(axis: table.axis, intensities: light, metadata: table.metadata)
    let error = #expect(throws: FingerprintError.self) { try baseline.baselines(of: broken) }
    #expect(
      error?.description
        == "shot 2 holds a value at 331.0 nm that is not a finite number; leave the shot out.")
  }

  @Test func aBaselineThatIsNotDeterminedIsRefusedInWords() throws {
    let table = BaselineOfSpectraTests.table(shots: 2)
    let error = #expect(throws: FingerprintError.self) {
      try Baseline.arPLS(lambda: 1e300).baselines(of: table)
    }
    #expect(error?.reason.hasSuffix("of shot 1 is not determined in double precision") == true)
    #expect(error?.mend == "take a smaller lambda")
  }

  @Test func aTableWithoutShotsHasNoBaselines() throws {
    let table = BaselineOfSpectraTests.table(shots: 2).selecting(rows: [])
    #expect(try Baseline.arPLS().baselines(of: table).rows == 0)
  }
}
