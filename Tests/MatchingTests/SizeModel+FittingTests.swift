import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeModelFittingTests {
  private let medians = [0.05, 0.2]

  /// Four parcels of each origin, as class counts or as stones.
  private func labelled(asStones: Bool) -> LabelledMaterial {
    var parcels: [Parcel] = []
    for (index, median) in medians.enumerated() {
      for number in 0..<4 {
        let stones = SizeSamples.stones(
          150, median: median * exp(0.1 * Double(number - 2)),
          seed: UInt64(index * 10 + number), above: 0.01)
        let name = "parcel \(index).\(number)"
        parcels.append(
          asStones
            ? Parcel(
              identifier: name, content: .stones(stones.map { Stone(carats: $0.carats) }),
              handling: .runOfMine)
            : SizeSamples.parcel(
              of: stones, in: number < 2 ? SizeSamples.round : SizeSamples.carats, name: name))
      }
    }
    return LabelledMaterial(
      material: .parcels(parcels),
      labels: (0..<8).map { Origin("AA/\($0 / 4)") }, groups: parcels.map(\.identifier))
  }

  @Test(arguments: [false, true])
  func fittedFootprintsKnowTheirParcels(asStones: Bool) throws {
    let model = try SizeModel(
      fittedTo: labelled(asStones: asStones), sources: [Origin("AA/0"): "made up"],
      workers: Workers(2))
    #expect(model.origins.map(\.name) == ["AA/0", "AA/1"])
    #expect(model.footprints.allSatisfy { $0.grade == .measured })
    #expect(model.footprints.map(\.source) == ["made up", ""])
    #expect(model.footprints[1].parcelNames == (0..<4).map { "parcel 1.\($0)" })
    for footprint in model.footprints {
      guard case .dirichlet(let values) = footprint.scatter else {
        Issue.record("Four parcels tell how much parcels differ.")
        return
      }
      #expect(values.count == footprint.members.rows)
    }
    for (index, median) in medians.enumerated() {
      let parcel = SizeSamples.parcel(
        of: SizeSamples.stones(400, median: median, seed: 77, above: 0.01), in: SizeSamples.square)
      let answer = try model.assess([parcel])[0]
      #expect(answer.origins[0].origin == Origin("AA/\(index)"))
      #expect(answer.neighbours.allSatisfy { $0.identifier.hasPrefix("parcel") })
      #expect(answer.neighbours[0].origin == Origin("AA/\(index)"))
    }
  }

  @Test func oneParcelForEachOriginIsFittedWithAWarning() throws {
    let model = try SizeModel(fittedTo: labelled(asStones: true).selecting([0, 5]))
    #expect(model.footprints.allSatisfy { $0.scatter == .unknown })
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(100, median: 0.1, seed: 5), in: SizeSamples.carats)
    let warnings = try model.assess([parcel])[0].warnings
    #expect(warnings.contains { $0.contains("too sure") })
    // A table of stones hides no class of a questioned parcel.
    #expect(model.footprints.allSatisfy { $0.cutOff == nil })
    #expect(warnings.contains { $0.contains("taken as complete") })
  }

  @Test func materialThatCannotBeFittedIsRefused() throws {
    let usual = labelled(asStones: false)
    #expect(throws: MatchingError.self) { try SizeModel(fittedTo: usual.selecting([0, 1])) }
    let stones = SizeSamples.stones(50, median: 0.1, seed: 1)
    for bad in [
      SizeSamples.parcel(of: stones, in: SizeSamples.round, handling: .sorted),
      SizeSamples.parcel(of: [], in: SizeSamples.round),
    ] {
      let labelled = LabelledMaterial(
        material: .parcels([bad, SizeSamples.parcel(of: stones, in: SizeSamples.round)]),
        labels: [Origin("A"), Origin("B")], groups: ["1", "2"])
      #expect(throws: MatchingError.self) { try SizeModel(fittedTo: labelled) }
    }
  }

  @Test func validationHoldsOutWholeParcels() throws {
    let labelled = labelled(asStones: true)
    let plan = try FoldPlan(
      values: (0..<8).map { "\($0 % 2)" }, named: "half", keepingWhole: labelled.groups)
    let validation = try Validation(ofParcels: labelled, folds: plan, workers: Workers(2))
    #expect(validation.kind == .sizes && validation.items == 8 && validation.groups == 8)
    #expect(validation.perItem == validation.perGroup)
    #expect(validation.perItem.accuracy >= 0.875)
    #expect(validation.leakyAccuracy == validation.perItem.accuracy)
    #expect(validation.warnings.contains { $0.contains("never split") })
    #expect(validation.confusion.flatMap(\.self).reduce(0, +) == 8)
  }
}
