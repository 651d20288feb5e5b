import Testing

@testable import Instruments

@Suite("Units of axes")
struct AxisUnitsTests {
  @Test(
    "takes a unit in brackets, and nothing that is none",
    arguments: [
      ("Wavelength (nm)", "nm"), ("Wavelength [nm]", "nm"), ("Wavelength (um) ", "um"),
      ("Wavenumber (cm-1)", "cm-1"), ("Wavelength (m)", "m"), ("Wavelength (air, nm)", "nm"),
      ("Wavelength (vacuum)", nil), ("Wavelength", nil), ("Wavenumber", nil), ("Trace (2)", nil),
      ("(nm) Wavelength", nil), ("", nil), ("()", nil), (")", nil),
    ])
  func takesUnits(label: String, unit: String?) {
    #expect(statedUnit(in: label) == unit)
  }

  @Test(
    "takes no remark on a trace for its unit",
    arguments: [
      ("Sample (counts)", "counts"), ("Reflectance (%)", "%"),
      ("Irradiance [uW/cm2/nm]", "uW/cm2/nm"),
      ("Sample (corrected)", nil), ("Dark (second)", nil),
    ])
  func takesOrdinates(label: String, unit: String?) {
    #expect(ordinateUnit(in: label) == unit)
  }

  @Test(
    "knows how long a unit is, and that a reciprocal is none",
    arguments: [
      ("nm", 1), ("NANOMETERS", 1), ("µm", 1000), ("micrometers", 1000), ("Å", 0.1), ("mm", 1e6),
      ("m", 1e9), ("metres", 1e9), ("1/m", nil), ("1/um", nil), ("nm-1", nil), ("cm-1", nil),
      ("1/CM", nil), ("eV", nil), ("pixel", nil), ("", nil),
    ])
  func scales(unit: String, factor: Double?) {
    #expect(nanometres(per: unit) == factor)
  }
}
