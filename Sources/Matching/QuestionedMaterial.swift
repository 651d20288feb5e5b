internal import Fingerprints
internal import LinearAlgebra
internal import Specimens

/// Questioned material as a model compares it: spectra with their axes registered where the library's
/// are, session by session.
struct QuestionedMaterial: Sendable {
  /// Rows that share an axis.
  struct Part: Sendable {
    /// Their numbers in the questioned table, rising.
    let rows: [Int]
    /// The rows themselves.
    let material: Material
    /// What was done to their axis, where that is worth saying.
    let note: String?
  }

  /// The parts; they hold every row once.
  let parts: [Part]
  /// For each row its part, and its place there.
  private let places: [(part: Int, row: Int)]

  /// Prepares material.
  ///
  /// - Parameters:
  ///   - material: what is questioned.
  ///   - axis: the library's registered axis; where it has none, lines cannot bring another one to it.
  init(_ material: Material, axis: RegisteredAxis?) {
    guard let axis, case .spectra(let table) = material else {
      parts = [Part(rows: Array(0..<material.count), material: material, note: nil)]
      places = (0..<material.count).map { (0, $0) }
      return
    }
    let sessions = RegisteredSpectra(table, sharing: axis).sessions
    parts = sessions.map {
      Part(rows: $0.rows, material: .spectra($0.table), note: $0.note)
    }
    var places = [(part: Int, row: Int)](repeating: (0, 0), count: table.count)
    for (part, session) in sessions.enumerated() {
      for (place, row) in session.rows.enumerated() { places[row] = (part, place) }
    }
    self.places = places
  }

  /// The given rows, part by part.
  ///
  /// - Returns: for each part that has some of them, their places among `rows` and their material.
  func selecting(_ rows: [Int]) -> [(places: [Int], part: Part)] {
    if parts.count == 1, rows == parts[0].rows { return [(rows, parts[0])] }
    var found: [Int: (places: [Int], rows: [Int])] = [:]
    for (place, row) in rows.enumerated() {
      found[places[row].part, default: ([], [])].places.append(place)
      found[places[row].part, default: ([], [])].rows.append(places[row].row)
    }
    return found.keys.sorted().compactMap { index in
      guard let chosen = found[index] else { return nil }
      let part = parts[index]
      return (
        chosen.places,
        Part(rows: chosen.rows, material: part.material.selecting(chosen.rows), note: part.note)
      )
    }
  }

  /// What was done to the axes of the given rows, each sentence once.
  func notes(_ rows: [Int]) -> [String] {
    Set(rows.map { places[$0].part }).sorted().compactMap { parts[$0].note }
  }

  /// The features of the given rows, in their order.
  ///
  /// - Returns: `rows.count x features`.
  /// - Throws: `FingerprintError` when the material lacks what the references have.
  func features(
    ofRows rows: [Int], by extractor: FeatureExtractor
  ) throws(FingerprintError) -> Matrix<Double> {
    let selected = selecting(rows)
    if selected.count == 1 {
      return Matrix<Double>(try extractor.features(of: selected[0].part.material))
    }
    let width = extractor.featureNames.count
    var elements = [Double](repeating: 0, count: rows.count * width)
    for (places, part) in selected {
      let features = try extractor.features(of: part.material)
      for (index, place) in places.enumerated() {
        elements.replaceSubrange(
          place * width..<(place + 1) * width, with: features.row(index).map { $0.widened })
      }
    }
    return Matrix(rows: rows.count, columns: width, elements: elements)
  }
}

extension LabelledMaterial {
  /// The same material without the baselines of its spectra.
  ///
  /// - Throws: `MatchingError` when a shot's baseline cannot be found, or the material is no spectra
  ///   and the baseline not ``Baseline/none``.
  func subtracting(
    _ baseline: Baseline, workers: Workers
  ) throws(MatchingError) -> LabelledMaterial {
    guard baseline != .none else { return self }
    do throws(FingerprintError) {
      guard case .spectra(let table) = material else {
        throw FeatureExtractor.needsSpectra(material.kind)
      }
      return LabelledMaterial(
        material: .spectra(try baseline.subtracted(from: table, workers: workers)),
        labels: labels, groups: groups)
    } catch {
      throw .material(reason: error.reason, mend: error.mend)
    }
  }

  /// The same material with the axes of its spectra registered, session by session, and brought to
  /// one.
  ///
  /// - Returns: the material; the registered axis that it is on, if it could be registered; and what
  ///   was done, where that is worth saying.
  /// - Throws: `MatchingError` when a session does not cover the axis of the one with most shots.
  func registered() throws(MatchingError) -> (
    material: LabelledMaterial, axis: RegisteredAxis?, notes: [String]
  ) {
    guard case .spectra(let table) = material else { return (self, nil, []) }
    let registered = RegisteredSpectra(table)
    let main = registered.sessions.max { $0.rows.count < $1.rows.count }
    guard let main, main.isRegistered else { return (self, nil, []) }
    do {
      let material = Material.spectra(try registered.table)
      return (
        LabelledMaterial(material: material, labels: labels, groups: groups),
        registered.reference, registered.sessions.compactMap(\.note)
      )
    } catch {
      throw .material(reason: error.reason, mend: error.mend)
    }
  }
}
