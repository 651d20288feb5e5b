public import Foundation
public import Matching
internal import Specimens

extension Validation {
  /// The schema of the JSON form.
  public static let schema = "adamas.validation/1"

  /// The validation as JSON, with sorted keys: the same figures give the same bytes.
  ///
  /// - Parameters:
  ///   - version: the version of the program.
  ///   - inputs: the table.
  /// - Throws: what the encoder throws; a validation holds finite numbers only.
  public func json(version: String, inputs: [ReportInput]) throws -> Data {
    try encoded(
      ValidationFile(
        schema: Validation.schema, adamas: version, kind: kind.rawValue, items: items,
        groups: groups, origins: origins.count, baseline: baseline, inputs: inputs,
        protocol: ValidationFile.HoldingOut(
          heldOut: heldOut,
          chosenInside: "every parameter is chosen inside the references of each fold"),
        perItem: perItem.rounded, perGroup: perGroup.rounded,
        leaky: ValidationFile.Leaky(
          accuracy: Reports.rounded(leakyAccuracy),
          heldOut: "5 random folds over items; items of one group stand on both sides, so this is "
            + "no measure of what a new stone would get"),
        confusion: ValidationFile.Confusion(
          origins: origins.map(\.name), perItem: confusion, perGroup: groupConfusion),
        sets: sets.map { sets in
          ValidationFile.Sets(
            level: sets.level, coverage: Reports.rounded(sets.coverage),
            meanSize: Reports.rounded(sets.meanSize), empty: Reports.rounded(sets.empty),
            byOrigin: Dictionary(
              zip(origins.map(\.name), sets.byOrigin).compactMap { name, share in
                share.map { (name, Reports.rounded($0)) }
              }, uniquingKeysWith: { first, _ in first }))
        },
        unknown: unknown.map {
          ValidationFile.Unknown(auc: Reports.rounded($0.auc), trials: $0.trials)
        },
        likelihoodRatio: likelihoodRatio,
        reliability: reliability.map {
          ReliabilityEntry(
            lower: $0.lower, upper: $0.upper, items: $0.items,
            meanProbability: Reports.rounded($0.meanProbability),
            accuracy: Reports.rounded($0.accuracy))
        },
        warnings: warnings))
  }
}

extension Scores {
  /// The scores as files hold them.
  fileprivate var rounded: ValidationFile.Figures {
    ValidationFile.Figures(
      accuracy: Reports.rounded(accuracy), balancedAccuracy: Reports.rounded(balancedAccuracy),
      logLoss: Reports.rounded(logLoss), brier: Reports.rounded(brier))
  }
}

/// The JSON form of one bin of a reliability diagram.
private struct ReliabilityEntry: Encodable {
  let lower: Double
  let upper: Double
  let items: Int
  let meanProbability: Double
  let accuracy: Double
}

/// The JSON form of a validation.
private struct ValidationFile: Encodable {
  struct HoldingOut: Encodable {
    let heldOut: String
    let chosenInside: String
  }

  struct Figures: Encodable {
    let accuracy: Double
    let balancedAccuracy: Double
    let logLoss: Double
    let brier: Double
  }

  struct Leaky: Encodable {
    let accuracy: Double
    let heldOut: String
  }

  struct Sets: Encodable {
    let level: Double
    let coverage: Double
    let meanSize: Double
    let empty: Double
    let byOrigin: [String: Double]
  }

  struct Unknown: Encodable {
    let auc: Double
    let trials: Int
  }

  struct Confusion: Encodable {
    let origins: [String]
    let perItem: [[Int]]
    let perGroup: [[Int]]
  }

  let schema: String
  let adamas: String
  let kind: String
  let items: Int
  let groups: Int
  let origins: Int
  let baseline: String?
  let inputs: [ReportInput]
  let `protocol`: HoldingOut
  let perItem: Figures
  let perGroup: Figures
  let leaky: Leaky
  let confusion: Confusion
  let sets: Sets?
  let unknown: Unknown?
  let likelihoodRatio: LikelihoodRatioFigures?
  let reliability: [ReliabilityEntry]
  let warnings: [String]
}
