public import Fingerprints
public import LinearAlgebra
public import Specimens

/// A fitted model of origins for spectra or element tables: extractor, metric, references and
/// calibration.
///
/// ```swift
/// let model = try OriginModel(fittedTo: labelled)
/// let assessments = try model.assess(questioned, items: stones, grades: grades)
/// assessments[0].verdict   // .assigned(Origin("CI/Séguéla"))
/// ```
public struct OriginModel: Sendable {
  /// The origins, in the order of every probability.
  public let origins: [Origin]
  /// The names of the reference groups, in the order of the classifier's groups.
  public let groupNames: [String]
  let extractor: FeatureExtractor
  let classifier: OriginClassifier
  /// Knows the instrument of the references; `nil` for element tables, for single groups, and in
  /// validation.
  let instrument: InstrumentGuard?
  /// The references' registered axis, to which questioned axes are brought; `nil` where there is none.
  let axis: RegisteredAxis?
  /// Whether questioned axes are brought to that of the references, from air or vacuum.
  public var registersAxes: Bool { axis != nil }
  /// What registration did to the references' axes, session by session, in whole sentences; empty
  /// where the lines confirm them, and where they could not be registered.
  public let axisNotes: [String]

  /// Fits a model.
  ///
  /// - Parameters:
  ///   - given: the references.
  ///   - origins: the origins to tell apart, which include those of the references and by default are
  ///     those. Origins without references get no probability.
  ///   - guardsInstrument: whether axes of spectra shall be registered, here and in questions, and
  ///     spectra of another instrument recognised and refused.
  ///   - baseline: what is taken away from spectra, of references here and of questioned ones later.
  ///   - knowsForeignStones: whether each origin shall be left out of the references in turn, to learn
  ///     how typical stones look that come from none of them (``ForeignTypicality``). Mixtures need
  ///     it; no assessment changes. It takes about as long as fitting the metric once for each origin.
  ///   - workers: threads; the model does not depend on them.
  /// - Throws: `MatchingError` when the references cannot be turned into fingerprints or hold fewer
  ///   than two origins.
  public init(
    fittedTo given: LabelledMaterial, origins: [Origin]? = nil, guardsInstrument: Bool = true,
    baseline: Baseline = .none, knowsForeignStones: Bool = false, workers: Workers = .all
  ) throws(MatchingError) {
    let labelled: LabelledMaterial
    (labelled, axis, axisNotes) =
      guardsInstrument ? try given.registered() : (given, nil, [])
    instrument = guardsInstrument ? OriginModel.instrument(of: labelled) : nil
    let origins = origins ?? labelled.origins
    guard Set(labelled.labels).count > 1 else {
      throw .material(
        reason: "the references hold fewer than two origins",
        mend: "add references of another origin: there is nothing to tell apart")
    }
    self.origins = origins
    do {
      extractor = try FeatureExtractor(fittedTo: labelled.material, baseline: baseline)
      let features = Matrix<Double>(
        try extractor.features(of: labelled.material, workers: workers))
      let training = LabelledFeatures(
        features: features, labels: OriginModel.numbers(of: labelled.labels, in: origins),
        groups: renumbered(labelled.groups), origins: origins.count)
      let fitted = try OriginClassifier(fittedTo: training, workers: workers)
      classifier =
        knowsForeignStones
        ? try fitted.knowingForeignStones(from: training, workers: workers) : fitted
      var names = [String](repeating: "", count: classifier.references.groupLabels.count)
      for (group, name) in zip(training.groups, labelled.groups) { names[group] = name }
      groupNames = names
    } catch {
      throw OriginModel.wrapped(error)
    }
  }

  init(
    origins: [Origin], groupNames: [String], extractor: FeatureExtractor,
    classifier: OriginClassifier, instrument: InstrumentGuard?, axis: RegisteredAxis?,
    axisNotes: [String]
  ) {
    self.instrument = instrument
    self.axis = axis
    self.axisNotes = axisNotes
    self.origins = origins
    self.groupNames = groupNames
    self.extractor = extractor
    self.classifier = classifier
  }

  /// What there is to know about the instrument of spectra.
  private static func instrument(of labelled: LabelledMaterial) -> InstrumentGuard? {
    guard case .spectra(let table) = labelled.material else { return nil }
    let sessions = table.metadata["session"].flatMap { $0.contains("") ? nil : $0 }
    return InstrumentProfile(of: table, groups: labelled.groups, sessions: sessions)
      .map { InstrumentGuard(profile: $0) }
  }

  /// The kind of evidence that the model reads.
  public var kind: EvidenceKind { extractor.kind }

  /// The features of material, in double precision.
  func features(of material: Material, workers: Workers = .all) throws(MatchingError) -> Matrix<
    Float
  > {
    try features(
      of: QuestionedMaterial(material, axis: axis), rows: Array(0..<material.count),
      workers: workers)
  }

  /// The features of some rows of questioned material.
  func features(
    of questioned: QuestionedMaterial, rows: [Int], workers: Workers
  ) throws(MatchingError) -> Matrix<Float> {
    do {
      return try questioned.features(ofRows: rows, by: extractor, workers: workers)
    } catch {
      throw .material(reason: error.reason, mend: error.mend)
    }
  }

  /// The number of each label among the origins.
  ///
  /// - Precondition: every label is one of the origins.
  static func numbers(of labels: [Origin], in origins: [Origin]) -> [Int] {
    let numbers = Dictionary(uniqueKeysWithValues: origins.enumerated().map { ($1, $0) })
    return labels.map { label in
      guard let number = numbers[label] else { preconditionFailure("\(label) is an origin.") }
      return number
    }
  }

  /// The origin whose nearest items are nearest to each questioned item, with a given number of
  /// components and without calibration.
  static func nearestOrigins(
    references labelled: LabelledMaterial, origins: [Origin], questioned: Material,
    components: Int, workers: Workers
  ) throws(MatchingError) -> [Int] {
    do {
      let extractor = try FeatureExtractor(fittedTo: labelled.material)
      let training = LabelledFeatures(
        features: Matrix<Double>(
          try extractor.features(of: labelled.material, workers: workers)),
        labels: numbers(of: labelled.labels, in: origins), groups: renumbered(labelled.groups),
        origins: origins.count)
      let space = try ReferenceSpace(training, limit: components, workers: workers)
      let metric = try DiscriminantMetric(in: space, components: components, workers: workers)
      let references = ScoredReferences(space, metric: metric, workers: workers)
      let projected = metric.scores(
        of: Matrix<Double>(try extractor.features(of: questioned, workers: workers)),
        workers: workers)
      let scores = references.scores(of: projected, workers: workers).neighbours
      return (0..<scores.rows).map { indexOfLargest(scores.row($0)) }
    } catch {
      throw wrapped(error)
    }
  }

  /// Any error of a fit as this module's own.
  static func wrapped(_ error: any Error) -> MatchingError {
    switch error {
    case let error as MatchingError: error
    case let error as FingerprintError: .material(reason: error.reason, mend: error.mend)
    default:
      .material(
        reason: "the model could not be fitted: \(error)",
        mend: "look for columns that hold one value only, or far too large ones")
    }
  }
}
