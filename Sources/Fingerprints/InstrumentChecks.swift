/// One way in which questioned shots can differ from a library's though the stones are alike.
///
/// None of them asks what a stone is made of: a stone from an unseen origin, measured on the library's
/// instrument, is to pass them all and be called *unlike any reference* elsewhere.
public enum InstrumentCheck: String, Sendable, CaseIterable, Codable {
  /// Whether the shots cover the library's channels.
  case range
  /// The width of channels against the library's, as a natural logarithm.
  case sampling
  /// The place of lines against the library's, in channels; the median over common lines.
  case shift
  /// The width of lines against the library's, as a natural logarithm; the median over common lines.
  case resolution
  /// The part of the library's common lines at whose place no peak is found.
  case lines
  /// One minus the correlation of square-root spectra with the most alike reference group.
  case likeness
  /// Ratios of two lines of one species against the library's, as natural logarithms; the median.
  case lineRatios = "line-ratios"
  /// How much quieter than in any reference the quietest part of the axis is, as a natural logarithm.
  case deadRegion = "dead-region"
  /// The number of channels at a shot's very maximum, against the references' largest.
  case saturation
  /// The total light against the library's, as a natural logarithm.
  case light

  /// What a difference must exceed to be called one, however alike the references are.
  ///
  /// Chosen by what a difference does to a fingerprint: a quarter of a channel or lines a quarter
  /// broader hardly move it, total light may change fivefold with the laser's focus, the ratio of a
  /// doublet's lines doubles from a thin to a thick plasma. Those of likeness, resolution and dead
  /// regions were raised after a first look at fish, whose pieces are less alike than most stones will
  /// be; so the rate of false alarms on fish is not an independent one.
  public var floor: Double {
    switch self {
    case .range: 0
    case .sampling: 0.18
    case .shift: 0.25
    case .resolution: 0.223
    case .lines: 0.35
    case .likeness: 0.6
    case .lineRatios: 0.7
    case .deadRegion: 1.4
    case .saturation: 1.5
    case .light: 1.6
    }
  }
}

/// What one check of an examination found.
public struct InstrumentFinding: Sendable, Equatable {
  /// The check.
  public let check: InstrumentCheck
  /// The difference, in the check's unit; its sign says which way.
  public let figure: Double
  /// What its size may be.
  public let bound: Double
  /// The part of held-out reference groups, with the questioned shots among them, that differ at least as much:
  /// (1 + number of such groups)/(1 + groups); `nil` without held-out groups.
  public let pValue: Double?
  /// Words that the numbers do not give.
  let wording: String?
  /// The median width of the library's channels, in nanometres.
  let channelWidth: Double

  /// A finding with its numbers, and words where those do not say it.
  init(
    check: InstrumentCheck, figure: Double, bound: Double, pValue: Double?,
    wording: String? = nil, channelWidth: Double = 0
  ) {
    self.check = check
    self.figure = figure
    self.bound = bound
    self.pValue = pValue
    self.wording = wording
    self.channelWidth = channelWidth
  }

  /// Whether the difference is within the bound.
  public var isPassed: Bool { abs(figure) <= bound }
}

/// Whether questioned shots may be compared with a library at all.
public struct InstrumentExamination: Sendable, Equatable {
  /// The checks that could be made, in the order of `InstrumentCheck.allCases`.
  public let findings: [InstrumentFinding]
  /// Checks for which these references or shots give nothing to measure.
  public let notTested: [InstrumentCheck]
  /// What the number of reference groups allows to be said.
  public let note: String?

  /// The failed checks.
  public var failures: [InstrumentFinding] { findings.filter { !$0.isPassed } }

  /// Why nothing can be said about the shots, or `nil` when every check is passed: the failed
  /// checks' sentences, joined by semicolons.
  public var reason: String? {
    let failures = failures
    return failures.isEmpty ? nil : failures.map(\.sentence).joined(separator: "; ")
  }
}
