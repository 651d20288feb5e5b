internal import FootprintLibraries
internal import Foundation
internal import Instruments
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
  /// - Throws: `LibraryError` when the library cannot be used.
  mutating func examine(_ rows: [Manifest.Row]) throws -> Examined {
    var examined = Examined()
    for row in rows {
      var goods = ScreenedGoods()
      var evidence: [GoodsEvidence] = []
      for path in row.shipment.evidence {
        let place = URL(fileURLWithPath: row.file).deletingLastPathComponent()
          .appendingPathComponent(path).path
        do {
          let material = try MaterialFile(at: place).material()
          goods.add(material)
          evidence += try compare(material, with: row.shipment)
        } catch let error as ReadError {
          examined.refused.append(error)
          evidence.append(GoodsEvidence(silent: .unreadable))
        } catch let error as MatchingError {
          guard case .material(let reason, let mend) = error else { throw error }
          examined.refused.append(ReadError(file: place, reason: reason, mend: mend))
          evidence.append(GoodsEvidence(silent: .unreadable))
        }
      }
      examined.goods.append(goods)
      examined.evidence.append(evidence)
    }
    return examined
  }

  /// What a table of measurements says of the only origin that a shipment declares.
  private mutating func compare(
    _ material: Material, with shipment: Shipment
  ) throws -> [GoodsEvidence] {
    let kind = material.kind
    let library: FittedLibrary
    if let known = libraries[kind] {
      library = known
    } else if kind == .elements, self.library == nil {
      return [GoodsEvidence(silent: .noReferences)]
    } else {
      library = try FittedLibrary(chosen: self.library, kind: kind)
      guard library.kind == kind else { return [GoodsEvidence(silent: .noReferences)] }
      libraries[kind] = library
    }
    var declared: Origin?
    if case .origins(let origins) = shipment.declared, origins.count == 1 { declared = origins[0] }
    let assessments = try library.assess(
      material.handled(as: shipment.handling),
      items: Array(repeating: shipment.parcel, count: material.count),
      options: AssessmentOptions(declared: declared, contributions: 0))
    return assessments.map { GoodsEvidence($0, of: shipment.declared, concerns: concerns) }
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
