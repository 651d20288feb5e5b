internal import FootprintLibraries
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
  /// - Throws: `MatchingError` when the references cannot be fitted.
  init(
    fitting labelled: LabelledMaterial, from file: MaterialFile, named name: String, grade: Grade,
    source: String, groupColumns: [String]
  ) throws {
    let model = try OriginModel(fittedTo: labelled)
    var archive = try model.archive()
    archive.parameters[FittedLibrary.groupColumnsParameter] = .texts(groupColumns)
    var seen: [String: Int] = [:]
    let metadata = labelled.material.metadata
    let measurements = labelled.material.measurements
    let items = labelled.labels.indices.map { row in
      let key = "\(labelled.labels[row].name)/\(labelled.groups[row])"
      seen[key, default: 0] += 1
      return ReferenceItem(
        identifier: "\(key)#\(seen[key, default: 1])", origin: labelled.labels[row],
        group: labelled.groups[row],
        attributes: zip(metadata.names, metadata.columns).map {
          ReferenceItem.Attribute(name: $0, value: $1[row])
        },
        values: measurements[row],
        sourceFile: ReferenceItem.SourceFile(path: file.path, sha256: file.sha256))
    }
    self.init(
      description: LibraryDescription(name: name, kind: labelled.material.kind),
      axis: labelled.material.axis,
      origins: labelled.origins.map { OriginRecord(origin: $0, grade: grade, source: source) },
      items: items, model: archive)
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
    case .parcels(let parcels): parcels.map { _ in .double([]) }
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
