import Fingerprints
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeFootprintTests {
  private let shares = TruncatedLognormal(mu: -2, sigma: 1).shares

  @Test(arguments: [[], [[1.0, 2]], [[Double](repeating: 0, count: CaratGrid.count)]])
  func whatIsNoDistributionIsRefused(members: [[Double]]) {
    #expect(throws: MatchingError.self) {
      try SizeFootprint(origin: Origin("GH"), grade: .summary, source: "", members: members)
    }
  }

  @Test func negativeAndInfiniteSharesAreRefused() {
    for value in [-0.1, .infinity, .nan] {
      var wrong = shares
      wrong[7] = value
      #expect(throws: MatchingError.self) {
        try SizeFootprint(origin: Origin("GH"), grade: .summary, source: "", members: [wrong])
      }
    }
  }

  @Test func membersAreScaledToOne() throws {
    let footprint = try SizeFootprint(
      origin: Origin("GH"), grade: .summary, source: "s", members: [shares.map { $0 * 50 }, shares])
    #expect(abs(footprint.mean.reduce(0, +) - 1) < 1e-6)
    #expect(footprint.members.row(0).elementsEqual(footprint.members.row(1)))
    #expect(footprint.name(ofMember: 1) == "GH #2")
  }
}
