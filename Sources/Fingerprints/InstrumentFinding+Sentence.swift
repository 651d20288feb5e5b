internal import Foundation

extension InstrumentFinding {
  /// The finding in words, without a full stop: as a reason when it failed.
  ///
  /// Composed when it is asked for: of thousands of shots nearly all pass, and nobody reads why.
  public var sentence: String {
    if let wording { return wording }
    let isFailed = !isPassed
    return switch check {
    case .range: "the shots do not cover the library's channels"
    case .sampling:
      "the channels are \(times(figure)) as wide as the library's, and \(times(bound)) either way is "
        + "allowed" + (isFailed ? ": this is another spectrometer" : "")
    case .shift:
      "the shots are shifted by \(fixed(figure * channelWidth)) nm (\(fixed(figure)) channels) against the "
        + "library, which allows \(fixed(bound)) channels"
    case .resolution:
      "lines are \(times(figure)) as wide as in the library, which allows \(times(bound))"
    case .lines:
      "no peak is found at \(percent(figure)) of the library's common lines, which allows "
        + "\(percent(bound))"
    case .likeness:
      "the shots correlate with no reference group better than \(fixed(1 - figure)), and "
        + "\(fixed(1 - bound)) is the least"
    case .lineRatios:
      "lines of one element stand in ratios \(times(figure)) as large as in the library, which allows "
        + "\(times(bound))"
    case .deadRegion:
      "a part of the axis is \(times(figure)) as quiet as in any reference, which allows "
        + times(bound) + (isFailed ? ": the detector may be dead there" : "")
    case .saturation:
      "shots hold \(fixed(figure)) times as many channels at their maximum as references do, which "
        + "allows \(fixed(bound))" + (isFailed ? ": the detector may be saturated" : "")
    case .light:
      "total light is \(times(figure)) the library's, which allows \(times(bound)) either way"
    }
  }

  private func fixed(_ value: Double) -> String { String(format: "%.2f", value) }

  private func percent(_ part: Double) -> String { String(format: "%.0f %%", 100 * part) }

  /// A logarithm as "2.3 times".
  private func times(_ logarithm: Double) -> String {
    String(format: "%.3g times", exp(logarithm))
  }
}
