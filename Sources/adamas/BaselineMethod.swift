internal import ArgumentParser
internal import Fingerprints

/// A way to find baselines, as the command line names it.
enum BaselineMethod: String, ExpressibleByArgument {
  case none, snip, airpls, arpls

  /// The method with its usual settings.
  var baseline: Baseline {
    switch self {
    case .none: .none
    case .snip: .snip()
    case .airpls: .airPLS()
    case .arpls: .arPLS()
    }
  }
}

/// What is taken away from spectra: what every command that fits references shares.
struct BaselineOptions: ParsableArguments {
  @Option(
    name: .customLong("baseline"),
    help: ArgumentHelp(
      "What is taken away from spectra before they are compared: none, snip, airpls or arpls.",
      valueName: "method"))
  var method: BaselineMethod = .none

  /// The method with its usual settings.
  var baseline: Baseline { method.baseline }
}
