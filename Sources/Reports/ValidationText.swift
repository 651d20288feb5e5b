internal import Foundation
public import Matching
internal import Specimens

extension Validation {
  /// The validation as a person reads it in a terminal.
  ///
  /// - Parameter style: line width, and whether to set text off with ANSI escapes.
  public func text(style: TextStyle) -> String {
    var lines = [
      style.wrapped(
        "How well are \(origins.count) origins told apart when whole groups are held out?",
        first: "Question", indent: 12),
      style.wrapped(
        "\(items) items in \(groups) groups; \(heldOut); every parameter is chosen inside the "
          + "references of each fold.",
        first: "Protocol", indent: 12),
    ]
    if let baseline {
      lines.append(
        style.wrapped(
          "taken away from each spectrum: \(baseline)", first: "Baseline", indent: 12))
    }
    lines += [
      "",
      "                       right  balanced  log loss  Brier score",
      figures("each item", perItem),
      figures("each group", perGroup),
      style.faint(
        style.wrapped(
          String(format: "%.3f", leakyAccuracy)
            + " of items are right when groups are split; that says nothing about new stones.",
          first: "Leaky", indent: 12)),
    ]
    if let sets {
      lines.append(
        style.wrapped(
          String(
            format: "at level %.2f hold the true origin of %.3f of items; %.1f origins on average",
            sets.level, sets.coverage, sets.meanSize),
          first: "Sets", indent: 12))
    }
    if let unknown {
      lines.append(
        style.wrapped(
          String(format: "%.3f", unknown.auc)
            + " is the area under the ROC curve for telling groups of an origin that is missing "
            + "from the references",
          first: "Unknown", indent: 12))
    }
    if let ratios = likelihoodRatio {
      lines.append(
        style.wrapped(
          String(
            format:
              "of declared origins cost %.3f bits for each group, at best %.3f (1 says nothing)",
            ratios.cllr, ratios.cllrMin),
          first: "Evidence", indent: 12))
    }
    let mistakes = commonMistakes.prefix(8)
    if !mistakes.isEmpty {
      lines += ["", style.strong("Most frequent mistakes (items)")]
      lines += mistakes.map { mistake in
        "  " + "\(mistake.count)".padded(to: 6)
          + "\(origins[mistake.truth].name) taken for \(origins[mistake.answer].name)"
      }
    }
    lines += warnings.map { style.warning(style.wrapped($0, first: "!", indent: 2)) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func figures(_ name: String, _ scores: Scores) -> String {
    name.padded(to: 12).padded(to: 22)
      + String(
        format: "%6.3f    %6.3f    %6.3f       %6.3f", scores.accuracy, scores.balancedAccuracy,
        scores.logLoss, scores.brier)
  }

  /// The cells of the confusion matrix beside its diagonal, the largest first.
  private var commonMistakes: [(truth: Int, answer: Int, count: Int)] {
    origins.indices
      .flatMap { truth in
        origins.indices
          .filter { $0 != truth && confusion[truth][$0] > 0 }
          .map { (truth: truth, answer: $0, count: confusion[truth][$0]) }
      }
      .sorted { ($1.count, $0.truth, $0.answer) < ($0.count, $1.truth, $1.answer) }
  }
}
