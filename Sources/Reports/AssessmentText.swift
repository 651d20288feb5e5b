internal import Foundation
internal import Matching
internal import Specimens

extension AssessmentReport {
  /// The report as a person reads it in a terminal: what the references are worth first, then one
  /// block for each stone or parcel.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines: [String] = []
    if library.grade != .measured {
      let weakest = library.origins.filter { $0.grade == library.grade }.map(\.origin.name)
      let scope =
        weakest.count == library.origins.count ? "" : " (\(weakest.joined(separator: ", ")))"
      lines.append(
        style.warning(
          style.wrapped(
            "References\(scope) are of the grade \(library.grade.rawValue): "
              + "\(library.grade.explanation).",
            first: "!", indent: 2)))
      lines.append("")
    }
    lines.append(style.wrapped(question, first: "Question", indent: 12))
    lines.append(
      style.wrapped(
        "\(library.name), revision \(library.revision.prefix(12)), grade "
          + "\(library.grade.rawValue): "
          + library.origins.map(\.origin.name).joined(separator: ", "),
        first: "References", indent: 12))
    for parameter in parameters {
      lines.append(style.wrapped(parameter.value, first: parameter.name.capitalized, indent: 12))
    }
    if let transfer {
      lines.append(style.wrapped(transfer.sentence, first: "Transfer", indent: 12))
    }
    let unstated = library.origins.filter { $0.grade == .measured && $0.source == "not stated" }
    if !unstated.isEmpty {
      lines.append(
        style.warning(
          style.wrapped(
            "The library does not state by whom, when and how its references were measured.",
            first: "!", indent: 12)))
    }
    if assessments.count > AssessmentReport.mostBlocks {
      lines += ["", style.strong("\(assessments.count) items, one line each")]
      lines += table(style: style)
    } else {
      for assessment in assessments {
        lines.append("")
        lines.append(contentsOf: block(assessment, style: style))
      }
    }
    lines.append("")
    lines.append(style.faint(style.wrapped(AssessmentReport.limits, first: "Limits", indent: 12)))
    return lines.joined(separator: "\n") + "\n"
  }

  /// The most items that get a block of lines each; more are listed one to a line.
  public static let mostBlocks = 12

  /// One line for each stone or parcel, and every warning once.
  private func table(style: TextStyle) -> [String] {
    let items = max(4, assessments.map(\.item.count).max() ?? 0)
    let verdicts = max(7, assessments.map(\.verdict.name.count).max() ?? 0)
    let names = max(6, assessments.compactMap { $0.origins.first?.origin.name.count }.max() ?? 0)
    var lines = [
      "  " + "item".padded(to: items) + "  " + "verdict".padded(to: verdicts) + "  "
        + "origin".padded(to: names) + "  probability  typicality"
    ]
    for assessment in assessments {
      var line =
        "  " + assessment.item.padded(to: items) + "  "
        + assessment.verdict.name.padded(to: verdicts)
      if let first = assessment.origins.first {
        line +=
          "  " + first.origin.name.padded(to: names) + "  "
          + percentage(first.probability).padded(to: 11) + "  "
          + (first.typicality.map(percentage) ?? "")
      }
      if case .cannotSay(let reason) = assessment.verdict { line += "  \(reason)" }
      if assessment.declared?.fits == false { line += "  declared origin does not fit" }
      lines.append(line)
    }
    var seen: Set<String> = []
    for warning in assessments.flatMap(\.warnings) where seen.insert(warning).inserted {
      lines.append(style.warning(style.wrapped(warning, first: "  !", indent: 12)))
    }
    return lines
  }

  /// The lines about one stone or parcel.
  private func block(_ assessment: OriginAssessment, style: TextStyle) -> [String] {
    let unit =
      switch assessment.kind {
      case .sizes: "stones"
      case .spectra: "shots"
      case .elements: "rows"
      }
    let count = "\(assessment.count) \(assessment.count == 1 ? String(unit.dropLast()) : unit)"
    var lines = [style.strong("\(assessment.item)  (\(count))")]
    lines.append(
      style.wrapped(sentence(assessment.verdict), first: "  Verdict", indent: 12))
    if let declared = assessment.declared {
      lines.append(style.wrapped(sentence(declared), first: "  Declared", indent: 12))
    }
    if let ratio = assessment.likelihoodRatio {
      lines.append(style.wrapped(sentence(ratio), first: "  Evidence", indent: 12))
    }
    let width = assessment.origins.map(\.origin.name.count).max() ?? 0
    let shown = assessment.origins.prefix(6)
    for (index, entry) in shown.enumerated() {
      let typicality = entry.typicality.map { "  typicality \(percentage($0))" } ?? ""
      lines.append(
        (index == 0 ? "  Origins" : "").padded(to: 12)
          + entry.origin.name.padded(to: width) + "  " + bar(entry.probability, width: 20) + "  "
          + percentage(entry.probability) + typicality
          + (assessment.set.contains(entry.origin) ? "  in set" : ""))
    }
    if assessment.origins.count > shown.count {
      let rest = assessment.origins.dropFirst(shown.count)
      let sum = rest.reduce(0) { $0 + $1.probability }
      lines.append(
        String(repeating: " ", count: 12)
          + "\(rest.count) others".padded(to: width) + "  " + bar(sum, width: 20) + "  "
          + percentage(sum))
    }
    if !assessment.neighbours.isEmpty {
      let names = assessment.neighbours.map { neighbour in
        (neighbour.identifier.hasPrefix(neighbour.origin.name)
          ? neighbour.identifier : "\(neighbour.identifier) [\(neighbour.origin.name)]")
          + String(format: " %.3g", neighbour.distance)
      }
      lines.append(style.wrapped(names.joined(separator: ", "), first: "  Nearest", indent: 12))
    }
    if let explanation = assessment.explanation {
      lines.append(style.wrapped(sentence(explanation), first: "  Why", indent: 12))
    }
    for warning in assessment.warnings {
      lines.append(style.warning(style.wrapped(warning, first: "  !", indent: 12)))
    }
    return lines
  }

  /// What speaks for the first origin against the second, as a sentence.
  private func sentence(_ explanation: Explanation) -> String {
    let parts = explanation.contributions.prefix(6)
    let shown = parts.reduce(0) { $0 + $1.value }
    return "\(explanation.first.name) rather than \(explanation.second.name): log odds "
      + String(format: "%+.2f", explanation.logOdds) + " = "
      + (parts.map { "\($0.part) " + String(format: "%+.2f", $0.value) }
      + ["all else " + String(format: "%+.2f", explanation.logOdds - shown)])
      .joined(separator: ", ") + "."
  }

  /// How a declared origin fits, as a sentence.
  private func sentence(_ declared: DeclaredFit) -> String {
    switch declared.fits {
    case true?: "\(declared.origin.name) is not excluded (p \(trimmed(declared.pValue)))."
    case false?:
      "\(declared.origin.name) DOES NOT FIT: goods from there look like this with a probability of "
        + "at most \(trimmed(declared.pValue))."
    case nil:
      "\(declared.origin.name) is not among the references, so whether it fits cannot be said."
    }
  }

  /// A likelihood ratio with both propositions and what bounds it, as sentences.
  private func sentence(_ ratio: LikelihoodRatio) -> String {
    let (forward, backward) = (pow(10, ratio.log10), pow(10, -ratio.log10))
    let weight =
      ratio.log10 >= 0
      ? String(format: "%.3g times more probable if", forward)
      : String(format: "%.3g times less probable if", backward)
    let bound =
      ratio.isAtBound
      ? " This is as much as \(ratio.groups) \(ratio.basis.words) can support." : ""
    let words = verbalScale.map { " " + $0.sentence(forLog10: ratio.log10) } ?? ""
    return "the findings are \(weight) \(ratio.propositions.h1) than if "
      + "\(ratio.propositions.h2).\(words)\(bound)"
  }

  /// A p-value as it stands in a sentence.
  private func trimmed(_ value: Double?) -> String {
    value.map { percentage($0).trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }

  /// A verdict as a sentence that names its grade.
  private func sentence(_ verdict: Verdict) -> String {
    let grade =
      library.grade == .measured ? "" : " (references: \(library.grade.rawValue), see above)"
    return switch verdict {
    case .assigned(let origin):
      "assigned: of these references only \(origin.name) fits\(grade)."
    case .ambiguous(let origins):
      "ambiguous: \(origins.map(\.name).joined(separator: ", ")) cannot be told apart "
        + "here\(grade)."
    case .unlikeAnyReference:
      "unlike any reference: no origin of the library looks like this\(grade). The probabilities "
        + "would hold only if it came from one of them."
    case .cannotSay(let reason):
      "cannot say: \(reason)."
    }
  }
}
