internal import Fingerprints
internal import FootprintLibraries
internal import Matching
internal import Specimens

extension Validity {
  /// Refuses to use a library at a time for which it does not hold.
  ///
  /// - Throws: `MatchingError` that names the day.
  func requireDay(_ day: CalendarDay) throws(MatchingError) {
    if let from, day.description < from {
      throw .material(
        reason: "the library is valid from \(from), and today is \(day)",
        mend: "wait for that day or use an earlier release")
    }
    if let until, day.description > until {
      throw .material(
        reason: "the library was valid until \(until), and today is \(day)",
        mend: "ask its makers for a newer release")
    }
  }

  /// Refuses questioned material that the library must not be compared with.
  ///
  /// Another medium passes where the model brings axes to that of its references; of parcels from a finer
  /// sieve the model leaves out the smallest classes.
  ///
  /// - Parameters:
  ///   - material: what is questioned.
  ///   - converts: whether the model registers axes.
  /// - Returns: what was converted, in words.
  /// - Throws: `MatchingError` that names the condition and what is questioned.
  func require(_ material: Material, converts: Bool) throws(MatchingError) -> [String] {
    switch material {
    case .parcels(let parcels):
      var notes: [String] = []
      for parcel in parcels { notes += [try note(of: parcel)].compactMap(\.self) }
      return notes
    case .spectra, .elements:
      try requireListed(material.metadata["instrument"], among: instruments, "the instrument")
      guard !converts else {
        let others = Set(material.metadata["medium"] ?? []).subtracting(media + [""]).sorted()
        return media.isEmpty || others.isEmpty
          ? []
          : [
            "measured in \(others.joined(separator: " and ")), and brought to the references' axis"
          ]
      }
      try requireListed(material.metadata["medium"], among: media, "the medium")
      return []
    }
  }

  private func requireListed(
    _ values: [String]?, among allowed: [String], _ name: String
  ) throws(MatchingError) {
    guard !allowed.isEmpty else { return }
    let folded = Set(allowed.map { $0.lowercased() })
    guard let other = values?.first(where: { !$0.isEmpty && !folded.contains($0.lowercased()) })
    else { return }
    throw .material(
      reason: "the library is valid for \(name) \(allowed.joined(separator: " or ")), "
        + "and the questioned material says \(other)",
      mend: "use a library for it, or a mapping with --transfer")
  }

  /// What is converted of a parcel, in words.
  private func note(of parcel: Parcel) throws(MatchingError) -> String? {
    guard case .classes(let sieves, _) = parcel.content, let cutOff = sieves.bottomCutOff else {
      return nil
    }
    let curve = PassingCurve()
    let weight = curve.halfWeight(of: cutOff)
    let bounds = [cutOffFrom, cutOffTo].map { millimetres in
      millimetres.map { curve.halfWeight(of: .aperture(millimetres: $0, mesh: .square)) }
    }
    // A bound that both state alike must not fail for the last bit.
    if let cutOffTo, let bound = bounds[1], weight > bound * (1 + 1e-9) {
      throw .material(
        reason:
          "the parcel \(parcel.identifier) is cut off at \(cutOff.words), and the library is valid "
          + "for parcels cut off at \(cutOffTo) mm or below",
        mend: "have it sieved down to that size")
    }
    if let cutOffFrom, let bound = bounds[0], weight < bound * (1 - 1e-9) {
      return "\(parcel.identifier): its classes below \(cutOffFrom) mm are left out"
    }
    return nil
  }
}

extension SizeBound {
  /// The bound as a person writes it.
  fileprivate var words: String {
    switch self {
    case .carats(let carats): "\(carats) ct"
    case .aperture(let millimetres, let mesh): "\(millimetres) mm (\(mesh.rawValue))"
    }
  }
}
