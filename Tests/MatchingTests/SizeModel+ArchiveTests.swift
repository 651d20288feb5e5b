import Fingerprints
import LinearAlgebra
import Specimens
import Testing

@testable import Matching

struct SizeModelArchiveTests {
  private func model() throws -> SizeModel {
    let plain = try SizeSamples.footprints(members: 20)
    let scatters: [SizeFootprint.Scatter] = [
      .none, .unknown, .dirichlet((1...20).map { Double($0) * 10 }),
    ]
    let cutOffs: [SizeBound?] = [
      nil, .carats(0.01), .aperture(millimetres: 1, mesh: .round),
    ]
    return try SizeModel(
      footprints: plain.indices.map { index in
        SizeFootprint(
          origin: plain[index].origin, grade: .measured, source: "source \(index)",
          members: plain[index].members, scatter: scatters[index], cutOff: cutOffs[index],
          parcelNames: ["one", "two"], parcels: plain[index].members.selecting(rows: [0, 1]))
      })
  }

  @Test func aModelReadBackIsTheSame() throws {
    let model = try model()
    let again = try SizeModel(archive: model.archive())
    #expect(again == model)
    let parcel = SizeSamples.parcel(
      of: SizeSamples.stones(100, median: 0.1, seed: 1), in: SizeSamples.square)
    #expect(try again.assess([parcel]) == model.assess([parcel]))
  }

  @Test func anArchiveWithAPartMissingOrAlteredIsRefused() throws {
    let whole = try model().archive()
    for name in whole.parameters.keys.sorted() {
      var archive = whole
      archive.parameters[name] = nil
      #expect(throws: MatchingError.self) { try SizeModel(archive: archive) }
    }
    for name in whole.arrays.keys.sorted() {
      var archive = whole
      archive.arrays[name] = nil
      #expect(throws: MatchingError.self) { try SizeModel(archive: archive) }
      archive.arrays[name] = .single(Matrix([[1]]))
      #expect(throws: MatchingError.self) { try SizeModel(archive: archive) }
    }
    var archive = whole
    archive.parameters["schema"] = .text("adamas.sizeModel/9")
    #expect(throws: MatchingError.self) { try SizeModel(archive: archive) }
  }
}
