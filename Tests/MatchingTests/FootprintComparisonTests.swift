import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct FootprintComparisonTests {
  private func footprints(_ logMedians: [Double]) throws -> [SizeFootprint] {
    try logMedians.enumerated().map { index, mu in
      try SizeFootprint(
        origin: Origin("AA/\(index)"), grade: .simulated, source: "test",
        members: [TruncatedLognormal(mu: mu, sigma: 1).shares])
    }
  }

  private func compare(
    _ footprints: [SizeFootprint], counts: [Int] = [30, 500]
  ) throws -> FootprintComparison {
    try FootprintComparison(
      SizeModel(footprints: footprints), counts: counts,
      sieves: SieveSet(bounds: SizeSamples.carats), parcels: 40, workers: Workers(2))
  }

  @Test func distancesAreHellingersAndSymmetric() throws {
    let mus = [-2, -1.9, -1.0]
    let found = try compare(footprints(mus))
    for one in 0..<3 {
      for other in 0..<3 {
        // Two lognormals of one sigma: ρ = exp(−(μ₁ − μ₂)²/8), and 1 nat is 0.434 of evidence.
        let difference = mus[one] - mus[other]
        let expected = (1 - exp(-difference * difference / 8)).squareRoot()
        #expect(abs(found.distances[one][other] - expected) < 2e-3)
        #expect(found.distances[one][other] == found.distances[other][one])
        let evidence = difference * difference / 2 / log(10)
        #expect(abs(found.evidencePerItem[one][other] - evidence) < 0.01 * max(1, evidence))
      }
      #expect(found.distances[one][one] == 0 && found.evidencePerItem[one][one] == 0)
    }
    #expect(found.pairs.map(\.origins)[0] == ["AA/0", "AA/1"])
  }

  @Test func mistakesFallWithTheCountAndStayBelowTheBound() throws {
    let found = try compare(footprints([-2, -1.5]))
    let errors = found.pairs[0].mistakes
    #expect(errors.map(\.count) == [30, 500])
    #expect(errors[0].error > errors[1].error && errors[1].error == 0)
    #expect(errors[0].error < 0.5)
    #expect(found.pairs(mixedUpAt: 30).count == 1 && found.pairs(mixedUpAt: 500).isEmpty)
    #expect(found.sentences[1].hasPrefix("With 500 stones 0 of 1 pairs"))
  }

  @Test func theOrderOfFootprintsDoesNotMatterAndBytesRepeat() throws {
    let all = try footprints([-2, -1.9, -1.0])
    let one = try compare(all)
    let turned = try compare(Array(all.reversed()))
    #expect(turned == one)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let (bytes, again) = (try encoder.encode(one), try encoder.encode(try compare(all)))
    #expect(bytes == again)
  }

  @Test func aParcelUnderTwoOriginsIsFound() throws {
    let bounds = SizeSamples.carats
    var parcels: [Parcel] = []
    for index in 0..<8 {
      let stones = SizeSamples.stones(300, median: index < 4 ? 0.05 : 0.3, seed: UInt64(index))
      parcels.append(
        SizeSamples.parcel(
          of: stones, in: bounds, name: "P\(index)",
          origin: Origin(index % 4 < 2 ? "AA/0" : "AA/1")))
    }
    parcels[7] = Parcel(
      identifier: "copy", content: parcels[0].content, handling: .runOfMine,
      origin: Origin("AA/1"))
    let labelled = LabelledMaterial(
      material: .parcels(parcels), labels: parcels.compactMap(\.origin),
      groups: parcels.map(\.identifier))
    let model = try SizeModel(fittedTo: labelled, workers: Workers(2))
    let found = try FootprintComparison(
      model, counts: [30], parcels: 20, workers: Workers(2))
    #expect(found.duplicates.first?.items == ["P0", "copy"])
    #expect(found.duplicates.first?.origins == ["AA/0", "AA/1"])
  }

  @Test func vectorsAreComparedInTheMetric() throws {
    let sample = Sample(
      seed: 5, groupCounts: [8, 8, 8], shots: 4, features: 12, questioned: 0, effect: 1)
    let model = try OriginModel(fittedTo: sample.material, workers: Workers(2))
    let found = try FootprintComparison(model)
    #expect(found.kind == .elements && found.origins == ["CI", "GH", "RU"])
    for pair in found.pairs {
      let row = found.origins.firstIndex(of: pair.origins[0]) ?? 0
      let column = found.origins.firstIndex(of: pair.origins[1]) ?? 0
      #expect(pair.distance == found.distances[row][column] && pair.distance > 0)
      #expect(found.distances[row][column] == found.distances[column][row])
      // Φ(−d/2), its tail from the quantile function.
      let error = try #require(pair.mistakes.first?.error)
      #expect(abs(CounterGenerator.normalQuantile(error) + pair.distance / 2) < 1e-6)
    }
    #expect(found.duplicateCount == 0)
    #expect(abs(found.map.shown - 1) < 1e-9)
  }
}
