/// The median of every channel over shots, or the mean of fewer than three.
///
/// A single failed shot among three does not move it. Eight channels at a time go through a sorting
/// network, of which only the exchanges are kept that the middle depends on: K. E. Batcher's merge
/// exchange (D. E. Knuth, *The Art of Computer Programming* 3, 5.2.2, algorithm M).
///
/// ```swift
/// channelMedians(of: [1, 9, 5, 0, 4, 3], channels: 2)   // three shots: [4, 3]
/// ```
///
/// - Parameters:
///   - light: shot after shot, `channels` finite values each; at least one shot.
///   - channels: at least one.
/// - Returns: one value for each channel.
/// - Complexity: O(channels · shots · log² shots).
func channelMedians(of light: [Float], channels: Int) -> [Float] {
  let shots = light.count / channels
  precondition(shots > 0 && light.count == shots * channels, "Whole shots.")
  let middles = shots < 3 ? 0..<shots : (shots - 1) / 2..<shots / 2 + 1
  let exchanges = shots < 3 ? [] : exchanges(sorting: shots, wanted: middles)
  let weight = 1 / Float(middles.count)
  return light.withUnsafeBytes { light in
    [Float](unsafeUninitializedCapacity: channels) { medians, count in
      withUnsafeTemporaryAllocation(of: SIMD8<Float>.self, capacity: shots) { lanes in
        for start in stride(from: 0, to: channels, by: 8) {
          // The last eight may overlap those before.
          let first = min(start, max(0, channels - 8))
          let width = min(8, channels)
          for shot in 0..<shots {
            let place = (shot * channels + first) * MemoryLayout<Float>.size
            guard width < 8 else {
              lanes.initializeElement(
                at: shot, to: light.loadUnaligned(fromByteOffset: place, as: SIMD8<Float>.self))
              continue
            }
            var lane = SIMD8<Float>()
            for channel in 0..<width {
              lane[channel] = light.load(
                fromByteOffset: place + channel * MemoryLayout<Float>.size, as: Float.self)
            }
            lanes.initializeElement(at: shot, to: lane)
          }
          for (one, other) in exchanges {
            let isBelow = lanes[one] .< lanes[other]
            let smaller = lanes[other].replacing(with: lanes[one], where: isBelow)
            lanes[other] = lanes[one].replacing(with: lanes[other], where: isBelow)
            lanes[one] = smaller
          }
          let sum = middles.dropFirst().reduce(lanes[middles.lowerBound]) { $0 + lanes[$1] }
          let result = sum * weight
          for channel in 0..<width {
            medians.initializeElement(at: first + channel, to: result[channel])
          }
        }
      }
      count = channels
    }
  }
}

/// The exchanges, in order, after which the wanted places hold what they would in rising order.
func exchanges(sorting count: Int, wanted: Range<Int>) -> [(Int, Int)] {
  guard count > 1 else { return [] }
  var all: [(Int, Int)] = []
  let top = 1 << (Int.bitWidth - (count - 1).leadingZeroBitCount - 1)
  var p = top
  while p > 0 {
    var (q, r, d) = (top, 0, p)
    while true {
      for index in 0..<max(0, count - d) where index & p == r { all.append((index, index + d)) }
      guard q != p else { break }
      (d, q, r) = (q - p, q / 2, p)
    }
    p /= 2
  }
  // From the last one back: an exchange matters if one of its places does.
  var matters = [Bool](repeating: false, count: count)
  for place in wanted { matters[place] = true }
  var kept: [(Int, Int)] = []
  for (one, other) in all.reversed() where matters[one] || matters[other] {
    (matters[one], matters[other]) = (true, true)
    kept.append((one, other))
  }
  return kept.reversed()
}
