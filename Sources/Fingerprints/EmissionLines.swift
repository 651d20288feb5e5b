/// The stage of ionisation of an atom, as spectroscopists count it.
public enum IonisationStage: String, Sendable, CaseIterable {
  /// The neutral atom.
  case neutral = "I"
  /// The atom that lost one electron.
  case singlyIonised = "II"
}

/// One line that an atom or ion emits.
public struct EmissionLine: Sendable, Equatable {
  /// The element's symbol.
  public let element: String
  /// Neutral or singly ionised.
  public let stage: IonisationStage
  /// The wavelength in air, in nanometres.
  public let wavelength: Double
  /// The upper level's statistical weight times the transition probability, in 1/s.
  public let strength: Double
  /// The energy of the upper level above the stage's ground state, in electronvolts.
  public let upperEnergy: Double

  /// A line.
  public init(
    element: String, stage: IonisationStage, wavelength: Double, strength: Double,
    upperEnergy: Double
  ) {
    self.element = element
    self.stage = stage
    self.wavelength = wavelength
    self.strength = strength
    self.upperEnergy = upperEnergy
  }
}

/// The strongest lines of the elements that a LIBS plasma of a diamond in air can show.
///
/// The shipped list restates figures of the NIST Atomic Spectra Database (doi:10.18434/T4W30F): for
/// each element the eight lines that would be brightest at 1 eV and 10^17 electrons per cm³.
///
/// ```swift
/// let lines = try EmissionLines(text, name: "emission-lines.csv")
/// lines["C"].first?.wavelength   // 247.856
/// ```
///
/// It is not a full line list: iron alone has thousands of lines, of which eight stand here.
public struct EmissionLines: Sendable, Equatable {
  /// The lines in the order of the table.
  public let lines: [EmissionLine]

  /// The given lines.
  public init(lines: [EmissionLine]) { self.lines = lines }

  /// The lines in a table with the columns `element`, `stage` (`I` or `II`), `wavelength_air_nm`,
  /// `gA_s-1` and `Ek_eV`; further columns are passed over.
  ///
  /// - Parameters:
  ///   - text: the table, comma-separated, with a header
  ///   - name: its name for error messages
  /// - Throws: `SimulationError` with the line that is broken.
  public init(_ text: String, name: String) throws(SimulationError) {
    let table = try FactTable(
      text, name: name, columns: ["element", "stage", "wavelength_air_nm", "gA_s-1", "Ek_eV"])
    var lines: [EmissionLine] = []
    for row in table.rows {
      guard let stage = IonisationStage(rawValue: row.text("stage")) else {
        throw SimulationError(
          file: name, line: row.line, reason: "the stage is \"\(row.text("stage"))\"",
          mend: "write I for the neutral atom or II for the ion")
      }
      lines.append(
        EmissionLine(
          element: row.text("element"), stage: stage,
          wavelength: try row.number("wavelength_air_nm", in: 1...100_000),
          strength: try row.number("gA_s-1", in: 1...1e15),
          upperEnergy: try row.number("Ek_eV", in: 0...100)))
    }
    self.lines = lines
  }

  /// The lines of one element in the order of the table; empty for an element without lines.
  public subscript(element: String) -> [EmissionLine] {
    lines.filter { $0.element == element }
  }
}
