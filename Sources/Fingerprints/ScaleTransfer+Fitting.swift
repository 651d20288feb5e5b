public import LinearAlgebra
public import Specimens

extension ScaleTransfer {
  /// Fits a mapping of one instrument to another from specimens that both measured.
  ///
  /// Which channels stand at the same wavelengths is decided on registered axes (``AxisRegistration``)
  /// where the mean shot shows enough lines, else on the axes as they stand, in air; the mapping
  /// itself is from and to the axes as the instruments write them.
  ///
  /// The held-out figures come from up to ten folds of whole specimens. In each, window and ridge are
  /// chosen anew without the fold.
  ///
  /// - Parameters:
  ///   - secondary: shots of the instrument whose spectra are to be mapped. The columns `instrument` and
  ///     `medium` are used where there are any.
  ///   - primary: shots of the instrument that they are to be mapped to.
  ///   - column: the column of both tables that names the specimen.
  ///   - secondaryName: the instrument's name; `nil` for what its table says.
  ///   - primaryName: the instrument's name; `nil` for what its table says.
  ///   - workers: threads; the mapping does not depend on them.
  /// - Throws: ``FingerprintError`` when an instrument has no name or both have the same, when fewer
  ///   than ``leastSpecimens`` are common, when the axes do not overlap, and when mapped spectra of
  ///   held-out specimens are no nearer to the truth than unmapped ones, or than the mean spectrum of
  ///   the other specimens.
  /// - Complexity: O(folds · channels · specimens · window²).
  public init(
    from secondary: SpectraTable, to primary: SpectraTable, specimen column: String = "stone",
    secondaryName: String? = nil, primaryName: String? = nil, workers: Workers = .all
  ) throws(FingerprintError) {
    let own = try Instrument(primary, named: primaryName, role: "primary")
    let other = try Instrument(secondary, named: secondaryName, role: "secondary")
    guard own.name != other.name else {
      throw FingerprintError(
        reason: "both tables are of the instrument \"\(own.name)\"",
        mend: "give the two instruments names that tell them apart")
    }
    let places = ChannelPlaces(from: secondary, to: primary)
    guard let axis = places.axis else {
      throw FingerprintError(
        reason:
          "the axes do not overlap: \"\(other.name)\" has \(ScaleTransfer.words(other.axis)), "
          + "and \"\(own.name)\" \(ScaleTransfer.words(own.axis))",
        mend: "measure with instruments that share a range of wavelengths")
    }
    let pairs = try PairedSpecimens(
      primary, secondary, column: column, resampling: places.resampling, kept: places.kept)
    let count = pairs.names.count
    guard count >= ScaleTransfer.leastSpecimens else {
      throw FingerprintError(
        reason: "\(count) \(count == 1 ? "specimen was" : "specimens were") measured by both "
          + "instruments, and a mapping needs "
          + "\(ScaleTransfer.leastSpecimens): each channel takes a window of three and an offset, "
          + "four numbers, and twice as many specimens have to speak for them",
        mend: "measure more of the same specimens with both, or look at the names in the column "
          + column)
    }
    do {
      let trial = try HeldOutTransfer(pairs, places: places.places, workers: workers)
      try trial.requireGain(from: other.name, to: own.name)
      let fit = try PiecewiseFit(
        primary: pairs.primary, secondary: pairs.secondary, places: places.places,
        workers: workers)
      self.init(
        primary: own, secondary: other, specimens: pairs.names, axis: axis,
        weights: places.weights, fit: fit, residuals: trial.residuals, figures: trial.figures)
    } catch let error as FingerprintError {
      throw error
    } catch {
      throw FingerprintError(
        reason: "the mapping could not be fitted: \(error)",
        mend: "look for channels that hold values far too large")
    }
  }
}

extension ScaleTransfer.Instrument {
  /// The instrument of a table.
  ///
  /// - Throws: ``FingerprintError`` when nobody says what it is called, or the table names several.
  fileprivate init(
    _ table: SpectraTable, named given: String?, role: String
  ) throws(FingerprintError) {
    axis = table.axis
    medium = RegisteredSpectra.medium(table)
    if let given {
      name = given
      return
    }
    let stated = Set(table.metadata["instrument"] ?? []).sorted()
    guard stated.count == 1, let only = stated.first, !only.isEmpty else {
      throw FingerprintError(
        reason: stated.count > 1
          ? "the \(role) table is of several instruments: \(stated.joined(separator: ", "))"
          : "the \(role) table does not say which instrument measured it",
        mend: "name it in a column instrument, the same in every row, or on the command line")
    }
    name = only
  }
}
