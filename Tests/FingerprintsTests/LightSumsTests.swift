import Testing

@testable import Fingerprints

struct LightSumsTests {
  private func sum(_ light: [Float]) -> (sum: Double, maximum: Float) {
    light.withUnsafeBufferPointer { lightSum(of: $0) }
  }

  @Test(arguments: 0..<14)
  func everyIntensityCounts(count: Int) {
    let light = (0..<count).map { Float($0 * $0) - 20 }
    #expect(sum(light).sum == light.reduce(0.0) { $0 + Double($1) })
    #expect(sum(light).maximum == light.max() ?? -.infinity)
  }

  /// In single precision the small ones would be lost.
  @Test func smallIntensitiesAreNotLostBesideALargeOne() {
    #expect(sum([1e9, 1, 1, 1, 1, 1, 1]).sum == 1_000_000_006)
  }

  @Test(arguments: 0..<9, [Float.nan, .infinity, -.infinity])
  func aValueThatIsNotFiniteShows(place: Int, value: Float) {
    var light = [Float](repeating: 2, count: 9)
    light[place] = value
    #expect(!sum(light).sum.isFinite)
  }

  @Test func twoInfinitiesDoNotCancel() {
    #expect(!sum([.infinity, 1, 1, 1, -.infinity]).sum.isFinite)
  }
}
