import Fingerprints
import Foundation
import LinearAlgebra
import Matching
import Specimens
import Testing

/// What a mapping between instruments is worth for telling origins, on made-up spectra: there are no
/// public ones of the same labelled stones on two instruments.
///
/// The library is of the one instrument, the questioned stones were measured on the other; neither are
/// they in the library nor among the stones that the mapping was fitted to.
struct ScaleTransferEvidenceTests {
  /// Figures of questioned stones.
  struct Figures {
    var right = 0.0
    var logLoss = 0.0
    var refused = 0.0
  }

  /// How well stones are told, with the instrument guard and without.
  private func figures(_ library: [OriginModel], _ table: SpectraTable) throws -> Figures {
    let stones = try #require(table.metadata["stone"])
    let truth = Dictionary(
      zip(stones, try #require(table.metadata["origin"])), uniquingKeysWith: { first, _ in first })
    let grades = Dictionary(uniqueKeysWithValues: library[0].origins.map { ($0, Grade.simulated) })
    var figures = Figures()
    let open = try library[0].assess(.spectra(table), items: stones, grades: grades)
    for assessment in open {
      let wanted = Origin(truth[assessment.item] ?? "")
      figures.right += assessment.origins.first?.origin == wanted ? 1 : 0
      let probability = assessment.origins.first { $0.origin == wanted }?.probability ?? 0
      figures.logLoss -= log(max(probability, 1e-12))
    }
    let guarded = try library[1].assess(.spectra(table), items: stones, grades: grades)
    figures.refused = Double(
      guarded.count {
        if case .cannotSay = $0.verdict { true } else { false }
      })
    let count = Double(open.count)
    return Figures(
      right: figures.right / count, logLoss: figures.logLoss / count,
      refused: figures.refused / count)
  }

  /// A model without the instrument guard, and one with it.
  private func models(of references: SpectraTable) throws -> [OriginModel] {
    let labelled = try LabelledMaterial(.spectra(references), label: "origin", groups: ["stone"])
    return [
      try OriginModel(fittedTo: labelled, guardsInstrument: false),
      try OriginModel(fittedTo: labelled),
    ]
  }

  /// Measured figures for `Benchmarks/RESULTS.md`; wants minutes.
  @Test(
    .enabled(if: ProcessInfo.processInfo.environment["ADAMAS_MEASURE"] != nil),
    arguments: SimulatedInstruments.Response.allCases, [UInt64(101), 102, 103, 104])
  func questionedStonesOfAnotherInstrument(
    response: SimulatedInstruments.Response, seed: UInt64
  ) throws {
    let instruments = try SimulatedInstruments(seed: seed, response: response)
    let references = instruments.table(
      stones: 0..<12, shots: 8, onSecondary: false, sessions: 3, sessionPrefix: "S")
    let library = try models(of: references)
    let own = instruments.table(
      stones: 100..<125, shots: 8, onSecondary: false, sessions: 25, sessionPrefix: "Q")
    let other = instruments.table(
      stones: 100..<125, shots: 8, onSecondary: true, sessions: 25, sessionPrefix: "R")
    func say(_ name: String, _ figures: Figures) {
      print(
        "\(response), seed \(seed), \(name): right \(figures.right), log loss \(figures.logLoss), "
          + "refused \(figures.refused)")
    }
    say("measured on the library's instrument", try figures(library, own))
    say(
      "library made anew on the other instrument",
      try figures(
        models(
          of: instruments.table(
            stones: 0..<12, shots: 8, onSecondary: true, sessions: 3, sessionPrefix: "T")), other))
    let interpolated = SpectraTable(
      axis: references.axis,
      intensities: try SpectralExtractor(axis: references.axis, normalisation: .none)
        .features(of: other).elements, metadata: other.metadata)
    say("untransferred, interpolated", try figures(library, interpolated))
    say(
      "untransferred, area kept",
      try figures(library, try resampledKeepingArea(other, to: references.axis)))
    for stones in [2, 3, 5] {
      let common = instruments.table(
        stones: 0..<stones, shots: 8, onSecondary: true, sessions: 3, sessionPrefix: "T")
      let clock = ContinuousClock()
      let start = clock.now
      let transfer = try ScaleTransfer(from: common, to: references)
      print(transfer, "area of the mean:", transfer.figures.errorOfMean, clock.now - start)
      say("mapped by \(4 * stones)", try figures(library, try transfer.applied(to: other)))
    }
  }
}
