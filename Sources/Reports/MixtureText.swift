public import Foundation
public import Matching
internal import Specimens

/// The shares of origins in questioned parcels, as `adamas mixture` prints them.
public struct MixtureFile: Sendable, Equatable {
  /// The version of the program.
  public let version: String
  /// The library.
  public let library: ReportLibrary
  /// The questioned file.
  public let input: ReportInput
  /// The seed of the draws.
  public let seed: UInt64
  /// One for each parcel: its identifier and what was found.
  public let parcels: [(item: String, report: MixtureReport)]

  /// A result.
  public init(
    version: String, library: ReportLibrary, input: ReportInput, seed: UInt64,
    parcels: [(item: String, report: MixtureReport)]
  ) {
    self.version = version
    self.library = library
    self.input = input
    self.seed = seed
    self.parcels = parcels
  }

  /// Two results are equal when everything in them is.
  public static func == (a: MixtureFile, b: MixtureFile) -> Bool {
    a.version == b.version && a.library == b.library && a.input == b.input && a.seed == b.seed
      && a.parcels.elementsEqual(b.parcels) { $0.item == $1.item && $0.report == $1.report }
  }

  /// The result as a person reads it in a terminal.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines: [String] = []
    if library.grade != .measured {
      lines += [
        style.warning(
          style.wrapped(
            "References are of the grade \(library.grade.rawValue): \(library.grade.explanation).",
            first: "!", indent: 2)), "",
      ]
    }
    lines += [
      style.wrapped(
        "Which shares of the parcel come from each of these reference origins?",
        first: "Question", indent: 12),
      style.wrapped(
        "\(library.name), revision \(library.revision.prefix(12)), grade \(library.grade.rawValue)",
        first: "References", indent: 12),
    ]
    for (item, report) in parcels { lines += [""] + block(item, report, style: style) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The most warnings that are printed about one parcel: every pair of footprints can have one.
  private static let mostWarnings = 4

  /// The lines about one parcel.
  private func block(_ item: String, _ report: MixtureReport, style: TextStyle) -> [String] {
    var lines = [style.strong("\(item)  (\(Int(report.stones.rounded())) stones)")]
    if let refusal = report.refusal {
      return lines + [style.wrapped("cannot say: \(refusal).", first: "  Verdict", indent: 12)]
    }
    if let declared = report.declared {
      let names = declared.declared.joined(separator: ", ")
      lines.append(
        style.wrapped(
          (declared.isContradicted ? "NOT ONLY \(names): " : "only \(names) is not contradicted: ")
            + String(
              format: "anything else is less than %.2f with a probability of %.2f, and below %.2f "
                + "with 0.95.", declared.tolerance, declared.probabilityWithinTolerance,
              declared.upperBound),
          first: "  Declared", indent: 12))
    }
    let shares = (report.origins + [report.none].compactMap(\.self)).sorted {
      ($1.share, $0.name) < ($0.share, $1.name)
    }
    let width = shares.map(\.name.count).max() ?? 0
    for (index, share) in shares.enumerated() {
      lines.append(
        (index == 0 ? "  Shares" : "").padded(to: 12) + share.name.padded(to: width) + "  "
          + bar(share.share, width: 20)
          + String(format: "  %.2f  (%.2f-%.2f)", share.share, share.lower, share.upper))
    }
    for warning in report.warnings.prefix(MixtureFile.mostWarnings) {
      lines.append(style.warning(style.wrapped(warning, first: "  !", indent: 12)))
    }
    let rest = report.warnings.count - MixtureFile.mostWarnings
    if rest > 0 {
      lines.append(
        style.warning(
          style.wrapped(
            "\(rest) more warnings of this kind; --format json has them all.", first: "  !",
            indent: 12)))
    }
    return lines
  }

  /// The result as JSON with the schema `adamas.mixture/1`.
  ///
  /// - Throws: what the encoder throws; a mixture holds finite numbers only.
  public func json() throws -> Data {
    try encoded(
      MixtureJSON(
        schema: "adamas.mixture/1", adamas: version,
        library: MixtureJSON.Library(
          name: library.name, revision: library.revision, grade: library.grade.rawValue),
        inputs: [input], seed: seed,
        parcels: parcels.map { MixtureJSON.Parcel(item: $0.item, mixture: $0.report) }))
  }
}

/// The JSON form of mixtures.
private struct MixtureJSON: Encodable {
  struct Library: Encodable {
    let name: String
    let revision: String
    let grade: String
  }

  struct Parcel: Encodable {
    let item: String
    let mixture: MixtureReport
  }

  let schema: String
  let adamas: String
  let library: Library
  let inputs: [ReportInput]
  let seed: UInt64
  let parcels: [Parcel]
}
