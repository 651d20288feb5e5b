/// One piece of an axis while it is being registered, in the medium that it was measured in.
struct PieceDraft: Sendable {
  /// Its channels in the axis.
  let channels: Range<Int>
  /// Their wavelengths before registration.
  let wavelengths: [Double]
  private let matching: LineMatching
  /// What the wavelengths are measured in.
  private let medium: WavelengthMedium
  /// The shift, or `nil` when too few lines support one.
  private let fit: ShiftFit?
  /// For each match, whether the fit rests on it.
  private let isUsed: [Bool]
  /// From the first line of the fit to the last; beyond it the shift is held.
  private let span: ClosedRange<Double>?
  /// Where the lines vouch for the shift.
  private let support: ClosedRange<Double>?

  /// Finds lines, leaves out those that disagree, and fits a shift to the rest.
  ///
  /// The shift may bend only if its lines span a quarter of the piece, and not so far that wavelengths
  /// would no longer rise.
  init(
    channels: Range<Int>, wavelengths: [Double], peaks: PiecePeaks, lines: [RegistrationLine],
    medium: WavelengthMedium, greatestShift: Double
  ) {
    self.channels = channels
    self.wavelengths = wavelengths
    self.medium = medium
    matching = LineMatching(
      lines, medium: medium, peaks: peaks, greatestShift: greatestShift)
    let kept = PieceDraft.consistent(matching)
    let points = zip(matching.matches, kept).filter(\.1).map { PieceDraft.point($0.0) }
    guard let first = points.first, let last = points.last, let low = wavelengths.first,
      let high = wavelengths.last, PieceDraft.isEnough(points, matching)
    else {
      (fit, span, support) = (nil, nil, nil)
      isUsed = kept.map { _ in false }
      return
    }
    let length = last.wavelength - first.wavelength
    let tolerance = max(0.02, 0.1 * matching.width)
    let best = ShiftFit.best(points, tolerance: tolerance, mayBend: length >= 0.25 * (high - low))
    let span = first.wavelength...last.wavelength
    fit =
      PieceDraft.rises(wavelengths, best, span)
      ? best : ShiftFit(points, degree: 0, tolerance: tolerance)
    self.span = span
    isUsed = kept
    let reach = max(25, length / 2)
    support = max(low, first.wavelength - reach)...min(high, last.wavelength + reach)
  }

  /// The lines that the shift rests on.
  var used: [LineMatching.Match] { zip(matching.matches, isUsed).filter(\.1).map(\.0) }

  /// The names of lines that were not seen.
  var missing: [String] {
    let seen = Set(matching.matches.map(\.target.name))
    return matching.targets.map(\.name).filter { !seen.contains($0) }
  }

  /// The wavelength with the shift taken away, in the medium of before.
  func corrected(_ wavelength: Double) -> Double {
    guard let fit, let span else { return wavelength }
    let held = min(max(wavelength, span.lowerBound), span.upperBound)
    return wavelength - fit.shift(at: held)
  }

  /// What was done, in the medium of the registered axis.
  func piece(in other: WavelengthMedium) -> AxisRegistration.Piece {
    let lines = zip(matching.matches, isUsed).map { match, isUsed in
      let listed = medium.wavelength(match.target.wavelength, in: other)
      let after = medium.wavelength(corrected(match.found), in: other) - listed
      return AxisRegistration.Line(
        name: match.target.name, wavelength: listed, before: match.found - match.target.wavelength,
        after: after, isUsed: isUsed)
    }
    let supported = support.map {
      medium.wavelength(
        corrected($0.lowerBound), in: other)...medium.wavelength(
          corrected($0.upperBound), in: other)
    }
    return AxisRegistration.Piece(
      channels: channels, lines: lines, degree: fit?.degree, supported: supported)
  }

  /// A line weighs by the root of its prominence: a strong line is placed better, but one alone must
  /// not decide.
  private static func point(_ match: LineMatching.Match) -> ShiftFit.Point {
    ShiftFit.Point(
      wavelength: match.found, shift: match.shift, weight: match.prominence.squareRoot())
  }

  /// Which lines agree with the rest: within 3 scaled median deviations of a smooth shift, a quarter
  /// of a line's width or 0.02 nm, whichever is most.
  private static func consistent(_ matching: LineMatching) -> [Bool] {
    let points = matching.matches.map(point)
    guard points.count >= 3, let first = points.first, let last = points.last else {
      return points.map { _ in true }
    }
    // A slope is allowed here so that a good line at the end of a slanted axis is not thrown out.
    let mayBend = last.wavelength - first.wavelength > 20 && points.count >= 5
    let fit = ShiftFit.best(points, tolerance: max(0.02, 0.1 * matching.width), mayBend: mayBend)
    let residuals = points.map { abs($0.shift - fit.shift(at: $0.wavelength)) }
    let sorted = residuals.sorted()
    let limit = max(3 * 1.4826 * sorted[(sorted.count - 1) / 2], 0.25 * matching.width, 0.02)
    return residuals.map { $0 <= limit }
  }

  /// Two lines vouch for one another; a single one counts only where it cannot be mistaken: the
  /// highest peak nearby, off by less than half its width.
  private static func isEnough(_ points: [ShiftFit.Point], _ matching: LineMatching) -> Bool {
    if points.count >= 2 { return true }
    guard let only = matching.matches.first, matching.matches.count == 1 else { return false }
    return only.prominence >= 0.5 && abs(only.shift) <= matching.width / 2
  }

  /// Whether wavelengths still rise after the shift.
  private static func rises(
    _ wavelengths: [Double], _ fit: ShiftFit, _ span: ClosedRange<Double>
  ) -> Bool {
    let moved = wavelengths.map {
      $0 - fit.shift(at: min(max($0, span.lowerBound), span.upperBound))
    }
    return zip(moved, moved.dropFirst()).allSatisfy { $0 < $1 }
  }
}
