internal import Foundation
internal import Specimens

/// What some reference groups have in common, and the figures of other shots against it.
struct MeanReference: Sendable, Equatable, Codable {
  /// The lines of the groups' mean root spectrum.
  let lines: CommonLines
  private let doublets: DoubletRatios
  /// The typical logarithm of each doublet's ratio.
  private let ratios: [Double?]
  /// The median logarithm of total light.
  private let logLight: Double
  /// The largest number of channels at a maximum.
  private let tops: Double

  /// The mean of the given groups, each counting once, however many shots it has.
  ///
  /// - Precondition: at least one group.
  init(_ groups: [ShotSummary], axis: WavelengthAxis) {
    var mean = [Double](repeating: 0, count: axis.count)
    for group in groups {
      for channel in mean.indices { mean[channel] += Double(group.root[channel]) }
    }
    lines = CommonLines(of: mean.map { $0 / Double(groups.count) })
    let doublets = DoubletRatios(axis: axis)
    self.doublets = doublets
    ratios = DoubletRatios.typical(groups.map { doublets.logarithms($0.root) })
    logLight = CommonLines.median(groups.map(\.logLight)) ?? 0
    tops = groups.map(\.tops).max() ?? 1
  }

  /// The figures of some shots; checks that cannot be made are missing.
  ///
  /// - Parameters:
  ///   - shots: the shots
  ///   - correlation: that with the most alike reference group
  ///   - quietest: the activity of each window in the quietest group, measured by as many shots
  func figures(
    of shots: ShotSummary, correlation: Double, quietest: [Double]
  ) -> [InstrumentCheck: Double] {
    var figures: [InstrumentCheck: Double] = [:]
    figures[.light] = shots.logLight - logLight
    figures[.saturation] = shots.tops / max(1, tops)
    figures[.likeness] = 1 - correlation
    if lines.count >= 5 {
      let found = lines.measure(shots.root.map(Double.init))
      figures[.lines] = found.missing
      figures[.shift] = found.shift
      figures[.resolution] = found.broadening
    }
    figures[.lineRatios] = DoubletRatios.difference(doublets.logarithms(shots.root), ratios)
    // Where even references are next to silent, a dead detector looks like a living one.
    if let loudest = quietest.max() {
      let tested = zip(shots.activity, quietest).filter { $0.1 > loudest - log(100) }
      figures[.deadRegion] = tested.map { max(0, $0.1 - $0.0) }.max()
    }
    return figures
  }
}
