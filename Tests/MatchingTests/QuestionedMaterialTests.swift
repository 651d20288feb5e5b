import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

/// Shots whose instrument drifted after the library was measured.
struct QuestionedMaterialTests {
  /// Shots of two origins, of which the second has more sodium and less calcium, on an axis that is
  /// written too far up by `drift` nanometres.
  static func shots(
    groups: Range<Int>, drift: Double, session: String = "first"
  ) -> LabelledMaterial {
    let wavelengths = stride(from: 240.0, to: 800, by: 0.4).map { $0 }
    var (light, labels, names): ([Float], [Origin], [String]) = ([], [], [])
    for group in groups {
      for shot in 0..<3 {
        var generator = CounterGenerator(seed: 11, stream: "shots \(group) \(shot)")
        var values = wavelengths.map { _ in 200 + generator.normal() }
        for line in RegistrationLine.standard {
          let isTelling = line.element == "Na" || line.element == "Ca"
          let part = isTelling ? ((line.element == "Na") == (group % 2 == 1) ? 1.2 : 0.8) : 1
          let height = 2000 * line.strength * part * (1 + 0.05 * generator.normal())
          for channel in wavelengths.indices {
            let away = (wavelengths[channel] - line.wavelength - drift) / 1.2
            if abs(away) < 4 { values[channel] += height * exp(-4 * log(2) * away * away) }
          }
        }
        light += values.map { Float($0) }
        labels.append(Origin(group % 2 == 1 ? "GH" : "CI"))
        names.append("g\(group)")
      }
    }
    return LabelledMaterial(
      material: .spectra(
        SpectraTable(
          axis: WavelengthAxis(wavelengths: wavelengths), intensities: light,
          metadata: Metadata(
            names: ["session"], columns: [Array(repeating: session, count: names.count)],
            rows: names.count))), labels: labels, groups: names)
  }

  static let library = Result { try OriginModel(fittedTo: shots(groups: 0..<12, drift: 0)) }

  @Test func anUndriftedAxisIsUsedAsItIs() throws {
    let model = try QuestionedMaterialTests.library.get()
    #expect(model.axis != nil)
    let questioned = QuestionedMaterialTests.shots(groups: 20..<24, drift: 0)
    let found = try model.assess(questioned.material, items: questioned.groups, grades: [:])
    #expect(found.map(\.origins.first?.origin) == ["CI", "GH", "CI", "GH"].map(Origin.init))
    #expect(found.allSatisfy { !$0.warnings.contains { $0.contains("axis") } })
  }

  @Test(arguments: [0.7, -0.7])
  func aDriftedAxisIsRegisteredAndSaysSo(drift: Double) throws {
    let model = try QuestionedMaterialTests.library.get()
    let plain = QuestionedMaterialTests.shots(groups: 20..<24, drift: 0)
    let drifted = QuestionedMaterialTests.shots(groups: 20..<24, drift: drift, session: "later")
    let before = try model.assess(plain.material, items: plain.groups, grades: [:])
    let after = try model.assess(drifted.material, items: drifted.groups, grades: [:])
    for (one, other) in zip(before, after) {
      #expect(one.verdict == other.verdict)
      let (first, second) = (try #require(one.origins.first), try #require(other.origins.first))
      #expect(abs(first.probability - second.probability) < 0.02)
      #expect(
        other.warnings.contains { $0.hasPrefix("The axis of session later was registered in air") })
    }
  }

  @Test func sessionsOfALibraryAreBroughtToOneAxis() throws {
    let (one, two) = (
      QuestionedMaterialTests.shots(groups: 0..<6, drift: 0),
      QuestionedMaterialTests.shots(groups: 6..<10, drift: 0.8, session: "second")
    )
    let joined = try #require(LabelledMaterial(joining: [one, two]))
    let (material, axis, notes) = try joined.registered()
    #expect(axis != nil)
    #expect(notes.count == 1)
    #expect(notes.first?.hasPrefix("The axis of session second was registered") == true)
    guard case .spectra(let table) = material.material, case .spectra(let first) = one.material
    else { return }
    // Hydrogen at 656.279 nm stands where it does in the first session, and not two channels further.
    let brightest = { (shot: Int) in
      (1030..<1052).max {
        table[shot].intensities[$0] < table[shot].intensities[$1]
      }
    }
    #expect(table.axis == first.axis)
    #expect(brightest(0) == brightest(18))
    #expect(material.labels == joined.labels)
  }

  @Test func rowsComeBackInTheOrderAskedFor() throws {
    let (one, two) = (
      QuestionedMaterialTests.shots(groups: 0..<2, drift: 0),
      QuestionedMaterialTests.shots(groups: 2..<4, drift: 0.8, session: "second")
    )
    let joined = try #require(LabelledMaterial(joining: [one, two]))
    let model = try QuestionedMaterialTests.library.get()
    let questioned = QuestionedMaterial(joined.material, axis: model.axis)
    #expect(questioned.parts.count == 2)
    let all = try model.features(of: questioned, rows: Array(0..<12), workers: Workers(2))
    let some = try model.features(of: questioned, rows: [7, 2, 11], workers: Workers(1))
    for (place, row) in [7, 2, 11].enumerated() {
      #expect(Array(some.row(place)) == Array(all.row(row)))
    }
  }
}
