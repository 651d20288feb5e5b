internal import ArgumentParser
internal import Fingerprints
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Specimens

/// `adamas baseline`: the baselines of the spectra of a table, into a `.npy` file.
///
/// It exposes ``Baseline`` as it is, so that anyone can look at the background that is taken away before
/// spectra are compared, and check it against another program:
///
/// ```
/// adamas baseline spectra.csv --method arpls --output BASELINES.npy
/// ```
///
/// Nothing goes to standard output. Exit codes are those of ``withExitCodes(_:)``.
struct BaselineCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "baseline",
    abstract: "Find the baselines of spectra: their light that is not in lines.",
    discussion: """
      Example:
        adamas baseline spectra.csv --method arpls --output BASELINES.npy

      BASELINES.npy receives one row for each shot and one column for each channel (float64, C \
      order), in the unit of the light. Each segment of the axis has a baseline of its own.
      """)

  @Argument(help: ArgumentHelp("The table of spectra; - for standard input.", valueName: "TABLE"))
  var table: String

  @Option(help: "How baselines are found: snip, airpls or arpls.")
  var method: BaselineMethod

  @Option(help: ArgumentHelp("Where the baselines go.", valueName: "BASELINES.npy"))
  var output: String

  @Option(
    help: ArgumentHelp(
      "The stiffness of the baseline: 1e6 for airpls and 1e5 for arpls without it.",
      valueName: "number"))
  var lambda: Double?

  @Option(
    help: ArgumentHelp(
      "The change under which airpls and arpls stop; 0.001 without it.", valueName: "share"))
  var tolerance: Double?

  @Option(
    help: ArgumentHelp(
      "How often airpls and arpls may weigh anew; 50 without it.", valueName: "number"))
  var iterations: Int?

  @Option(
    help: ArgumentHelp(
      "How many channels to each side snip looks; 40 without it.", valueName: "channels"))
  var halfWindow: Int?

  @Flag(help: "Take the axis as one segment, whatever jumps it has.")
  var wholeAxis = false

  @Option(help: "Threads; the answer does not depend on them. All processors by default.")
  var threads: Int?

  @Flag(help: "Say how long reading and fitting took.")
  var verbose = false

  /// Refuses what is wrong whatever the table holds.
  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
    if method == .snip, lambda != nil || tolerance != nil || iterations != nil {
      throw ValidationError("--lambda, --tolerance and --iterations are for airpls and arpls.")
    }
    if method != .snip, halfWindow != nil { throw ValidationError("--half-window is for snip.") }
    if method == .none { throw ValidationError("--method is snip, airpls or arpls.") }
    if let fault = baseline.fault { throw ValidationError("Of the baseline, \(fault).") }
  }

  /// The method with its settings.
  private var baseline: Baseline {
    switch method.baseline {
    case .none: .none
    case .snip(let usual): .snip(halfWindow: halfWindow ?? usual)
    case .airPLS(let usual, let share, let most):
      .airPLS(
        lambda: lambda ?? usual, tolerance: tolerance ?? share, iterations: iterations ?? most)
    case .arPLS(let usual, let share, let most):
      .arPLS(
        lambda: lambda ?? usual, tolerance: tolerance ?? share, iterations: iterations ?? most)
    }
  }

  /// Reads, fits and writes.
  func run() throws {
    try withExitCodes {
      let clock = ContinuousClock()
      let start = clock.now
      let file = try MaterialFile(at: table)
      guard case .spectra(let given) = try file.material(kind: .spectra, features: nil) else {
        throw MatchingError.material(
          reason: "\(table) holds no spectra",
          mend: "name a table with a column for each wavelength")
      }
      let read = clock.now
      let baselines = try baseline.baselines(
        of: given, segments: wholeAxis ? [0..<given.axis.count] : nil,
        workers: threads.map { Workers($0) } ?? .all)
      let fitted = clock.now
      let array = NumPyArray(
        shape: [baselines.rows, baselines.columns], values: .double(baselines.elements))
      try write(array.encoded, to: output)
      if verbose {
        say("\(baseline); \(given.count) spectra of \(given.axis.count) channels")
        say("read \(read - start), fitted \(fitted - read)")
      }
    }
  }
}
