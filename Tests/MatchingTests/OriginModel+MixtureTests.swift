import Fingerprints
import Foundation
import Specimens
import Testing

@testable import Matching

/// Mixtures read from spectra, of which some may be another instrument's.
struct OriginModelMixtureTests {
  /// Twelve stones of the library's instrument, and their light as another one would see it: a
  /// continuum without a line.
  private let stones = QuestionedMaterialTests.shots(groups: 20..<32, drift: 0)

  /// The stones with the light of some replaced by that of an instrument which sees no lines.
  private func material(dark: Set<String>) throws -> Material {
    guard case .spectra(let table) = stones.material else {
      throw MatchingError.material(reason: "not spectra", mend: "give spectra")
    }
    var light = table.intensities
    let width = table.axis.wavelengths.count
    for (row, group) in stones.groups.enumerated() where dark.contains(group) {
      for channel in 0..<width {
        light[row * width + channel] = 100 + Float(channel % 7) + Float(channel) / 4
      }
    }
    return .spectra(
      SpectraTable(axis: table.axis, intensities: light, metadata: table.metadata))
  }

  @Test func stonesOfAnotherInstrumentAreLeftOutAndCounted() throws {
    let model = try QuestionedMaterialTests.library.get()
    let kept = stones.groups.indices.filter {
      stones.groups[$0] != "g20" && stones.groups[$0] != "g22"
    }
    let some = try model.mixture(of: material(dark: ["g20", "g22"]), items: stones.groups)
    let without = try model.mixture(
      of: stones.material.selecting(kept), items: kept.map { stones.groups[$0] })
    #expect(some.stones == 10 && some.refusal == nil)
    #expect(some.origins == without.origins && some.none == without.none)
    #expect(some.warnings.count == without.warnings.count + 1)
    #expect(try #require(some.warnings.first).hasPrefix("2 of 12 stones cannot be compared"))
  }

  @Test func aParcelOfAnotherInstrumentIsRefused() throws {
    let model = try QuestionedMaterialTests.library.get()
    let report = try model.mixture(
      of: material(dark: Set(stones.groups)), items: stones.groups)
    #expect(report.stones == 12 && report.origins.isEmpty)
    #expect(report.evidence.map(\.kind) == [.stones])
    let assessments = try model.assess(
      material(dark: Set(stones.groups)), items: stones.groups, grades: [:])
    guard case .cannotSay(let reason) = try #require(assessments.first).verdict else {
      Issue.record("A single stone must be refused too.")
      return
    }
    #expect(report.refusal == reason)
  }
}
