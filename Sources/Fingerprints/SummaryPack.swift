internal import Foundation
public import LinearAlgebra
internal import Specimens

/// The pack of summary footprints: text alone; writing files is the command's business.
extension SummaryFootprintSampler {
  /// The generated files of a pack: `library.json`, `figures.csv` and each origin's `members.csv`.
  ///
  /// - Parameters:
  ///   - name: the pack's name
  ///   - members: how many distributions for each origin
  ///   - workers: how many threads; the bytes do not depend on it
  /// - Returns: each file's path within the pack and its text; the same facts and seed give the same
  ///   bytes.
  /// - Throws: `SimulationError` for the first origin whose facts cannot be reproduced.
  public func packFiles(
    name: String, members: Int, workers: Workers = .all
  ) throws(SimulationError) -> [(path: String, text: String)] {
    let results = workers.map(facts.origins.count) { place in
      Result { () throws(SimulationError) in
        try ensemble(of: facts.origins[place], count: members)
      }
    }
    var ensembles: [Ensemble] = []
    for result in results { ensembles.append(try result.get()) }
    let tables = ensembles.map { ensemble in
      (
        path: "\(SpectrumSimulator.folder(of: ensemble.origin))/members.csv",
        text: SummaryFootprintSampler.table(of: ensemble.members)
      )
    }
    return [
      ("library.json", libraryText(name: name, members: members)),
      ("figures.csv", SummaryFootprintSampler.figures(of: ensembles)),
    ] + tables
  }

  /// The table of members: `mu,sigma,tail_carats,tail_exponent`, the last two empty without a tail.
  ///
  /// Five decimals give at most six significant digits, and reading them back gives the members that
  /// were tested, bit for bit.
  public static func table(of members: [TruncatedLognormal]) -> String {
    func text(_ value: Double?) -> String { value.map { String(format: "%.5f", $0) } ?? "" }
    let rows = members.map { member in
      [
        text(member.mu), text(member.sigma), text(member.tail?.carats),
        text(member.tail?.exponent),
      ].joined(separator: ",")
    }
    return (["mu,sigma,tail_carats,tail_exponent"] + rows).joined(separator: "\n") + "\n"
  }

  /// What the ensembles turned out to be: how many candidates were needed, and the quantiles of the
  /// mean weight above a square mesh of 1 mm, in carats.
  ///
  /// Three significant digits; the quantiles interpolate between the two members around them.
  static func figures(of ensembles: [Ensemble]) -> String {
    let heldBack = PassingCurve().heldBackShares(by: .aperture(millimetres: 1, mesh: .square))
    let rows = ensembles.map { ensemble in
      let means = ensemble.members.map { meanWeight(of: $0, heldBack: heldBack) }.sorted()
      let quantiles = [0.05, 0.25, 0.5, 0.75, 0.95].map { level in
        let position = level * Double(means.count - 1)
        let lower = Int(position)
        let upper = min(lower + 1, means.count - 1)
        return means[lower] + (position - Double(lower)) * (means[upper] - means[lower])
      }
      let numbers = ([ensemble.acceptance] + quantiles).map { String(format: "%.3g", $0) }
      let counts = [ensemble.members.count, ensemble.candidates].map(String.init)
      return ([ensemble.origin.name] + counts + numbers).joined(separator: ",")
    }
    let header =
      "origin,members,candidates,acceptance,mean_ct_above_1mm_q05,mean_ct_above_1mm_q25,"
      + "mean_ct_above_1mm_q50,mean_ct_above_1mm_q75,mean_ct_above_1mm_q95"
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// The mean weight in carats of what a sieve holds back.
  ///
  /// - Parameter heldBack: the share of each cell of the carat grid that stays on the sieve
  private static func meanWeight(of member: TruncatedLognormal, heldBack: [Double]) -> Double {
    let kept = zip(member.shares, heldBack).map { $0 * $1 }
    return zip(kept, CaratGrid.weights).reduce(0) { $0 + $1.0 * $1.1 } / kept.reduce(0, +)
  }

  /// The pack's `library.json`, written by hand so that no library's choice of spaces changes it.
  ///
  /// Each origin states the finest and the coarsest cut-off of its facts, because below them a member
  /// only continues its curve, and the titles of its sources; addresses are in the table of facts.
  private func libraryText(name: String, members: Int) -> String {
    let origins = facts.origins.map { origin in
      let cutOffs = facts.facts(of: origin)
      let low = cutOffs.map(\.cutOff.lowerBound).min() ?? 0
      let high = cutOffs.map(\.cutOff.upperBound).max() ?? 0
      return """
            {
              "origin": \(jsonQuoted(origin.name)),
              "folder": \(jsonQuoted(SpectrumSimulator.folder(of: origin))),
              "members": \(members),
              "cutOff": { "lowMillimetres": \(low), "highMillimetres": \(high) },
              "source": \(jsonQuoted(sourceSummary(of: origin)))
            }
        """
    }
    let command = "adamas simulate footprints --seed \(seed) --members \(members)"
    return """
      {
        "schema": "adamas.pack/1",
        "name": \(jsonQuoted(name)),
        "version": "1",
        "kind": "\(EvidenceKind.sizes.rawValue)",
        "grade": "\(Grade.summary.rawValue)",
        "created": {
          "command": "\(command)",
          "seed": \(seed)
        },
        "question": "Which of these deposits' published size figures does a parcel fit best?",
        "limits": [
          "Constructed from published summary figures, not from measured goods.",
          "Most sources do not state the bottom cut-off; a range was assumed and is part of the spread.",
          "CI/Séguéla, RU/Yakutia, RU/Arkhangelsk and CF/Dimbi are known so little that a verdict on \
      them is hardly ever possible.",
          "Not sufficient on its own for a decision about real goods."
        ],
        "origins": [
      \(origins.joined(separator: ",\n"))
        ]
      }

      """
  }

  /// The titles of an origin's sources, each once, without addresses.
  private func sourceSummary(of origin: Origin) -> String {
    var titles: [String] = []
    for fact in facts.facts(of: origin) where !fact.source.hasPrefix("none:") {
      for source in fact.source.components(separatedBy: " & ") {
        let title = source.components(separatedBy: " | ")[0]
        if !titles.contains(title) { titles.append(title) }
      }
    }
    return "Published figures, restated: " + titles.joined(separator: "; ")
  }
}
