internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Matching
internal import Reports
internal import Specimens

/// A mapping between instruments that was read from its file.
struct InstrumentMapping {
  /// The file and its digest.
  let input: ReportInput
  /// The mapping.
  let transfer: ScaleTransfer

  private init(input: ReportInput, transfer: ScaleTransfer) {
    self.input = input
    self.transfer = transfer
  }

  /// Reads a mapping from its file, or from the library that keeps it.
  ///
  /// - Parameters:
  ///   - name: a file, or the instrument that the mapping is from.
  ///   - library: the library's file, where one was named.
  /// - Throws: `ReadError` when neither is there, `FingerprintError` when it is no mapping.
  init(named name: String, library: String?) throws {
    guard !FileManager.default.fileExists(atPath: name), let library,
      LibraryStore.isLibrary(library)
    else {
      try self.init(at: name)
      return
    }
    let store = try LibraryStore.open(at: library, readOnly: true)
    let kept = try store.transfers
    try store.close()
    let place = "\(library): the mapping from \(name)"
    let mappings = try kept.map { text in
      InstrumentMapping(
        input: ReportInput(path: place, sha256: hexadecimal(sha256(of: Array(text.utf8)))),
        transfer: try ScaleTransfer(json: Data(text.utf8), name: place))
    }
    // The one that was fitted last.
    if let last = mappings.last(where: { $0.transfer.secondary.name == name }) {
      self = last
      return
    }
    throw ReadError(
      file: name, reason: "there is no such file, and the library keeps no mapping from it",
      mend: "fit one with adamas library transfer", isMissing: true)
  }

  /// Reads a mapping.
  ///
  /// - Throws: `ReadError` when the file is missing, `FingerprintError` when it is no mapping.
  init(at path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ReadError(
        file: path, reason: "it is not there or cannot be opened",
        mend: "name a file that adamas library transfer wrote", isMissing: true)
    }
    self.init(
      input: ReportInput(path: path, sha256: hexadecimal(sha256(of: Array(data)))),
      transfer: try ScaleTransfer(json: data, name: path))
  }

  /// Spectra as the mapping's primary instrument would have seen them.
  ///
  /// - Throws: `MatchingError` when the material holds no spectra, `FingerprintError` when they are of
  ///   another instrument.
  func applied(to material: Material) throws -> Material {
    guard case .spectra(let table) = material else {
      throw MatchingError.material(
        reason: "the questioned material is \(material.kind.rawValue), and a mapping between "
          + "instruments is for spectra",
        mend: "leave --transfer out")
    }
    return .spectra(try transfer.applied(to: table))
  }

  /// What a report says of the mapping of some questioned tables.
  func reported(for materials: [Material]) -> ReportTransfer {
    let figures = transfer.figures
    return ReportTransfer(
      input: input, primary: transfer.primary.name, secondary: transfer.secondary.name,
      instrumentIsStated: materials.allSatisfy { material in
        guard case .spectra(let table) = material else { return false }
        return transfer.isStatedInstrument(of: table)
      },
      specimens: transfer.specimens.count, error: figures.error,
      errorUntransferred: figures.errorUntransferred, correlation: figures.correlation,
      correlationUntransferred: figures.correlationUntransferred)
  }
}
