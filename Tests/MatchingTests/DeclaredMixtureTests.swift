import Matching
import Specimens
import Testing

struct DeclaredMixtureTests {
  private func declared(
    _ names: [String], counts: [Int], foreign: Int = 0, tolerance: Double = 0.05
  ) throws -> DeclaredMixture? {
    let samples = MixtureSamples(origins: 3, distance: 4)
    let parcel = samples.parcel(counts, foreign: foreign)
    return try samples.model().report(
      on: parcel.stones, typicalities: parcel.typicalities,
      options: MixtureOptions(draws: 100, declared: names.map(Origin.init), tolerance: tolerance)
    ).declared
  }

  @Test func aParcelOfTheDeclaredOriginsPasses() throws {
    let result = try #require(try declared(["AA", "AB"], counts: [600, 400, 0]))
    #expect(result.probabilityWithinTolerance > 0.9 && result.upperBound < 0.06)
    #expect(result.upperBound > 0 && !result.isContradicted)
    #expect(result.declared == ["AA", "AB"])
  }

  @Test func anUndeclaredOriginIsFoundWhetherKnownOrNot() throws {
    let known = try #require(try declared(["AA", "AB"], counts: [150, 100, 50]))
    #expect(known.isContradicted && known.upperBound > 0.15)
    #expect(abs(known.otherShare - 1.0 / 6) < 0.06)
    let unknown = try #require(
      try declared(["AA", "AB", "AC"], counts: [100, 100, 40], foreign: 60))
    #expect(unknown.isContradicted && unknown.otherShare > 0.1)
  }

  @Test func moreStonesBringTheBoundDown() throws {
    let bounds = try [50, 500, 5000].map { count in
      try declared(["AA/X"], counts: [count, 0, 0])?.upperBound ?? 1
    }
    #expect(bounds[0] > bounds[1] && bounds[1] > bounds[2])
    // The confusion, learned from 200 stones of each origin, leaves this much open.
    #expect(bounds[2] < 0.04)
  }

  @Test func withoutADeclarationThereIsNoneAndAnUnknownOneIsRefused() throws {
    #expect(try declared([], counts: [50, 0, 0]) == nil)
    #expect(throws: MatchingError.self) { try declared(["ZZ"], counts: [50, 0, 0]) }
  }
}
