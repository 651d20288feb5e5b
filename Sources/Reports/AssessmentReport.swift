public import Matching
public import Specimens

/// A file that a report rests on.
public struct ReportInput: Sendable, Equatable, Codable {
  /// The path as it was given.
  public let path: String
  /// The SHA-256 of its bytes, in hexadecimal.
  public let sha256: String

  /// An input with its digest.
  public init(path: String, sha256: String) {
    self.path = path
    self.sha256 = sha256
  }
}

/// One origin of the library that questioned material was compared with.
public struct ReportOrigin: Sendable, Equatable {
  /// The origin.
  public let origin: Origin
  /// The grade of its footprint.
  public let grade: Grade
  /// What the footprint was made from.
  public let source: String

  /// An origin with what its footprint is worth.
  public init(origin: Origin, grade: Grade, source: String) {
    self.origin = origin
    self.grade = grade
    self.source = source
  }
}

/// The library that questioned material was compared with.
public struct ReportLibrary: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// A digest of its content, in hexadecimal: another revision is another library.
  public let revision: String
  /// Its origins, sorted by name.
  public let origins: [ReportOrigin]

  /// A library as a report names it.
  public init(name: String, revision: String, origins: [ReportOrigin]) {
    self.name = name
    self.revision = revision
    self.origins = origins
  }

  /// The weakest grade among the footprints: no verdict is worth more.
  public var grade: Grade { origins.map(\.grade).min() ?? .simulated }
}

/// A setting that an assessment depends on.
public struct ReportParameter: Sendable, Equatable {
  /// Its name.
  public let name: String
  /// Its value in words.
  public let value: String

  /// A setting.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Everything that `adamas classify` found, and what it rests on.
///
/// Text and JSON are two renderings of this same value.
public struct AssessmentReport: Sendable, Equatable {
  /// The version of the program.
  public let version: String
  /// The library.
  public let library: ReportLibrary
  /// The questioned files.
  public let inputs: [ReportInput]
  /// The settings, in a fixed order.
  public let parameters: [ReportParameter]
  /// What was found, in the order of the files.
  public let assessments: [OriginAssessment]
  /// The words for likelihood ratios; without it they are given as numbers only.
  public let verbalScale: VerbalScale?
  /// The mapping that questioned spectra went through first; `nil` where they were taken as they are.
  public let transfer: ReportTransfer?

  /// A report.
  public init(
    version: String, library: ReportLibrary, inputs: [ReportInput],
    parameters: [ReportParameter], assessments: [OriginAssessment],
    verbalScale: VerbalScale? = nil, transfer: ReportTransfer? = nil
  ) {
    self.verbalScale = verbalScale
    self.transfer = transfer
    self.version = version
    self.library = library
    self.inputs = inputs
    self.parameters = parameters
    self.assessments = assessments
  }

  /// The question that the report answers, as one sentence.
  public var question: String {
    let count = library.origins.count
    return switch assessments.first?.kind {
    case .sizes:
      "Which of these \(count) reference origins does the parcel's size distribution fit best, "
        + "and does it fit any?"
    case .spectra, .elements, nil:
      "Which of these \(count) reference origins does the stone's measurement fit best, and does "
        + "it fit any?"
    }
  }

  /// What no report can tell, printed in every one.
  public static let limits =
    "No published method tells where a random single diamond comes from (Gems & Gemology 58(3), "
    + "2022). The answer is about these references only: an origin that is not among them cannot be "
    + "named."
}
