public import Foundation
internal import Matching
internal import Specimens

extension AssessmentReport {
  /// The schema of the JSON form.
  public static let schema = "adamas.assessment/1"

  /// The report as JSON.
  ///
  /// Keys are sorted and numbers rounded to six decimals: the same report gives the same bytes.
  /// Readers ignore keys that they do not know.
  ///
  /// - Throws: what the encoder throws; a report holds finite numbers only.
  public func json() throws -> Data {
    try encoded(
      AssessmentFile(
        schema: AssessmentReport.schema,
        adamas: version,
        question: question,
        limits: AssessmentReport.limits,
        library: AssessmentFile.Library(
          name: library.name, revision: library.revision, grade: library.grade.rawValue,
          gradeMeans: library.grade.explanation,
          origins: library.origins.map {
            AssessmentFile.LibraryOrigin(
              origin: $0.origin.name, grade: $0.grade.rawValue, source: $0.source)
          }),
        inputs: inputs,
        transfer: transfer,
        parameters: Dictionary(
          parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
        assessments: assessments.map {
          AssessmentFile.Assessment($0, verbalScale: verbalScale)
        }))
  }
}

/// Encodes with sorted keys, indented, a line feed at the end.
package func encoded(_ value: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return try encoder.encode(value) + Data("\n".utf8)
}

/// A number rounded to six decimals, as files hold it.
func rounded(_ value: Double) -> Double {
  (value * 1e6).rounded() / 1e6
}

/// The JSON form of an assessment report.
private struct AssessmentFile: Encodable {
  struct Library: Encodable {
    let name: String
    let revision: String
    let grade: String
    let gradeMeans: String
    let origins: [LibraryOrigin]
  }

  struct LibraryOrigin: Encodable {
    let origin: String
    let grade: String
    let source: String
  }

  struct Assessment: Encodable {
    let item: String
    let kind: String
    let count: Int
    let verdict: VerdictEntry
    let origins: [OriginEntry]
    let set: [String]
    let neighbours: [NeighbourEntry]
    let explanation: ExplanationEntry?
    let declared: DeclaredEntry?
    let likelihoodRatio: RatioEntry?
    let warnings: [String]

    init(_ assessment: OriginAssessment, verbalScale: VerbalScale?) {
      item = assessment.item
      kind = assessment.kind.rawValue
      count = assessment.count
      verdict = VerdictEntry(assessment.verdict)
      origins = assessment.origins.map(OriginEntry.init)
      set = assessment.set.map(\.name)
      neighbours = assessment.neighbours.map(NeighbourEntry.init)
      explanation = assessment.explanation.map(ExplanationEntry.init)
      declared = assessment.declared.map(DeclaredEntry.init)
      likelihoodRatio = assessment.likelihoodRatio.map {
        RatioEntry($0, verbalScale: verbalScale)
      }
      warnings = assessment.warnings
    }
  }

  struct RatioEntry: Encodable {
    let log10: Double
    let lowerBound: Double
    let upperBound: Double
    let isAtBound: Bool
    let groups: Int
    let basis: String
    let propositions: Propositions
    let words: String?

    init(_ ratio: LikelihoodRatio, verbalScale: VerbalScale?) {
      words = verbalScale?.support(forLog10: ratio.log10).words
      log10 = rounded(ratio.log10)
      lowerBound = rounded(ratio.lowerBound)
      upperBound = rounded(ratio.upperBound)
      isAtBound = ratio.isAtBound
      groups = ratio.groups
      basis = ratio.basis.rawValue
      propositions = ratio.propositions
    }
  }

  struct ExplanationEntry: Encodable {
    struct Contribution: Encodable {
      let part: String
      let value: Double
    }

    let first: String
    let second: String
    let logOdds: Double
    let contributions: [Contribution]
    let rest: Double

    init(_ explanation: Explanation) {
      first = explanation.first.name
      second = explanation.second.name
      logOdds = rounded(explanation.logOdds)
      contributions = explanation.contributions.map {
        Contribution(part: $0.part, value: rounded($0.value))
      }
      rest = rounded(explanation.rest)
    }
  }

  struct DeclaredEntry: Encodable {
    let origin: String
    let fits: Bool?
    let pValue: Double?
    let probability: Double

    init(_ declared: DeclaredFit) {
      origin = declared.origin.name
      fits = declared.fits
      pValue = declared.pValue.map(rounded)
      probability = rounded(declared.probability)
    }
  }

  struct VerdictEntry: Encodable {
    let kind: String
    let origin: String?
    let origins: [String]?
    let reason: String?

    init(_ verdict: Verdict) {
      kind = verdict.name
      switch verdict {
      case .assigned(let origin): (self.origin, origins, reason) = (origin.name, nil, nil)
      case .ambiguous(let found): (origin, origins, reason) = (nil, found.map(\.name), nil)
      case .unlikeAnyReference: (origin, origins, reason) = (nil, nil, nil)
      case .cannotSay(let why): (origin, origins, reason) = (nil, nil, why)
      }
    }
  }

  struct OriginEntry: Encodable {
    let origin: String
    let probability: Double
    let typicality: Double?
    let grade: String

    init(_ entry: OriginProbability) {
      origin = entry.origin.name
      probability = rounded(entry.probability)
      typicality = entry.typicality.map(rounded)
      grade = entry.grade.rawValue
    }
  }

  struct NeighbourEntry: Encodable {
    let item: String
    let origin: String
    let distance: Double

    init(_ neighbour: NearReference) {
      item = neighbour.identifier
      origin = neighbour.origin.name
      distance = rounded(neighbour.distance)
    }
  }

  let schema: String
  let adamas: String
  let question: String
  let limits: String
  let library: Library
  let inputs: [ReportInput]
  let transfer: ReportTransfer?
  let parameters: [String: String]
  let assessments: [Assessment]
}
