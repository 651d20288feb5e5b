import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct ReferenceFindingsTests {
  /// Groups on a line, ten of each of two origins.
  private func findings(
    _ change: (inout [Double], inout [String]) -> Void = { _, _ in }
  ) throws -> ReferenceFindings {
    var places = (0..<20).map { Double($0 < 10 ? $0 : $0 + 90) }
    var origins = (0..<20).map { $0 < 10 ? "A" : "B" }
    change(&places, &origins)
    return try ReferenceFindings(
      Matrix(rows: places.count, columns: 1, elements: places),
      names: places.indices.map { "S\($0)" }, origins: origins.map { Origin($0) }, unit: "stones")
  }

  @Test func ordinaryReferencesAreNotOdd() throws {
    let findings = try findings()
    #expect(findings.sentences == [])
    #expect(findings.groups == 20 && findings.comparedGroups == 20)
  }

  @Test func aStoneBesideThoseOfAnotherOriginIsNamed() throws {
    let findings = try findings { places, _ in places[3] = 104.4 }
    #expect(findings.strays.map(\.group) == ["S14", "S3", "S15"])
    #expect(findings.strays.map(\.nearest) == ["S3", "S14", "S3"])
    #expect(
      findings.sentences.first
        == "3 of 20 stones are nearest to one of another origin: "
        + "S14 of B to S3 of A; S3 of A to S14 of B; S15 of B to S3 of A."
    )
  }

  @Test func stonesThatAreOneAreNamed() throws {
    let findings = try findings { places, _ in places[7] = places[2] }
    #expect(findings.duplicateCount == 1)
    #expect(
      findings.sentences == ["1 pair of stones are suspiciously alike: S2 and S7 of A, identical."])
    let between = try self.findings { places, _ in places[12] = places[2] }
    #expect(between.sentences.last?.contains("S2 and S12 of A and B, identical") == true)
  }

  @Test func originsWithFewStonesAreNamed() throws {
    let findings = try findings { places, origins in
      places.removeLast(2)
      origins.removeLast(2)
    }
    #expect(findings.thinOrigins == [.init(origin: Origin("B"), groups: 8)])
    #expect(findings.sentences.last?.hasSuffix("rests on: 8 of B.") == true)
  }

  @Test func manyOriginsWithFewStonesAreNotAllNamed() throws {
    let origins = (0..<9).map { Origin("O\($0)") }
    let findings = try ReferenceFindings(
      Matrix(rows: 9, columns: 1, elements: (0..<9).map(Double.init)),
      names: (0..<9).map { "S\($0)" }, origins: origins, unit: "stones")
    #expect(findings.thinOrigins.count == 9)
    #expect(findings.sentences.last?.hasSuffix("1 of O4, 1 of O5 and 3 origins more.") == true)
  }

  @Test func oneStoneIsNothingToCompare() throws {
    let findings = try ReferenceFindings(
      Matrix([[1, 2]]), names: ["S"], origins: [Origin("A")], unit: "stones")
    #expect(findings.strays == [] && findings.duplicates == [])
    #expect(findings.thinOrigins.count == 1)
  }
}

struct SelfCheckTests {
  /// Compositions of two origins, whose stones all differ.
  private func labelled() -> LabelledMaterial {
    var generator = Numbers(seed: 5)
    let labels = (0..<40).map { $0 % 3 == 0 ? Origin("GH/Birim") : Origin("CI/Séguéla") }
    let values = labels.flatMap { label in
      (0..<4).map { _ in
        Concentration.measured((generator.unit() + 1) * 5 + (label.name.hasPrefix("GH") ? 20 : 10))
      }
    }
    let stones = labels.indices.map { "S\($0)" }
    return LabelledMaterial(
      material: .elements(
        ElementTable(
          elements: ["Rb", "Sr", "Y", "Zr"], concentrations: values,
          metadata: Metadata(names: ["stone"], columns: [stones], rows: 40))),
      labels: labels, groups: stones)
  }

  /// The place of each item among those of its origin.
  private func places(_ labels: [Origin]) -> [Int] {
    labels.indices.map { item in labels[..<item].count { $0 == labels[item] } }
  }

  @Test func everyReferenceFindsItself() throws {
    let labelled = labelled()
    let model = try OriginModel(archive: try OriginModel(fittedTo: labelled).archive())
    #expect(try model.strangers(among: labelled, at: places(labelled.labels)) == [])
    let some = [3, 17, 39]
    #expect(
      try model.strangers(
        among: labelled.selecting(some), at: some.map { places(labelled.labels)[$0] }) == [])
  }

  /// What a release with scrambled identities would look like.
  @Test func scrambledReferencesAreStrangers() throws {
    let labelled = labelled()
    let model = try OriginModel(fittedTo: labelled)
    let places = places(labelled.labels)
    var swapped = Array(labelled.labels.indices)
    swapped.swapAt(4, 5)
    #expect(try model.strangers(among: labelled.selecting(swapped), at: places) == [4, 5])
    var labels = labelled.labels
    labels[9] = Origin("RU/Yakutia")
    let renamed = LabelledMaterial(
      material: labelled.material, labels: labels, groups: labelled.groups)
    #expect(try model.strangers(among: renamed, at: places) == [9])
    var beyond = places
    beyond[0] = 99
    #expect(try model.strangers(among: labelled, at: beyond) == [0])
  }
}
