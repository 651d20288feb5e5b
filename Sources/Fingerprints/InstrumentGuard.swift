internal import Foundation
internal import LinearAlgebra
public import Specimens

/// Tests whether questioned shots could have been made by a library's instrument, before anything is
/// said about the stone.
///
/// ```swift
/// let guardian = InstrumentGuard(profile: profile)
/// guardian.examine(shots).reason
/// // "the shots are shifted by 0.52 nm (0.52 channels) against the library, which allows 0.25 channels"
/// ```
///
/// A check fails when its figure exceeds both its floor (`InstrumentCheck.floor`) and `margin` times the
/// bound learned from held-out reference groups measured by as many shots: the conformal quantile at
/// 1 % (V. Vovk et al., *Algorithmic Learning in a Random World*, 2005, doi:10.1007/b106715), which
/// for fewer than 99 groups is the largest figure of any. With n groups a conformal test can
/// never be surer than 1/(n + 1); the margin stands in for the groups that are missing. With fewer
/// than five groups only the floors and gross differences mean anything, and the note says so.
///
/// Checks are made on shots of one stone. It does not test the stone: see *typicality*.
public struct InstrumentGuard: Sendable, Equatable {
  /// What is known about the library's instrument.
  public let profile: InstrumentProfile
  /// How many times as far as the held-out groups shots may be off.
  public let margin: Double
  /// The median width of the library's channels, in nanometres.
  private let step: Double

  /// A guard of a library.
  public init(profile: InstrumentProfile, margin: Double = 1.5) {
    self.profile = profile
    self.margin = margin
    step = InstrumentProfile.channelWidth(of: profile.axis)
  }

  /// Compares shots of one stone with the library.
  ///
  /// The mean of one or two shots, the median of more, is compared: a failed shot among many does not
  /// matter. Held-out figures are those of the largest number of shots that the questioned stone has
  /// too.
  ///
  /// Shots on another axis are interpolated to the library's channels first, if they cover them and
  /// their channels are about as wide; otherwise that is the finding, and no other check is made.
  ///
  /// - Complexity: O((shots + groups) · channels).
  public func examine(_ table: SpectraTable) -> InstrumentExamination {
    examine(table, stones: [Array(0..<table.count)])[0]
  }

  /// Compares the shots of several stones with the library, stone by stone.
  ///
  /// - Parameters:
  ///   - table: the shots of all.
  ///   - stones: the rows of each.
  /// - Returns: one examination for each stone, the same as ``examine(_:)`` makes of it alone.
  package func examine(_ table: SpectraTable, stones: [[Int]]) -> [InstrumentExamination] {
    let sampling = samplingFinding(table.axis)
    guard sampling.isPassed else { return stones.map { _ in examination([sampling]) } }
    let light: [Float]
    do {
      light = try SpectralExtractor(axis: profile.axis, normalisation: .none)
        .features(of: table).elements
    } catch {
      let range = InstrumentFinding(
        check: .range, figure: 1, bound: 0, pValue: nil, wording: error.reason)
      return stones.map { _ in examination([sampling, range]) }
    }
    let range = InstrumentFinding(
      check: .range, figure: 0, bound: 0, pValue: nil,
      wording: "the shots cover the library's channels")
    let summaries = stones.map {
      ShotSummary(light: light, channels: profile.axis.count, shots: $0)
    }
    let correlations = ShotSummary.correlations(
      summaries.compactMap(\.self), profile.roots, workers: Workers(1))
    var next = 0
    return zip(stones, summaries).map { shots, summary in
      guard let summary else {
        return examination([
          range, sampling,
          InstrumentFinding(
            check: .light, figure: -.infinity, bound: InstrumentCheck.light.floor, pValue: nil,
            wording: "the shots hold no light"),
        ])
      }
      defer { next += 1 }
      let held = profile.heldOut.last { $0.shots <= shots.count } ?? profile.heldOut.first
      let figures = profile.mean.figures(
        of: summary, correlation: Double(correlations.row(next).max() ?? 0),
        quietest: held?.quietest ?? [])
      let findings = figures.map { finding($0.key, $0.value, held?[$0.key] ?? []) }
      return examination([range, sampling] + findings)
    }
  }

  /// The findings in the order of the checks, with what could not be tested.
  private func examination(_ findings: [InstrumentFinding]) -> InstrumentExamination {
    let order = InstrumentCheck.allCases
    let ordered = order.compactMap { check in findings.first { $0.check == check } }
    return InstrumentExamination(
      findings: ordered,
      notTested: order.filter { check in !ordered.contains { $0.check == check } },
      note: note)
  }

  /// What must be said when there are too few groups to know how far they differ.
  private var note: String? {
    guard profile.groups < 5 else { return nil }
    return "the library has only \(profile.groups) reference groups: how far its own stones differ "
      + "is hardly known, and only gross differences of the instrument can be told"
  }

  /// Holds a figure against those of held-out groups, given in rising order.
  private func finding(
    _ check: InstrumentCheck, _ figure: Double, _ held: [Double]
  ) -> InstrumentFinding {
    // The conformal quantile at 1 %: of less than 99 figures the largest.
    let place = min(held.count, Int((0.99 * Double(held.count + 1)).rounded(.up)))
    let bound = max(check.floor, place > 0 ? margin * held[place - 1] : 0)
    let further = held.count { $0 >= abs(figure) }
    return InstrumentFinding(
      check: check, figure: figure, bound: bound,
      pValue: held.isEmpty ? nil : Double(1 + further) / Double(1 + held.count),
      channelWidth: step)
  }

  /// Whether channels are as wide as the library's, where both have some.
  ///
  /// An axis that was registered anew has moved channels of nearly the same width; another
  /// spectrometer has other widths nearly everywhere. It needs no reference groups.
  private func samplingFinding(_ axis: WavelengthAxis) -> InstrumentFinding {
    // The usual case: the axis is the library's own, or was brought to it.
    guard axis != profile.axis else {
      return InstrumentFinding(
        check: .sampling, figure: 0, bound: InstrumentCheck.sampling.floor, pValue: nil)
    }
    let ratios = profile.axis.segments.flatMap { segment in
      segment.dropFirst().compactMap { channel -> Double? in
        let own = profile.axis.wavelengths[channel] - profile.axis.wavelengths[channel - 1]
        let place = profile.axis.wavelengths[channel]
        return InstrumentGuard.step(at: place, in: axis).map { log($0 / own) }
      }
    }
    // The tenth that differs most may lie at seams.
    let sorted = ratios.sorted { abs($0) < abs($1) }
    let figure = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * 9 / 10]
    let bound = InstrumentCheck.sampling.floor
    return InstrumentFinding(
      check: .sampling, figure: figure, bound: bound, pValue: nil)
  }

  /// The distance of the two channels around a wavelength.
  private static func step(at wavelength: Double, in axis: WavelengthAxis) -> Double? {
    for segment in axis.segments where segment.count > 1 {
      guard axis.wavelengths[segment.lowerBound] <= wavelength,
        wavelength <= axis.wavelengths[segment.upperBound - 1]
      else { continue }
      var (low, high) = (segment.lowerBound, segment.upperBound - 1)
      while high - low > 1 {
        let middle = (low + high) / 2
        if axis.wavelengths[middle] <= wavelength { low = middle } else { high = middle }
      }
      return axis.wavelengths[high] - axis.wavelengths[low]
    }
    return nil
  }
}
