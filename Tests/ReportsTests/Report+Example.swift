import Matching
import Reports
import Specimens

extension AssessmentReport {
  /// A small report with each kind of verdict.
  static let example = AssessmentReport(
    version: "1.2.3",
    library: ReportLibrary(
      name: "west-africa", revision: "0123456789abcdef",
      origins: [
        ReportOrigin(origin: Origin("CI/Séguéla"), grade: .simulated, source: "made up"),
        ReportOrigin(origin: Origin("GH/Birim"), grade: .measured, source: "laboratory A, 2020"),
      ]),
    inputs: [ReportInput(path: "stone.csv", sha256: "feed")],
    parameters: [ReportParameter("level", "0.95")],
    assessments: [
      .example(
        "S1", .assigned(Origin("GH/Birim")), declared: true, warnings: []),
      .example(
        "S2", .ambiguous([Origin("GH/Birim"), Origin("CI/Séguéla")]), declared: nil,
        warnings: ["Few shots."]),
      .example("S3", .unlikeAnyReference, declared: false, warnings: []),
      .cannotSay(item: "S4", count: 1, kind: .spectra, reason: "the shot is dark"),
    ])
}

extension OriginAssessment {
  /// An assessment of six shots with numbers that round.
  static func example(
    _ item: String, _ verdict: Verdict, declared: Bool?, warnings: [String]
  ) -> OriginAssessment {
    let origins = [
      OriginProbability(
        origin: Origin("GH/Birim"), probability: 0.912_345_678, typicality: 0.25, grade: .measured),
      OriginProbability(
        origin: Origin("CI/Séguéla"), probability: 0.087_654_322, typicality: 0.001,
        grade: .simulated),
    ]
    return OriginAssessment(
      item: item, count: 6, kind: .spectra, verdict: verdict, origins: origins,
      set: [Origin("GH/Birim")],
      neighbours: [NearReference(identifier: "R7", origin: Origin("GH/Birim"), distance: 1.25)],
      declared: declared.map {
        DeclaredFit(
          of: Origin($0 ? "GH" : "CI"), among: origins, setValues: [0.4, 0.01], alpha: 0.05)
      },
      warnings: warnings)
  }
}
