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
  /// - Parameters:
  ///   - rows: numbers of rows of the questioned table.
  ///   - extractor: the library's extractor.
  ///   - workers: threads; the features do not depend on them.
  /// - Returns: `rows.count x features`.
  /// - Throws: `FingerprintError` when the material lacks what the references have.
  func features(
    ofRows rows: [Int], by extractor: FeatureExtractor, workers: Workers
  ) throws(FingerprintError) -> Matrix<Float> {
    let selected = selecting(rows)
    if selected.count == 1 {
      return try extractor.features(of: selected[0].part.material, workers: workers)
    }
    let width = extractor.featureNames.count
    var elements = [Float](repeating: 0, count: rows.count * width)
    for (places, part) in selected {
      let features = try extractor.features(of: part.material, workers: workers)
      for (index, place) in places.enumerated() {
        elements.replaceSubrange(
          place * width..<(place + 1) * width, with: features.row(index))
      }
    }
    return Matrix(rows: rows.count, columns: width, elements: elements)
  }
}
