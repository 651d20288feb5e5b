internal import Fingerprints
internal import LinearAlgebra
internal import Specimens

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
