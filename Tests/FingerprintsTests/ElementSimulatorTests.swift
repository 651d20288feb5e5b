import Foundation
import Testing

@testable import Fingerprints

@Suite struct ElementSimulatorTests {
  private static let levels = """
    element,detection_limit,spread,A,B
    Sr,0.5,0.2,100,1000
    Zr,50,0,1,1

    """

  private func simulator(seed: UInt64 = 1) throws -> ElementSimulator {
    try ElementSimulator(ElementSimulatorTests.levels, name: "l.csv", seed: seed)
  }

  @Test func referencesStateTheirDepositAndHideWhatIsBelowDetection() throws {
    let rows = try simulator().referenceTable(of: ["A", "B"], count: 40).split(separator: "\n")
      .map { $0.split(separator: ",") }
    #expect(rows[0] == ["stone", "origin", "Sr", "Zr"])
    #expect(rows.count == 81)
    #expect(rows[41].prefix(2) == ["B-1", "B"])
    #expect(rows.dropFirst().allSatisfy { $0[3] == "<50" })
    let logs = rows.dropFirst().compactMap { Double($0[2]) }.map { log($0) }
    #expect(logs.count == 80)
    let means = [logs.prefix(40), logs.suffix(40)].map { $0.reduce(0, +) / 40 }
    // The standard error of a mean of 40 with spread √(0.6² + 0.2²) is 0.1.
    #expect(abs(means[0] - log(100)) < 0.4)
    #expect(abs(means[1] - log(1000)) < 0.4)
  }

  @Test func questionedStonesDoNotSayWhereTheyAreFrom() throws {
    let table = try simulator().questionedTable(of: ["B", "A", "B"])
    #expect(table.hasPrefix("stone,Sr,Zr\nQ1,"))
    #expect(table.split(separator: "\n").count == 4)
    #expect(try table == simulator().questionedTable(of: ["B", "A", "B"]))
    #expect(try table != simulator(seed: 2).questionedTable(of: ["B", "A", "B"]))
  }

  @Test(arguments: [
    ("element,detection_limit,spread\nSr,1,1\n", nil), ("element,spread,A\nSr,1,1\n", 1),
    ("element,detection_limit,spread,A\n", nil),
    ("element,detection_limit,spread,A\nSr,1,1,0\n", 2),
    ("element,detection_limit,spread,A\nSr,none,1,1\n", 2),
    ("element,detection_limit,spread,A\nSr,1,1,1\nZr,1,-1,1\n", 3),
  ])
  func brokenLevelsAreRefusedWithTheirLine(text: String, line: Int?) {
    let error = #expect(throws: SimulationError.self) {
      try ElementSimulator(text, name: "l.csv", seed: 1)
    }
    #expect(error?.line == line)
  }

  @Test(arguments: [
    (1763.2, "1760"), (0.021349, "0.0213"), (99.96, "100.0"), (5.0, "5.00"), (123456, "123000"),
  ])
  func numbersHaveThreeDigitsAndNoExponent(value: Double, text: String) {
    #expect(ElementSimulator.threeDigits(value) == text)
  }
}
