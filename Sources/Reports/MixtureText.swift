public import Foundation
public import Matching
internal import Specimens

/// The shares of origins in questioned parcels, as `adamas mixture` prints them.
public struct MixtureFile: Sendable, Equatable {
  /// The version of the program.
  public let version: String
  /// The libraries, one for each input.
  public let libraries: [ReportLibrary]
  /// The questioned files: one, or the sizes and the stones of one parcel.
  public let inputs: [ReportInput]
  /// The seed of the draws.
  public let seed: UInt64
  /// One for each parcel: its identifier and what was found.
  public let parcels: [(item: String, report: MixtureReport)]

  /// A result.
  public init(
    version: String, libraries: [ReportLibrary], inputs: [ReportInput], seed: UInt64,
    parcels: [(item: String, report: MixtureReport)]
  ) {
    self.version = version
    self.libraries = libraries
    self.inputs = inputs
    self.seed = seed
    self.parcels = parcels
  }

  /// Two results are equal when everything in them is.
  public static func == (a: MixtureFile, b: MixtureFile) -> Bool {
    a.version == b.version && a.libraries == b.libraries && a.inputs == b.inputs
      && a.seed == b.seed
      && a.parcels.elementsEqual(b.parcels) { $0.item == $1.item && $0.report == $1.report }
  }

  /// The result as a person reads it in a terminal.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines: [String] = []
    for library in libraries where library.grade != .measured {
      lines.append(
        style.warning(
          style.wrapped(
            (libraries.count > 1 ? "\(library.name): references" : "References")
              + " are of the grade \(library.grade.rawValue): \(library.grade.explanation).",
            first: "!", indent: 2)))
    }
    if !lines.isEmpty { lines.append("") }
    lines += [
      style.wrapped(
        "Which shares of the parcel come from each of these reference origins?",
        first: "Question", indent: 12)
    ]
    lines += libraries.enumerated().map { index, library in
      style.wrapped(
        "\(library.name), revision \(library.revision.prefix(12)), grade \(library.grade.rawValue)",
        first: index == 0 ? "References" : "", indent: 12)
    }
    for (item, report) in parcels { lines += [""] + block(item, report, style: style) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The most warnings that are printed about one parcel: every pair of footprints can have one.
  private static let mostWarnings = 4

  /// The lines about one parcel.
  private func block(_ item: String, _ report: MixtureReport, style: TextStyle) -> [String] {
    var lines = [style.strong("\(item)  (\(counts(of: report)))")]
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
    lines += alone(report, style: style)
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

  /// What a parcel's shares were read from, as `24 stones measured, 3000 sized`.
  private func counts(of report: MixtureReport) -> String {
    let count = Int(report.stones.rounded())
    guard report.evidence.count > 1 else { return count == 1 ? "1 stone" : "\(count) stones" }
    return report.evidence.map { evidence in
      "\(Int(evidence.stones.rounded())) "
        + (evidence.kind == .stones ? "stones measured" : "sized")
    }.joined(separator: ", ")
  }

  /// The lines about what each of two views says by itself.
  private func alone(_ report: MixtureReport, style: TextStyle) -> [String] {
    guard let agreement = report.agreement, report.evidence.count > 1 else { return [] }
    var words = [
      "common shares of stones and sizes, which "
        + (agreement < 0.05 ? "DISAGREE" : "agree") + String(format: " (p %.2f).", agreement)
    ]
    let order = report.origins.indices.sorted {
      report.origins[$0].share > report.origins[$1].share
    }
    for index in order.prefix(4) {
      let parts = report.evidence.map { evidence in
        let share = evidence.origins[index]
        return "\(evidence.kind.rawValue) "
          + String(format: "%.2f (%.2f-%.2f)", share.share, share.lower, share.upper)
      }
      words.append(
        "\(report.origins[index].name) alone by \(parts.joined(separator: ", by "))"
          + (index == order.prefix(4).last ? "." : ";"))
    }
    return [style.wrapped(words.joined(separator: " "), first: "  Evidence", indent: 12)]
  }

  /// The result as JSON with the schema `adamas.mixture/1`.
  ///
  /// - Throws: what the encoder throws; a mixture holds finite numbers only.
  public func json() throws -> Data {
    try encoded(
      MixtureJSON(
        schema: "adamas.mixture/1", adamas: version,
        library: libraries.first.map(MixtureJSON.Library.init),
        libraries: libraries.map(MixtureJSON.Library.init), inputs: inputs, seed: seed,
        parcels: parcels.map { MixtureJSON.Parcel(item: $0.item, mixture: $0.report) }))
  }
}

/// The JSON form of mixtures.
private struct MixtureJSON: Encodable {
  struct Library: Encodable {
    let name: String
    let revision: String
    let grade: String

    init(_ library: ReportLibrary) {
      name = library.name
      revision = library.revision
      grade = library.grade.rawValue
    }
  }

  struct Parcel: Encodable {
    let item: String
    let mixture: MixtureReport
  }

  let schema: String
  let adamas: String
  /// The first library, as before there could be two.
  let library: Library?
  let libraries: [Library]
  let inputs: [ReportInput]
  let seed: UInt64
  let parcels: [Parcel]
}
