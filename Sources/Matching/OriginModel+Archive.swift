internal import Fingerprints
internal import Foundation
internal import LinearAlgebra
internal import Specimens

extension OriginModel {
  /// The name and version of the archive's content.
  static let archiveSchema = "adamas.originModel/6"

  /// The model as named parameters and matrices, complete: a model read back answers the same to the
  /// last bit.
  ///
  /// - Throws: `MatchingError` when the extractor cannot be written down.
  public func archive() throws(MatchingError) -> ModelArchive {
    var archive = ModelArchive()
    archive.parameters["schema"] = .text(OriginModel.archiveSchema)
    archive.parameters["features"] = .text(extractor.schema)
    archive.parameters["origins"] = .texts(origins.map(\.name))
    archive.parameters["groups"] = .texts(groupNames)
    archive.parameters["heldOut"] = .text(classifier.heldOut.rawValue)
    archive.parameters["axisNotes"] = .texts(axisNotes)
    archive.parameters["components"] = .number(Double(classifier.metric.components))
    archive.parameters["shrinkage"] = .number(classifier.metric.shrinkage)
    do {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      archive.parameters["extractor"] = .text(
        String(decoding: try encoder.encode(extractor), as: UTF8.self))
      if let axis {
        archive.parameters["axis"] = .text(
          String(decoding: try encoder.encode(axis), as: UTF8.self))
      }
      if let instrument {
        let written = try instrument.written()
        archive.parameters["instrument"] = .text(written.text)
        archive.arrays["instrument.roots"] = .single(written.roots)
      }
    } catch {
      throw .material(
        reason: "the model could not be written down: \(error)", mend: "report this as a defect")
    }
    let references = classifier.references
    archive.arrays["centre"] = .row(classifier.metric.centre)
    archive.arrays["projection"] = .double(classifier.metric.projection)
    archive.arrays["residual.whitening"] = .double(classifier.residual.whitening)
    archive.arrays["residual.directions"] = .double(classifier.residual.directions)
    archive.arrays["residual.centre"] = .row(classifier.residual.centre)
    archive.arrays["centres"] = .double(classifier.centres)
    archive.arrays["items"] = .single(references.deviations)
    archive.parameters["itemCounts"] = .numbers(references.itemsOfOrigin.map { Double($0.count) })
    archive.arrays["groupMeans"] = .double(references.groupMeans)
    archive.arrays["groupLabels"] = .row(references.groupLabels.map(Double.init))
    archive.arrays["means"] = .double(references.means)
    if let items = classifier.items {
      archive.arrays["item.calibration"] = .row(items.calibration.numbers)
      for (origin, surprises) in items.surprises.enumerated() {
        archive.arrays["item.surprises.\(origin)"] = .row(surprises)
      }
    }
    archive.parameters["groupSizes"] = .numbers(classifier.groups.map { Double($0.size) })
    for group in classifier.groups { group.write(to: &archive, origins: origins.count) }
    return archive
  }

  /// Reads a model back.
  ///
  /// - Throws: `MatchingError` when the archive is of another version, or its parts do not fit one
  ///   another.
  public init(archive: ModelArchive) throws(MatchingError) {
    do {
      let schema = try archive.text("schema")
      guard schema == OriginModel.archiveSchema else {
        throw MatchingError.material(
          reason: "the fitted model has the version \(schema), and this program reads "
            + OriginModel.archiveSchema,
          mend: "fit the library again with this program")
      }
      let metric = DiscriminantMetric(
        centre: try archive.row("centre"), projection: try archive.double("projection"),
        components: try archive.integer("components"), shrinkage: try archive.number("shrinkage"))
      let origins = try archive.texts("origins").map(Origin.init)
      let names = try archive.texts("groups")
      let references = (
        items: try archive.single("items"),
        counts: try archive.numbers("itemCounts").compactMap { Int(exactly: $0) },
        groupMeans: try archive.double("groupMeans"),
        groupLabels: try archive.numbers(row: "groupLabels"), means: try archive.double("means")
      )
      let residual = ResidualSpace(
        whitening: try archive.double("residual.whitening"),
        directions: try archive.double("residual.directions"),
        centre: try archive.row("residual.centre"))
      let centres = try archive.double("centres")
      let width = metric.projection.columns
      guard
        metric.projection.rows == metric.centre.count,
        areFinite(residual.whitening.elements), areFinite(residual.directions.elements),
        areFinite(residual.centre),
        residual.whitening.rows == metric.centre.count,
        residual.whitening.columns == residual.centre.count,
        residual.directions.rows == width, residual.directions.columns == residual.centre.count,
        references.items.columns == width, references.counts.count == origins.count,
        references.counts.allSatisfy({ $0 >= 0 }),
        references.counts.reduce(0, { $0 &+ $1 }) == references.items.rows,
        references.groupMeans.columns == width,
        references.groupMeans.rows == references.groupLabels.count,
        references.groupLabels.count == names.count,
        references.means.columns == width, references.means.rows == origins.count,
        references.groupLabels.allSatisfy(origins.indices.contains),
        origins.count > 1, Set(origins).count == origins.count,
        areFinite(references.items.elements),
        [metric.projection, references.groupMeans, references.means]
          .allSatisfy({ areFinite($0.elements) }),
        areFinite(metric.centre),
        centres.rows == origins.count, centres.columns == metric.centre.count,
        areFinite(centres.elements)
      else { throw OriginModel.inconsistent }
      let extractor = try JSONDecoder().decode(
        FeatureExtractor.self, from: Data(try archive.text("extractor").utf8))
      guard extractor.featureNames.count == metric.centre.count else {
        throw OriginModel.inconsistent
      }
      let heldOut = HeldOutFolds.Units(rawValue: try archive.text("heldOut"))
      let sizes = try archive.numbers("groupSizes").map { Int(exactly: $0) ?? 0 }
      guard
        let heldOut, sizes.isEmpty == (heldOut == .nothing), sizes.allSatisfy({ $0 > 0 }),
        zip(sizes, sizes.dropFirst()).allSatisfy(<)
      else { throw OriginModel.inconsistent }
      self.init(
        origins: origins, groupNames: names, extractor: extractor,
        classifier: OriginClassifier(
          metric: metric, residual: residual,
          references: ScoredReferences(
            deviations: references.items, counts: references.counts,
            groupMeans: references.groupMeans, groupLabels: references.groupLabels,
            means: references.means),
          centres: centres, heldOut: heldOut,
          items: heldOut == .nothing
            ? nil
            : ItemConfidence(
              calibration: try Calibration(numbers: archive.row("item.calibration")),
              surprises: try origins.indices.map {
                try archive.ascending("item.surprises.\($0)")
              }),
          groups: try sizes.map {
            try GroupConfidence(archive, size: $0, origins: origins.count)
          }),
        instrument: try archive.parameters["instrument"].map { _ in
          let instrument = try InstrumentGuard(
            text: try archive.text("instrument"), roots: try archive.single("instrument.roots"))
          guard let instrument else { throw OriginModel.inconsistent }
          return instrument
        },
        axis: try archive.parameters["axis"].map { _ in
          try JSONDecoder().decode(RegisteredAxis.self, from: Data(try archive.text("axis").utf8))
        },
        axisNotes: try archive.texts("axisNotes"))
    } catch {
      throw OriginModel.wrapped(reading: error)
    }
  }

  static let inconsistent = MatchingError.material(
    reason: "the parts of the fitted model do not fit one another",
    mend: "fit the library again; the file may be damaged")

  private static func wrapped(reading error: any Error) -> MatchingError {
    switch error {
    case let error as MatchingError: error
    case ModelArchiveError.missing(let name):
      .material(reason: "the fitted model has no \"\(name)\"", mend: "fit the library again")
    case ModelArchiveError.otherKind(let name, let expected):
      .material(
        reason: "the fitted model's \"\(name)\" is no \(expected)", mend: "fit the library again")
    default: inconsistent
    }
  }
}

extension ModelArray {
  /// A list of numbers as a matrix of one row.
  static func row(_ values: [Double]) -> ModelArray {
    .double(Matrix(rows: 1, columns: values.count, elements: values))
  }
}

extension ModelArchive {
  /// The elements of the matrix of the given name.
  func row(_ name: String) throws(ModelArchiveError) -> [Double] {
    try double(name).elements
  }

  /// The elements of the matrix of the given name as whole numbers.
  func numbers(row name: String) throws -> [Int] {
    let values = try row(name)
    let whole = values.compactMap { Int(exactly: $0) }
    guard whole.count == values.count else { throw OriginModel.inconsistent }
    return whole
  }

  /// The elements of the matrix of the given name, which must ascend.
  fileprivate func ascending(_ name: String) throws -> [Double] {
    let values = try row(name)
    guard
      areFinite(values), zip(values, values.dropFirst()).allSatisfy(<=)
    else { throw OriginModel.inconsistent }
    return values
  }
}

extension Calibration {
  /// Everything in a fixed order.
  var numbers: [Double] { [weight, sharpness, scales[0], scales[1], epsilon] }

  init(numbers: [Double]) throws(MatchingError) {
    guard
      numbers.count == 5, numbers.allSatisfy(\.isFinite), (0...1).contains(numbers[0]),
      numbers[1...3].allSatisfy({ $0 > 0 }), (0...1).contains(numbers[4])
    else { throw OriginModel.inconsistent }
    self.init(
      weight: numbers[0], sharpness: numbers[1], scales: [numbers[2], numbers[3]],
      epsilon: numbers[4])
  }
}
