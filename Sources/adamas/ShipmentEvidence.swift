internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Reports
internal import Screening
internal import Specimens

/// Reads the measurements of shipments and compares them with references.
struct ShipmentEvidence {
  /// What was found of some shipments.
  struct Examined {
    /// What was read, for each shipment.
    var goods: [ScreenedGoods] = []
    /// What the measurements say, for each shipment.
    var evidence: [[GoodsEvidence]] = []
    /// The pieces of evidence that could not be read or compared.
    var refused: [ReadError] = []
  }

  private let library: String?
  private let concerns: [Origin]
  private var libraries: [EvidenceKind: FittedLibrary] = [:]
  private var screen: SizeScreen?
  private let checkpoint: ScreeningCheckpoint?

  /// Evidence to be compared with a library, or with the shipped ones.
  ///
  /// - Parameters:
  ///   - library: a library's file or a pack's folder.
  ///   - concerns: origins whose probability is wanted.
  ///   - checkpoint: where what was compared is kept while the others wait; `nil` where it is not.
  init(library: String?, concerns: [Origin], checkpoint: ScreeningCheckpoint? = nil) {
    self.library = library
    self.concerns = concerns
    self.checkpoint = checkpoint
  }

  /// The libraries that were compared with, in the order of their kinds.
  var used: [ReportLibrary] {
    EvidenceKind.allCases.compactMap { libraries[$0]?.description }
  }

  /// Reads and compares the evidence of shipments.
  ///
  /// - Parameters:
  ///   - rows: shipments.
  ///   - progress: is told now and then how many are done.
  /// - Throws: `LibraryError` when the library cannot be used, `OutputError` when the checkpoint cannot be written.
  mutating func examine(
    _ rows: [Manifest.Row], progress: (Int) -> Void = { _ in }
  ) throws -> Examined {
    var examined = Examined()
    for start in stride(from: 0, to: rows.count, by: ShipmentEvidence.atOnce) {
      let batch = rows[start..<min(start + ShipmentEvidence.atOnce, rows.count)]
      try examine(batch, into: &examined, progress: progress)
    }
    return examined
  }

  /// How many shipments are read and compared together.
  private static let atOnce = 2048

  private mutating func examine(
    _ rows: ArraySlice<Manifest.Row>, into examined: inout Examined, progress: (Int) -> Void
  ) throws {
    let batch = Array(rows)
    let read = Workers.all.map(batch.count) { ShipmentEvidence.read(batch[$0]) }
    var found = Array(repeating: [[GoodsEvidence]](), count: batch.count)
    // Sizes are compared together; where their answers go.
    var questions: [SizeScreen.Question] = []
    var places: [Place] = []
    for (number, row) in batch.enumerated() {
      progress(rows.startIndex + number)
      var goods = ScreenedGoods()
      for piece in read[number] {
        do {
          let (material, sha256) = try piece.material.get()
          goods.add(material)
          let key = try key(of: material, sha256: sha256, for: row.shipment)
          if let key, let known = checkpoint?.evidence(for: key) {
            found[number].append(known)
          } else if case .parcels(let parcels) = material, try knowsSizes(validFor: material) {
            guard let declared = row.shipment.declaredOrigins else {
              // What is mixed of unnamed origins has sizes like almost anything: Benchmarks/RESULTS.md.
              found[number].append([GoodsEvidence(silent: .unnamedOrigin)])
              continue
            }
            places.append(
              Place(row: number, piece: found[number].count, parcels: parcels.count, key: key))
            found[number].append([])
            questions += parcels.map { SizeScreen.Question($0, declared: declared) }
          } else {
            let evidence = try compare(material, with: row.shipment)
            found[number].append(evidence)
            if let key { try checkpoint?.add(evidence, for: key) }
          }
        } catch let error as ReadError {
          examined.refused.append(error)
          found[number].append([GoodsEvidence(silent: .unreadable)])
        } catch let error as MatchingError {
          guard case .material(let reason, let mend) = error else { throw error }
          examined.refused.append(ReadError(file: piece.path, reason: reason, mend: mend))
          found[number].append([GoodsEvidence(silent: .unreadable)])
        }
      }
      examined.goods.append(goods)
    }
    var answers = (screen?.test(questions) ?? [])[...]
    for place in places {
      let evidence = answers.prefix(place.parcels).map { GoodsEvidence($0, concerns: concerns) }
      answers = answers.dropFirst(place.parcels)
      found[place.row][place.piece] = evidence
      if let key = place.key { try checkpoint?.add(evidence, for: key) }
    }
    examined.evidence += found.map { $0.flatMap(\.self) }
  }

  /// Where the answers about one file of sizes go.
  private struct Place {
    let row: Int
    let piece: Int
    let parcels: Int
    let key: String?
  }

  /// Under what the evidence of a file is kept; `nil` where nothing is.
  private mutating func key(
    of material: Material, sha256: String, for shipment: Shipment
  ) throws -> String? {
    guard checkpoint != nil else { return nil }
    let revision = try library(of: material.kind)?.description.revision ?? ""
    return ScreeningCheckpoint.key(
      sha256: sha256, of: shipment, library: revision, concerns: concerns)
  }

  /// What a shipment's pieces of evidence hold, with the SHA-256 of each file.
  private static func read(
    _ row: Manifest.Row
  ) -> [(path: String, material: Result<(Material, sha256: String), ReadError>)] {
    row.shipment.evidence.map { path in
      let place = URL(fileURLWithPath: row.file).deletingLastPathComponent()
        .appendingPathComponent(path).path
      return (
        place,
        Result { () throws(ReadError) in
          let file = try MaterialFile(at: place)
          return (try file.material().handled(as: row.shipment.handling), file.sha256)
        }
      )
    }
  }

  /// Whether there are references for sizes, which hold for the material.
  private mutating func knowsSizes(validFor material: Material) throws -> Bool {
    guard let library = try library(of: .sizes), case .sizes(let model) = library.model else {
      return false
    }
    _ = try library.requireValid(material)
    if screen == nil { screen = SizeScreen(model) }
    return true
  }

  /// The library for a kind of evidence; `nil` where there is none.
  private mutating func library(of kind: EvidenceKind) throws -> FittedLibrary? {
    if let known = libraries[kind] { return known }
    if kind == .elements, library == nil { return nil }
    let found = try FittedLibrary(chosen: library, kind: kind)
    guard found.kind == kind else { return nil }
    libraries[kind] = found
    return found
  }

  /// What a table of measurements says of the only origin that a shipment declares.
  private mutating func compare(
    _ material: Material, with shipment: Shipment
  ) throws -> [GoodsEvidence] {
    guard let library = try library(of: material.kind) else {
      return [GoodsEvidence(silent: .noReferences)]
    }
    let declared = shipment.declaredOrigins.flatMap { $0.count == 1 ? $0[0] : nil }
    let assessments = try library.assess(
      material, items: Array(repeating: shipment.parcel, count: material.count),
      options: AssessmentOptions(declared: declared, contributions: 0))
    return assessments.map { GoodsEvidence($0, of: shipment.declared, concerns: concerns) }
  }
}

extension Shipment {
  /// The origins that the papers name; `nil` where they name none.
  fileprivate var declaredOrigins: [Origin]? {
    guard case .origins(let origins) = declared, !origins.isEmpty else { return nil }
    return origins
  }
}

extension ScreenedGoods {
  /// Adds what a table of measurements shows of the goods.
  fileprivate mutating func add(_ material: Material) {
    guard case .parcels(let parcels) = material else { return }
    for parcel in parcels {
      switch parcel.content {
      case .stones(let stones): stoneCarats = (stoneCarats ?? []) + stones.map(\.carats)
      case .classes: self.parcels.append(parcel)
      }
    }
  }
}

extension Material {
  /// Parcels with the handling that the papers state, where the table states none.
  fileprivate func handled(as handling: Handling) -> Material {
    guard case .parcels(let parcels) = self else { return self }
    return .parcels(
      parcels.map { parcel in
        Parcel(
          identifier: parcel.identifier, content: parcel.content,
          handling: parcel.handling == .unknown ? handling : parcel.handling, origin: parcel.origin)
      })
  }
}
