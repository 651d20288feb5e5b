internal import Fingerprints
internal import FootprintLibraries
internal import Instruments
internal import Matching
internal import Specimens

extension LibraryContents {
  /// A library that holds labelled material, item by item, and the model fitted to it.
  ///
  /// - Parameters:
  ///   - labelled: the references.
  ///   - file: the table that they came from.
  ///   - name: the library's name in reports.
  ///   - provenance: what they are, and who measured them, when and how.
  ///   - groupColumns: the columns that named the groups.
  ///   - baseline: what is taken away from spectra.
  /// - Throws: `MatchingError` when the references cannot be fitted.
  init(
    fitting labelled: LabelledMaterial, from file: MaterialFile, named name: String,
    provenance: Provenance, groupColumns: [String], baseline: Baseline = .none
  ) throws {
    self.init(
      description: LibraryDescription(name: name, kind: labelled.material.kind),
      axis: labelled.material.featureAxis,
      origins: labelled.records(provenance),
      items: Array(try labelled.referenceItems(from: file.source, provenance: provenance)),
      groupColumns: groupColumns)
    try fit(baseline: baseline)
  }

  /// Fits the library's model to its references.
  ///
  /// - Parameter baseline: what is taken away from spectra.
  /// - Returns: the model, which the library holds from now on, and the revision that it was fitted to.
  /// - Throws: `MatchingError` when the references cannot be fitted.
  @discardableResult
  mutating func fit(
    baseline: Baseline
  ) throws -> (model: ModelArchive, revision: String) {
    sortItems()
    let labelled = try LabelledMaterial(self)
    if baseline != .none, labelled.material.kind != .spectra {
      throw FeatureExtractor.needsSpectra(labelled.material.kind)
    }
    var archive =
      if case .parcels = labelled.material {
        try SizeModel(
          fittedTo: labelled,
          grades: Dictionary(origins.map { ($0.origin, $0.grade) }, uniquingKeysWith: { $1 }),
          sources: Dictionary(origins.map { ($0.origin, $0.source) }, uniquingKeysWith: { $1 })
        ).archive()
      } else {
        try OriginModel(fittedTo: labelled, baseline: baseline, knowsForeignStones: true).archive()
      }
    archive.parameters[FittedLibrary.groupColumnsParameter] = .texts(groupColumns)
    let fitted = revision
    archive.parameters[FittedLibrary.revisionParameter] = .text(fitted)
    model = archive
    return (archive, fitted)
  }
}

extension LabelledMaterial {
  /// What a library says of the origins of material that was measured so.
  func records(_ provenance: Provenance) -> [OriginRecord] {
    origins.map {
      OriginRecord(
        origin: $0, grade: provenance[.grade].flatMap(Grade.init) ?? .measured,
        source: provenance[.source] ?? "not stated")
    }
  }
}

extension MaterialFile {
  /// The file as a library remembers it: its name without folders, and its hash.
  var source: ReferenceItem.SourceFile {
    ReferenceItem.SourceFile(
      path: path.split(separator: "/").last.map(String.init) ?? path, sha256: sha256)
  }
}
