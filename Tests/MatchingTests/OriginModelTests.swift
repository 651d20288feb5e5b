import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct OriginModelTests {
  static let sample = GoldenSample.tall.sample

  static func model() throws -> OriginModel { try OriginModel(fittedTo: sample.material) }

  /// The probabilities of the questioned items under a model, by origin and then by item.
  static func probabilities(
    _ labelled: LabelledMaterial, _ questioned: Material
  ) throws -> [Double] {
    let model = try OriginModel(fittedTo: labelled)
    return try model.assess(
      questioned, items: sample.groups.map { "\($0)" }, grades: [:]
    ).flatMap { assessment in
      assessment.origins.sorted { $0.origin < $1.origin }.map(\.probability)
    }
  }

  @Test func theModelSaysItsOriginsGroupsAndKind() throws {
    let model = try OriginModelTests.model()
    #expect(model.origins == ["CI", "GH", "RU"].map(Origin.init))
    #expect(model.groupNames == (0..<9).map { "g\($0)" })
    #expect(model.kind == .elements)
    #expect(model.extractor.schema == "adamas.elements/1")
  }

  @Test(arguments: [1.0, 1e-4, 1e6, 0.3])
  func theUnitOfAnElementChangesNothing(unit: Double) throws {
    let labelled = OriginModelTests.sample.material
    let questioned = Sample.elements(OriginModelTests.sample.questioned)
    let scaled = { (material: ElementTable) in
      ElementTable(
        elements: material.elements,
        concentrations: material.concentrations.enumerated().map { index, value in
          guard index % 12 == 3, case .measured(let number) = value else { return value }
          return .measured(number * unit)
        }, metadata: material.metadata)
    }
    guard case .elements(let table) = labelled.material else { return }
    let other = LabelledMaterial(
      material: .elements(scaled(table)), labels: labelled.labels, groups: labelled.groups)
    let (plain, after) = (
      try OriginModelTests.probabilities(labelled, .elements(questioned)),
      try OriginModelTests.probabilities(other, .elements(scaled(questioned)))
    )
    #expect(plain.count == 9)
    #expect(largestDifference(plain, after) < 1e-9)
  }

  @Test func namesOfGroupsChangeNothing() throws {
    let labelled = OriginModelTests.sample.material
    let other = LabelledMaterial(
      material: labelled.material, labels: labelled.labels,
      groups: labelled.groups.map { String(repeating: "z", count: 20 - (Int($0.dropFirst()) ?? 0)) }
    )
    let questioned = Material.elements(Sample.elements(OriginModelTests.sample.questioned))
    #expect(
      try OriginModelTests.probabilities(labelled, questioned)
        == OriginModelTests.probabilities(other, questioned))
  }

  @Test func originsWithoutReferencesGetNoProbability() throws {
    let origins = ["AO", "CI", "GH", "RU"].map(Origin.init)
    let model = try OriginModel(fittedTo: OriginModelTests.sample.material, origins: origins)
    let questioned = Material.elements(Sample.elements(OriginModelTests.sample.questioned))
    let assessment = try model.assess(
      questioned, items: OriginModelTests.sample.groups.map { "\($0)" }, grades: [:])[0]
    #expect(assessment.origins.last?.origin == Origin("AO"))
    #expect(assessment.origins.last?.probability == 0)
    #expect(!assessment.set.contains(Origin("AO")))
  }

  @Test func oneOriginIsRefused() {
    let labelled = OriginModelTests.sample.material.selecting([0, 1, 2])
    #expect(
      throws: MatchingError.material(
        reason: "the references hold fewer than two origins",
        mend: "add references of another origin: there is nothing to tell apart")
    ) { try OriginModel(fittedTo: labelled) }
    #expect(throws: MatchingError.self) { try OriginModel(fittedTo: labelled.selecting([])) }
  }

  @Test func parcelsAreRefused() {
    let parcels = (0..<2).map { Parcel(identifier: "\($0)", content: .stones([])) }
    let labelled = LabelledMaterial(
      material: .parcels(parcels), labels: ["CI", "GH"].map(Origin.init), groups: ["1", "2"])
    #expect(throws: MatchingError.self) { try OriginModel(fittedTo: labelled) }
  }

  @Test func aReferenceThatIsNotFiniteIsRefusedWithItsPlace() throws {
    let table = ElementTable(
      elements: ["Rb"], concentrations: [.measured(1), .measured(.infinity), .measured(2)],
      metadata: Metadata(names: [], columns: [], rows: 3))
    let labelled = LabelledMaterial(
      material: .elements(table), labels: ["CI", "GH", "GH"].map(Origin.init),
      groups: ["1", "2", "3"])
    #expect(
      throws: MatchingError.material(
        reason: "row 2 has a Rb that is no finite number",
        mend: "correct the value, or write it as below detection")
    ) { try OriginModel(fittedTo: labelled) }
  }

  @Test func theNearestOriginIsThatOfTheNearestItems() throws {
    let sample = OriginModelTests.sample
    let nearest = try OriginModel.nearestOrigins(
      references: sample.material, origins: ["CI", "GH", "RU"].map(Origin.init),
      questioned: .elements(Sample.elements(sample.questioned)), components: 20, workers: Workers(1)
    )
    #expect(nearest == sample.truth)
  }

  @Test func labelsAreNumberedAsTheOrigins() {
    let origins = ["B", "A"].map(Origin.init)
    #expect(OriginModel.numbers(of: [origins[1], origins[0]], in: origins) == [1, 0])
  }
}
