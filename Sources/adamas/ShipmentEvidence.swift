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

  /// Evidence to be compared with a library, or with the shipped ones.
  ///
  /// - Parameters:
  ///   - library: a library's file or a pack's folder.
  ///   - concerns: origins whose probability is wanted.
  init(library: String?, concerns: [Origin]) {
    self.library = library
    self.concerns = concerns
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
  /// - Throws: `LibraryError` when the library cannot be used.
  mutating func examine(
    _ rows: [Manifest.Row], progress: (Int) -> Void = { _ in }
  ) throws -> Examined {
    var examined = Examined()
    for start in stride(from: 0, to: rows.count, by: ShipmentEvidence.atOnce) {
      progress(start)
      try examine(rows[start..<min(start + ShipmentEvidence.atOnce, rows.count)], into: &examined)
    }
    return examined
  }

  /// How many shipments are read and compared together.
  private static let atOnce = 2048

  private mutating func examine(
    _ rows: ArraySlice<Manifest.Row>, into examined: inout Examined
  ) throws {
    let batch = Array(rows)
    let read = Workers.all.map(batch.count) { ShipmentEvidence.read(batch[$0]) }
    var found = Array(repeating: [[GoodsEvidence]](), count: batch.count)
    // Sizes are compared together; where their answers go.
    var (questions, places): ([SizeScreen.Question], [(row: Int, piece: Int)]) = ([], [])
    for (number, row) in batch.enumerated() {
      var goods = ScreenedGoods()
      for piece in read[number] {
        do {
          let material = try piece.material.get()
          goods.add(material)
          if case .parcels(let parcels) = material, let declared = row.shipment.declaredOrigins,
            try knowsSizes(validFor: material)
          {
            for parcel in parcels {
              places.append((number, found[number].count))
              found[number].append([])
              questions.append(SizeScreen.Question(parcel, declared: declared))
            }
          } else {
            found[number].append(try compare(material, with: row.shipment))
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
    let concerns = concerns
    for (place, answer) in zip(places, screen?.test(questions) ?? []) {
      found[place.row][place.piece] = [GoodsEvidence(answer, concerns: concerns)]
    }
    examined.evidence += found.map { $0.flatMap(\.self) }
  }

  /// What a shipment's pieces of evidence hold.
  private static func read(
    _ row: Manifest.Row
  ) -> [(path: String, material: Result<Material, ReadError>)] {
    row.shipment.evidence.map { path in
      let place = URL(fileURLWithPath: row.file).deletingLastPathComponent()
        .appendingPathComponent(path).path
      return (
        place,
        Result { () throws(ReadError) in
          try MaterialFile(at: place).material().handled(as: row.shipment.handling)
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
