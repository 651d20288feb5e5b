/// One trace of an instrument's file as the file holds it: nothing is resampled, converted or dropped.
///
/// ```swift
/// let file = try readInstrumentFile(at: "shot.jdx")
/// file.format                        // "JCAMP-DX"
/// file.records[0].x.count            // points
/// file.records[0].xUnit              // "NANOMETERS", as the file writes its unit
/// ```
public struct InstrumentRecord: Sendable, Equatable {
  /// What the file calls the trace; empty where it has no name.
  public var title: String
  /// The abscissae in the file's order, which may fall.
  public var x: [Double]
  /// The ordinates, one for each abscissa.
  public var y: [Double]
  /// The unit of the abscissae as the file writes it; empty where it does not say.
  public var xUnit: String
  /// The unit of the ordinates as the file writes it; empty where it does not say.
  public var yUnit: String
  /// What else the file says of the trace, in its order and words.
  public var details: [Detail]
  /// What is wrong with the trace, in sentences without a full stop: it holds fewer points than it
  /// declares, or the file ends within it.
  public var shortcomings: [String]

  /// Something that a file says of a trace.
  public struct Detail: Sendable, Equatable {
    /// The name as the file writes it.
    public let name: String
    /// The value as the file writes it.
    public let value: String

    /// A name with its value.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A trace.
  ///
  /// - Precondition: as many ordinates as abscissae.
  public init(
    title: String = "", x: [Double], y: [Double], xUnit: String = "", yUnit: String = "",
    details: [Detail] = [], shortcomings: [String] = []
  ) {
    precondition(x.count == y.count, "One ordinate for each abscissa.")
    self.title = title
    self.x = x
    self.y = y
    self.xUnit = xUnit
    self.yUnit = yUnit
    self.details = details
    self.shortcomings = shortcomings
  }

  /// Whether the trace holds everything that its file declares.
  public var isComplete: Bool { shortcomings.isEmpty }

  /// The value of the first detail of one of the given names, whatever their case and blanks.
  public func detail(_ names: String...) -> String? { firstDetail(names)?.value }

  /// The same with the unit that the name has in brackets behind the number: `20 ms` of
  /// `Integration time [ms]: 20`.
  func quantity(_ names: String...) -> String? {
    guard let detail = firstDetail(names) else { return nil }
    guard let unit = statedUnit(in: detail.name) else { return detail.value }
    let number = detail.value.prefix { !$0.isWhitespace }
    return "\(number) \(unit)\(detail.value.dropFirst(number.count))"
  }

  private func firstDetail(_ names: [String]) -> Detail? {
    let wanted = names.map(InstrumentRecord.folded)
    return details.first { wanted.contains(InstrumentRecord.folded($0.name)) }
  }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { !" -_/.".unicodeScalars.contains($0) })
  }
}

/// A file of an instrument: its format and every trace in it.
public struct InstrumentFile: Sendable, Equatable {
  /// The path as it was given.
  public let path: String
  /// The format, recognised by content and not by name.
  public let format: InstrumentFormat
  /// The traces, in the file's order; at least one.
  public let records: [InstrumentRecord]
}

/// The formats of instruments that are read.
public enum InstrumentFormat: String, Sendable, CaseIterable {
  /// JCAMP-DX 4.24 and 5.
  case jcamp = "JCAMP-DX"
  /// Galactic SPC, versions 0x4B, 0x4C and 0x4D.
  case galacticSPC = "Galactic SPC"
  /// Andor Solis `.sif`.
  case andorSIF = "Andor SIF"
  /// Binary files of AvaSoft 6 and 7.
  case avaSoft = "AvaSoft 6 and 7"
  /// Binary files of AvaSoft 8.
  case avaSoft8 = "AvaSoft 8"
  /// Ocean Optics SpectraSuite `.ProcSpec`.
  case procSpec = "SpectraSuite ProcSpec"
  /// HDF5, in a build with the package's trait `HDF5`.
  case hdf5 = "HDF5"
  /// Columns of numbers below lines of text, as most spectrometers' programs export them.
  case columns = "text columns"
}
