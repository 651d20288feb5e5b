package import Specimens

/// The stretches of an axis that one grating, or one reading of a detector, has made.
///
/// Axes are stitched: a segment of rising wavelengths may come from several spectrometers, each with an
/// error of its own. A seam shows in the steps between channels, which change slowly along one grating:
/// - one step is more than 2.5 times as wide as those on both sides, or
/// - the median of twelve steps before and after differs by more than a tenth.
///
/// On the Canadian Space Agency's spectra of BHVO-2 this finds the seven spectrometers and ten jumps
/// between them; across the jump at 776 nm the error of the axis changes from 0.00 to 0.33 nm, across
/// that at 586 nm to 0.66 nm, so one smooth correction could not mend it.
///
/// ```swift
/// axisPieces(of: axis)   // [0..<1402, 1402..<2018, ...], all channels in order
/// ```
///
/// - Returns: ranges of channels, each within one segment, that together cover the axis. Segments of
///   fewer than 64 channels are left whole.
/// - Complexity: O(channels).
package func axisPieces(of axis: WavelengthAxis) -> [Range<Int>] {
  axis.segments.flatMap { pieces(of: $0, axis.wavelengths) }
}

private func pieces(of segment: Range<Int>, _ wavelengths: [Double]) -> [Range<Int>] {
  guard segment.count >= 64 else { return segment.isEmpty ? [] : [segment] }
  let steps = segment.dropFirst().map { wavelengths[$0] - wavelengths[$0 - 1] }
  let breaks = zip(steps, steps.dropFirst()).count { max($0 / $1, $1 / $0) > 1.5 }
  guard breaks * 10 < steps.count else { return [segment] }
  var pieces: [Range<Int>] = []
  var start = segment.lowerBound
  var pending: Seam?
  for index in steps.indices {
    guard let seam = Seam(at: index, in: steps) else {
      if let found = pending {
        pieces.append(start..<segment.lowerBound + found.step + 1)
        start = segment.lowerBound + found.step + 1
        pending = nil
      }
      continue
    }
    // Medians see a seam from several steps: the sharpest of a run is the seam.
    if pending.map({ seam.sharpness > $0.sharpness }) ?? true { pending = seam }
  }
  return pieces + [start..<segment.upperBound]
}

/// A place where the step between channels breaks.
private struct Seam {
  let step: Int
  let sharpness: Double

  init?(at index: Int, in steps: [Double]) {
    let before = steps[max(0, index - 12)..<index].sorted()
    let after = steps[min(steps.count, index + 1)..<min(steps.count, index + 13)].sorted()
    guard before.count >= 4, after.count >= 4 else { return nil }
    let (left, right) = (before[before.count / 2], after[after.count / 2])
    let jump = steps[index] / max(left, right)
    guard jump > 2.5 || max(left / right, right / left) > 1.1 else { return nil }
    step = index
    // Medians stay apart over several steps around a seam; means are furthest apart at it.
    let means =
      before.reduce(0, +) / Double(before.count) * Double(after.count)
      / after.reduce(0, +)
    sharpness = jump > 2.5 ? 1000 * jump : max(means, 1 / means)
  }
}
