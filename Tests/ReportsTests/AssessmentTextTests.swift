import Matching
import Reports
import Specimens
import Testing

struct AssessmentTextTests {
  @Test func rendersEveryVerdictOnEightyColumns() {
    let text = AssessmentReport.example.text(style: TextStyle(usesColour: false))
    #expect(text == snapshot)
    for line in text.split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test func aWeakGradeStandsInTheFirstLine() throws {
    let text = AssessmentReport.example.text(style: TextStyle(usesColour: false))
    let first = try #require(text.split(separator: "\n").first)
    #expect(first.contains("CI/Séguéla") && first.contains("simulated"))
  }

  @Test func escapesAreWrittenOnlyWhenAskedFor() {
    let report = AssessmentReport.example
    #expect(!report.text(style: TextStyle(usesColour: false)).contains("\u{1B}"))
    #expect(report.text(style: TextStyle(usesColour: true)).contains("\u{1B}[1m"))
  }

  @Test func manyItemsAreListedOneToALineWithEachWarningOnce() {
    let one = AssessmentReport.example
    let many = AssessmentReport(
      version: one.version, library: one.library, inputs: one.inputs, parameters: one.parameters,
      assessments: (0..<40).map {
        .example("S\($0)", .unlikeAnyReference, declared: nil, warnings: ["Few shots."])
      })
    let lines = many.text(style: TextStyle(usesColour: false)).split(separator: "\n")
    #expect(lines.count { $0.contains("unlikeAnyReference") } == 40)
    #expect(lines.count { $0.contains("Few shots.") } == 1)
  }

  @Test(
    arguments: [(0.0, "<0.01"), (0.004, "<0.01"), (0.5, " 0.50"), (0.05, " 0.05"), (1, ">0.99")])
  func aProbabilityIsNeverCertain(probability: Double, text: String) {
    let report = AssessmentReport(
      version: "1", library: AssessmentReport.example.library, inputs: [], parameters: [],
      assessments: [
        OriginAssessment(
          item: "S", count: 1, kind: .elements, verdict: .unlikeAnyReference,
          origins: [
            OriginProbability(
              origin: Origin("GH"), probability: probability, typicality: nil, grade: .measured)
          ], set: [], neighbours: [], warnings: [])
      ])
    #expect(report.text(style: TextStyle(usesColour: false)).contains(text + "\n"))
  }

  private let snapshot = """
    ! References (CI/Séguéla) are of the grade simulated: made up to show how the
      tool works; says nothing about real diamonds.

    Question    Which of these 2 reference origins does the stone's measurement fit
                best, and does it fit any?
    References  west-africa, revision 0123456789ab, grade simulated: CI/Séguéla,
                GH/Birim
    Level       0.95

    S1  (6 shots)
      Verdict   assigned: of these references only GH/Birim fits (references:
                simulated, see above).
      Declared  GH is not excluded (p 0.40).
      Origins   GH/Birim    ██████████████████▎    0.91  typicality  0.25  in set
                CI/Séguéla  █▊                     0.09  typicality <0.01
      Nearest   R7 [GH/Birim] 1.25

    S2  (6 shots)
      Verdict   ambiguous: GH/Birim, CI/Séguéla cannot be told apart here
                (references: simulated, see above).
      Origins   GH/Birim    ██████████████████▎    0.91  typicality  0.25  in set
                CI/Séguéla  █▊                     0.09  typicality <0.01
      Nearest   R7 [GH/Birim] 1.25
      !         Few shots.

    S3  (6 shots)
      Verdict   unlike any reference: no origin of the library looks like this
                (references: simulated, see above). The probabilities would hold
                only if it came from one of them.
      Declared  CI DOES NOT FIT: goods from there look like this with a probability
                of at most 0.01.
      Origins   GH/Birim    ██████████████████▎    0.91  typicality  0.25  in set
                CI/Séguéla  █▊                     0.09  typicality <0.01
      Nearest   R7 [GH/Birim] 1.25

    S4  (1 shot)
      Verdict   cannot say: the shot is dark.

    Limits      No published method tells where a random single diamond comes from
                (Gems & Gemology 58(3), 2022). The answer is about these references
                only: an origin that is not among them cannot be named.

    """
}
