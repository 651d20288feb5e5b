import Fingerprints
import Testing

@Suite struct EmissionLinesTests {
  static let header = "element,stage,wavelength_air_nm,gA_s-1,Ek_eV"

  @Test func theShippedListHoldsTheLinesThatRegistrationNeeds() throws {
    let lines = try Shipped.lines()
    for (element, wavelength) in [
      ("C", 247.856), ("Ca", 393.366), ("Ca", 396.847), ("Na", 588.995), ("Na", 589.592),
      ("H", 656.279), ("K", 766.490),
    ] {
      #expect(lines[element].contains { $0.wavelength == wavelength })
    }
    #expect(lines["Xx"].isEmpty)
  }

  @Test func columnsAreFoundByNameAndLineEndsMayBeWindowsOnes() throws {
    let text =
      "\u{FEFF}note,stage,element,Ek_eV,gA_s-1,wavelength_air_nm\r\n"
      + "x,II,Ca,3.151,5.88e8,393.366\r\n"
    let lines = try EmissionLines(text, name: "lines.csv")
    #expect(
      lines.lines == [
        EmissionLine(
          element: "Ca", stage: .singlyIonised, wavelength: 393.366, strength: 5.88e8,
          upperEnergy: 3.151)
      ])
  }

  @Test(arguments: [
    ("C,I,247.856,8.4e7", "line 2: the row has 4 fields, the header 5"),
    ("C,III,247.856,8.4e7,7.685", "line 2: the stage is \"III\""),
    ("C,I,nan,8.4e7,7.685", "line 2: wavelength_air_nm is \"nan\""),
    ("C,I,247.856,-1,7.685", "line 2: gA_s-1 is \"-1\""),
    ("C,I,247.856,8.4e7,inf", "line 2: Ek_eV is \"inf\""),
  ])
  func aBrokenRowIsRefusedWithItsLine(row: String, message: String) {
    let error = #expect(throws: SimulationError.self) {
      try EmissionLines("\(Self.header)\n\(row)\n", name: "lines.csv")
    }
    #expect(error?.description.hasPrefix("lines.csv, \(message); ") == true)
  }

  @Test func aMissingColumnIsNamed() {
    let error = #expect(throws: SimulationError.self) {
      try EmissionLines("element,stage\n", name: "lines.csv")
    }
    #expect(
      error?.description
        == "lines.csv, line 1: there is no column \"wavelength_air_nm\"; give the columns "
        + "element, stage, wavelength_air_nm, gA_s-1, Ek_eV.")
  }
}
