internal import Foundation

/// The listed lines of one piece of an axis, each with the peak that it is, if it is seen.
///
/// Peaks near a listed wavelength are plenty; what tells the right ones is that all lines of a piece
/// are off by nearly the same amount. So every shift that would put some peak on some line is tried,
/// and the one that puts prominent peaks on most lines wins:
///
///     score(s) = Σ √prominence · exp(−½((peak − line − s)/tolerance)²) − 0.3·|s|/greatest shift
///
/// A single strong peak can so be the wrong line of a doublet without harm: on the Canadian Space
/// Agency's spectra of BHVO-2 sodium's 588.995 nm stands at 589.65, where 589.592 is expected, and
/// only both together show the shift of 0.66 nm.
struct LineMatching: Sendable {
  /// A listed line, or several that the instrument shows as one.
  struct Target: Sendable, Equatable {
    /// The names of the lines, joined by "+".
    var name: String
    /// Where they should stand, in the medium of the matching, in nanometres.
    var wavelength: Double
    /// Where the last of them should stand.
    var last: Double
    /// The species, since only lines of one are joined.
    let species: String
    /// Their strength together.
    var strength: Double
  }

  /// A line that was seen.
  struct Match: Sendable, Equatable {
    let target: Target
    /// Where its peak stands, in nanometres.
    let found: Double
    /// The peak's height against the highest one nearby, up to 1.
    let prominence: Double
    /// How far above the listed wavelength the peak stands.
    var shift: Double { found - target.wavelength }
  }

  /// The lines that were looked for.
  let targets: [Target]
  /// Those seen where the others put them, in rising order.
  let matches: [Match]
  /// The median full width at half height of the piece's peaks, in nanometres.
  let width: Double

  /// Looks for lines in one piece.
  ///
  /// - Parameters:
  ///   - lines: the list
  ///   - medium: what the axis is taken to be in
  ///   - peaks: the piece's peaks
  ///   - greatestShift: in nanometres; one and a half channels if that is more
  init(
    _ lines: [RegistrationLine], medium: WavelengthMedium, peaks: PiecePeaks,
    greatestShift: Double
  ) {
    width = peaks.width
    let targets = LineMatching.targets(
      lines, medium, from: peaks.lowest, to: peaks.highest, width: peaks.width)
    self.targets = targets
    let search = Search(
      targets: targets, peaks: peaks.peaks, prominences: peaks.prominences,
      tolerance: max(0.4 * peaks.width, 0.04))
    matches = search.best(within: max(greatestShift, 1.5 * peaks.step)).map { target, peak in
      Match(
        target: targets[target], found: peaks.peaks[peak].position,
        prominence: peaks.prominences[peak])
    }
  }

  /// The lines of a range; those of one species closer than six tenths of a width become one.
  ///
  /// The top of such a blend lies nearer to its stronger line the further apart the lines are, so
  /// they are weighed by strength^(1 + distance/width).
  private static func targets(
    _ lines: [RegistrationLine], _ medium: WavelengthMedium, from low: Double, to high: Double,
    width: Double
  ) -> [Target] {
    var targets: [Target] = []
    for line in lines.sorted(by: { $0.wavelength < $1.wavelength }) {
      let place = WavelengthMedium.air.wavelength(line.wavelength, in: medium)
      guard low <= place, place <= high, width <= line.greatestWidth else { continue }
      let species = "\(line.element) \(line.stage.rawValue)"
      if let before = targets.last, before.species == species, place - before.last < 0.6 * width {
        let power = 1 + (place - before.last) / width
        let (old, new) = (pow(before.strength, power), pow(line.strength, power))
        targets[targets.count - 1].wavelength =
          (before.wavelength * old + place * new) / (old + new)
        targets[targets.count - 1].strength += line.strength
        targets[targets.count - 1].name += "+\(line.wavelength)"
        targets[targets.count - 1].last = place
      } else {
        targets.append(
          Target(
            name: line.name, wavelength: place, last: place, species: species,
            strength: line.strength))
      }
    }
    return targets
  }
}

/// The search for the shift that puts peaks on lines.
private struct Search {
  let targets: [LineMatching.Target]
  let peaks: [SpectralPeak]
  let prominences: [Double]
  let tolerance: Double

  /// Pairs of a target and a peak at the best shift, in rising order; every peak stands for one line
  /// at most.
  func best(within greatest: Double) -> [(target: Int, peak: Int)] {
    var best: (score: Double, shift: Double)?
    for target in targets {
      for peak in peaks where abs(peak.position - target.wavelength) <= greatest {
        let shift = peak.position - target.wavelength
        let score = match(at: shift).score - 0.3 * abs(shift) / greatest
        // Of equal scores the first stands, so the answer does not depend on chance.
        if best.map({ score > $0.score }) ?? true { best = (score, shift) }
      }
    }
    guard var shift = best?.shift else { return [] }
    for _ in 0..<3 {
      let shifts = match(at: shift).pairs
        .map { peaks[$0.peak].position - targets[$0.target].wavelength }.sorted()
      guard !shifts.isEmpty else { return [] }
      shift = (shifts[(shifts.count - 1) / 2] + shifts[shifts.count / 2]) / 2
    }
    return match(at: shift).pairs.filter {
      abs(peaks[$0.peak].position - targets[$0.target].wavelength - shift) <= 2 * tolerance
    }
  }

  /// The score of a shift, and the pairs that make it; a peak goes to the line that it fits best.
  private func match(at shift: Double) -> (score: Double, pairs: [(target: Int, peak: Int)]) {
    var holders: [Int: (target: Int, score: Double)] = [:]
    for (index, target) in targets.enumerated() {
      guard let (peak, score) = nearest(to: target.wavelength + shift) else { continue }
      if holders[peak].map({ $0.score < score }) ?? true { holders[peak] = (index, score) }
    }
    let kept = holders.sorted { $0.value.target < $1.value.target }
    return (
      kept.reduce(0.0) { $0 + $1.value.score },
      kept.filter { $0.value.score > 0.1 }.map { ($0.value.target, $0.key) }
    )
  }

  /// The peak that best fits a place, among those within four tolerances of it.
  private func nearest(to place: Double) -> (Int, Double)? {
    var (low, high) = (0, peaks.count)
    while low < high {
      let middle = (low + high) / 2
      if peaks[middle].position < place - 4 * tolerance { low = middle + 1 } else { high = middle }
    }
    var best: (Int, Double)?
    for index in low..<peaks.count {
      let away = (peaks[index].position - place) / tolerance
      if away > 4 { break }
      let score = prominences[index].squareRoot() * exp(-0.5 * away * away)
      if best.map({ score > $0.1 }) ?? true { best = (index, score) }
    }
    return best
  }
}
