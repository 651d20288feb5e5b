import Testing

@testable import Fingerprints

struct ChannelMediansTests {
  @Test(arguments: [1, 2, 3, 4, 5, 8, 10, 17, 64, 101], [1, 7, 8, 9, 30])
  func mediansAreThoseOfSortedShots(shots: Int, channels: Int) {
    var generator = CounterGenerator(seed: 3, stream: "medians \(shots) \(channels)")
    // Few values, so that ties are common.
    let light = (0..<shots * channels).map { _ in
      Float((4 * generator.normal()).rounded()) * 0.37
    }
    let expected = (0..<channels).map { channel in
      let sorted = (0..<shots).map { light[$0 * channels + channel] }.sorted()
      return shots < 3
        ? sorted.reduce(0, +) / Float(shots) : (sorted[(shots - 1) / 2] + sorted[shots / 2]) / 2
    }
    let found = channelMedians(of: light, channels: channels)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-6 * max(1, abs($1)) })
    #expect(found.count == channels)
  }

  /// Every order of zeros and ones is sorted, so everything is (the 0-1 principle).
  @Test(arguments: 1...9)
  func theNetworkSortsEveryOrder(count: Int) {
    let network = exchanges(sorting: count, wanted: 0..<count)
    for bits in 0..<1 << count {
      var values = (0..<count).map { bits >> $0 & 1 }
      for (one, other) in network where values[one] > values[other] { values.swapAt(one, other) }
      #expect(values == values.sorted())
    }
  }

  @Test func exchangesThatDoNotReachTheMiddleAreLeftOut() {
    let all = exchanges(sorting: 64, wanted: 0..<64)
    let some = exchanges(sorting: 64, wanted: 31..<33)
    #expect(all.count == 543)
    #expect(some.count < all.count && some.count > 64)
  }
}
