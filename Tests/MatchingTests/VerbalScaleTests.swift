import Foundation
import Matching
import Testing

struct VerbalScaleTests {
  private func shipped() throws -> VerbalScale {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try VerbalScale(
      csv: String(contentsOf: root.appending(path: "Models/verbal-scale.csv"), encoding: .utf8))
  }

  @Test(arguments: [
    (1, "no support"), (1.9, "no support"), (2.1, "weak support"), (9.9, "weak support"),
    (10, "moderate support"), (99, "moderate support"), (100, "moderately strong support"),
    (999, "moderately strong support"), (1000, "strong support"), (10_000, "very strong support"),
    (999_999, "very strong support"), (1_000_000, "extremely strong support"),
    (1e300, "extremely strong support"),
  ])
  func theShippedScaleIsThatOfTheGuideline(ratio: Double, words: String) throws {
    let scale = try shipped()
    #expect(scale.support(forLog10: log10(ratio)).words == words)
    #expect(scale.support(forLog10: -log10(ratio)).words == words)
    #expect(scale.bands.allSatisfy { $0.source.hasPrefix("ENFSI Guideline") })
  }

  @Test func sentencesNameThePropositionThatIsSupported() throws {
    let scale = try shipped()
    #expect(
      scale.sentence(forLog10: 1.5)
        == "The findings give moderate support for the first proposition over the second.")
    #expect(
      scale.sentence(forLog10: -1.5)
        == "The findings give moderate support for the second proposition over the first.")
    #expect(
      scale.sentence(forLog10: 0.1)
        == "The findings give no support for either proposition over the other.")
    #expect(scale.support(forLog10: 0).proposition == nil)
    #expect(scale.support(forLog10: -4).proposition == 2)
  }

  private static let header = "lower_log10_lr,upper_log10_lr,words,source\n"

  @Test func aByteOrderMarkCarriageReturnsAndBlankLinesAreReadOver() throws {
    let scale = try VerbalScale(
      csv: "\u{FEFF}lower_log10_lr,upper_log10_lr,words,source\r\n0,1, little ,us\r\n\r\n1,,much,us"
    )
    #expect(scale.bands.map(\.words) == ["little", "much"])
    #expect(scale.bands.map(\.upper) == [1, nil])
  }

  private static let wrongTables: [(String, String)] = [
    ("", "does not start with its header"),
    ("lower,upper\n", "does not start with its header"),
    (header, "has no band for the largest ratios"),
    ("\(header)0,1,a,b\n", "has no band for the largest ratios"),
    ("\(header)1,,a,b\n", "line 2 of the verbal scale does not start where"),
    ("\(header)0,1,a,b\n2,,a,b\n", "line 3 of the verbal scale does not start where"),
    ("\(header)0,,a,b\n1,,a,b\n", "line 3 of the verbal scale does not start where"),
    ("\(header)0,1,a\n", "line 2 of the verbal scale does not hold 4 plain fields"),
    ("\(header)0,1,\"a\",b\n", "line 2 of the verbal scale does not hold 4 plain fields"),
    ("\(header)0,1,,b\n", "line 2 of the verbal scale does not hold 4 plain fields"),
    ("\(header)x,1,a,b\n", "line 2 of the verbal scale has no lower bound"),
    ("\(header)-1,1,a,b\n", "line 2 of the verbal scale has no lower bound"),
    ("\(header)0,0,a,b\n", "line 2 of the verbal scale has no upper bound above"),
    ("\(header)0,nan,a,b\n", "line 2 of the verbal scale has no upper bound above"),
  ]

  @Test(arguments: wrongTables)
  func aWrongTableIsRefusedWithItsLine(text: String, reason: String) {
    let error = #expect(throws: MatchingError.self) { try VerbalScale(csv: text) }
    #expect(error?.description.contains(reason) == true, "\(String(describing: error))")
  }
}
