import Fingerprints
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeModelTests {
  @Test func twoFootprintsOfOneOriginOrASingleOneAreRefused() throws {
    let footprints = try SizeSamples.footprints(members: 5)
    #expect(throws: MatchingError.self) { try SizeModel(footprints: [footprints[0]]) }
    #expect(throws: MatchingError.self) {
      try SizeModel(footprints: [footprints[0], footprints[0]])
    }
  }

  @Test func theOrderOfFootprintsDoesNotMatter() throws {
    let footprints = try SizeSamples.footprints(members: 40)
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(300, median: 0.12, seed: 1), in: SizeSamples.round)
    let one = try SizeModel(footprints: footprints)
    let two = try SizeModel(footprints: footprints.reversed())
    #expect(one == two)
    #expect(try one.assess([parcel]) == two.assess([parcel]))
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let model = try SizeModel(footprints: SizeSamples.footprints(members: 60))
    let stones = SizeSamples.stones(200, median: 0.12, seed: 2)
    let parcels = [
      SizeSamples.parcel(of: stones, in: SizeSamples.square),
      Parcel(identifier: "S", content: .stones(stones.map { Stone(carats: $0.carats) })),
    ]
    #expect(
      try model.assess(parcels, workers: Workers(1)) == model.assess(parcels, workers: Workers(2)))
  }

  @Test(arguments: [0, 1, 2])
  func aParcelIsMostProbablyFromWhereItComesFrom(index: Int) throws {
    let model = try SizeModel(footprints: SizeSamples.footprints())
    let median = [0.05, 0.12, 0.3][index]
    for (seed, bounds) in [SizeSamples.round, SizeSamples.square, SizeSamples.carats].enumerated() {
      let parcel = SizeSamples.parcel(
        of: SizeSamples.stones(1500, median: median, seed: UInt64(seed)), in: bounds)
      let assessment = try model.assess([parcel])[0]
      #expect(assessment.origins[0].origin == Origin("AA/\(index)"))
      #expect(assessment.origins[0].probability > 0.8)
      #expect(abs(assessment.origins.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
      #expect((assessment.origins[0].typicality ?? 0) > 0.05)
      #expect(assessment.neighbours.count == 5)
      #expect(assessment.neighbours[0].origin == Origin("AA/\(index)"))
    }
  }

  @Test func aParcelUnlikeAllIsUnlikeAnyReference() throws {
    let model = try SizeModel(footprints: SizeSamples.footprints())
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(800, median: 4, sigma: 0.3, seed: 5), in: SizeSamples.carats)
    #expect(try model.assess([parcel])[0].verdict == .unlikeAnyReference)
  }
}
