internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import LinearAlgebra
internal import Matching
internal import Specimens

extension LibraryContents {
  /// A library that holds labelled material, item by item, and the model fitted to it.
  ///
  /// - Parameters:
  ///   - labelled: the references.
  ///   - file: the table that they came from.
  ///   - name: the library's name in reports.
  ///   - grade: what the references are.
  ///   - source: by whom, when and how they were measured.
  ///   - groupColumns: the columns that named the groups.
  ///   - baseline: what is taken away from spectra.
  /// - Throws: `MatchingError` when the references cannot be fitted.
  init(
    fitting labelled: LabelledMaterial, from file: MaterialFile, named name: String, grade: Grade,
    source: String, groupColumns: [String], baseline: Baseline = .none
  ) throws {
    if baseline != .none, labelled.material.kind != .spectra {
      throw FeatureExtractor.needsSpectra(labelled.material.kind)
    }
    var archive =
      if case .parcels = labelled.material {
        try SizeModel(
          fittedTo: labelled,
          grades: Dictionary(labelled.origins.map { ($0, grade) }, uniquingKeysWith: { $1 }),
          source: source
        ).archive()
      } else {
        try OriginModel(fittedTo: labelled, baseline: baseline, knowsForeignStones: true).archive()
      }
    archive.parameters[FittedLibrary.groupColumnsParameter] = .texts(groupColumns)
    var seen: [String: Int] = [:]
    let metadata = labelled.material.metadata
    let measurements = labelled.material.measurements
    let items = try labelled.labels.indices.map { row in
      let key = "\(labelled.labels[row].name)/\(labelled.groups[row])"
      seen[key, default: 0] += 1
      return ReferenceItem(
        identifier: "\(key)#\(seen[key, default: 1])", origin: labelled.labels[row],
        group: labelled.groups[row],
        attributes: zip(metadata.names, metadata.columns).map {
          ReferenceItem.Attribute(name: $0, value: $1[row])
        },
        values: measurements[row], definition: try labelled.material.definition(ofRow: row),
        sourceFile: ReferenceItem.SourceFile(path: file.path, sha256: file.sha256))
    }
    self.init(
      description: LibraryDescription(name: name, kind: labelled.material.kind),
      axis: labelled.material.axis,
      origins: labelled.origins.map { OriginRecord(origin: $0, grade: grade, source: source) },
      items: items)
    archive.parameters[FittedLibrary.revisionParameter] = .text(
      hexadecimal(revision(hashing: sha256(of:))))
    model = archive
  }
}

extension Material {
  /// What the columns of the items' values are.
  fileprivate var axis: FeatureAxis? {
    switch self {
    case .parcels: nil
    case .spectra(let table): .wavelengths(table.axis)
    case .elements(let table): .named(table.elements)
    }
  }

  /// The raw measurement of each item; a concentration below detection is minus its limit, or minus
  /// infinity where no limit is stated.
  fileprivate var measurements: [Measurements] {
    switch self {
    case .parcels(let parcels): parcels.map(\.measurement)
    case .spectra(let table): (0..<table.count).map { .single(table[$0].intensities) }
    case .elements(let table):
      (0..<table.count).map { row in
        .double(
          table[row].concentrations.map { concentration in
            switch concentration {
            case .measured(let value): value
            case .belowDetection(let limit): limit.map { -$0 } ?? -.infinity
            }
          })
      }
    }
  }
}

extension Material {
  /// What an item's values mean where that differs from item to item: the classes of a parcel.
  fileprivate func definition(ofRow row: Int) throws -> String? {
    guard case .parcels(let parcels) = self else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(ParcelDefinition(parcels[row])), as: UTF8.self)
  }
}

extension Parcel {
  /// The weights of single stones; or the stones of each class, then the carats of each class, minus
  /// one where a class does not state them.
  fileprivate var measurement: Measurements {
    switch content {
    case .stones(let stones): .double(stones.map(\.carats))
    case .classes(_, let contents):
      .double(contents.map { $0.stones ?? -1 } + contents.map { $0.carats ?? -1 })
    }
  }
}

/// What a parcel's values mean, as a library keeps it beside them.
private struct ParcelDefinition: Encodable {
  struct Class: Encodable {
    let lower: Double
    let upper: Double?
  }

  /// `stones` or `classes`.
  let content: String
  /// `ct` for carats, else millimetres and the mesh, `mm round` or `mm square`.
  let unit: String
  let classes: [Class]?
  let handling: String

  init(_ parcel: Parcel) {
    handling = parcel.handling.rawValue
    switch parcel.content {
    case .stones: (content, unit, classes) = ("stones", "ct", nil)
    case .classes(let sieves, _):
      content = "classes"
      unit =
        switch sieves.bottomCutOff {
        case .aperture(_, let mesh)?: "mm \(mesh.rawValue)"
        case .carats?, nil: "ct"
        }
      classes = sieves.classes.map { Class(lower: $0.lower.value, upper: $0.upper?.value) }
    }
  }
}
