/// The unit that the label of an axis states in brackets at its end; `nil` where it states none.
///
/// ```swift
/// statedUnit(in: "Wavelength (nm)")         // "nm"
/// statedUnit(in: "Wavenumber [cm-1]")       // "cm-1"
/// statedUnit(in: "Wavelength (air, nm)")    // "nm"
/// statedUnit(in: "Wavelength")              // nil
/// statedUnit(in: "Trace (2)")               // nil
/// ```
///
/// A quantity is not a unit: a wavelength may be in nanometres, micrometres or metres, so that the word
/// alone states nothing. The unit stays as it is written.
func statedUnit(in label: some StringProtocol) -> String? {
  let label = String(label).trimmed
  let pairs: [(open: Character, close: Character)] = [("(", ")"), ("[", "]")]
  guard let pair = pairs.first(where: { label.last == $0.close }),
    let open = label.lastIndex(of: pair.open)
  else { return nil }
  let inside = label[label.index(after: open)...].dropLast()
  return inside.split(whereSeparator: { $0 == "," || $0 == ";" }).map { String($0).trimmed }.first {
    !media.contains($0.lowercased()) && $0.contains { $0.isLetter || $0 == "%" || $0 == "°" }
  }
}

/// The unit that the label of an ordinate states in brackets; `nil` where they hold anything else.
///
/// ```swift
/// ordinateUnit(in: "Sample (counts)")     // "counts"
/// ordinateUnit(in: "Sample (corrected)")  // nil
/// ```
///
/// Names of traces have remarks in brackets, which names of axes have not.
func ordinateUnit(in label: some StringProtocol) -> String? {
  let known: Set = [
    "counts", "count", "cts", "a.u.", "arb. units", "arb. u.", "au", "arbitrary units", "v", "mv",
    "photons", "electrons", "absorbance", "od",
  ]
  return statedUnit(in: label).flatMap { unit in
    known.contains(unit.lowercased()) || unit.contains { "/%^".contains($0) } ? unit : nil
  }
}

/// How many nanometres a unit of wavelength is, in any of the spellings that files have.
///
/// ```swift
/// nanometres(per: "Micrometers")   // 1000
/// nanometres(per: "1/um")          // nil
/// ```
///
/// - Returns: `nil` for what is no unit of wavelength: reciprocals, energies, counts of pixels.
package func nanometres(per unit: String) -> Double? {
  switch unit.lowercased().filter({ !$0.isWhitespace && !".()[]".contains($0) }) {
  case "nm", "nanometer", "nanometers", "nanometre", "nanometres": 1
  case "um", "µm", "μm", "micron", "microns", "micrometer", "micrometers", "micrometre",
    "micrometres":
    1000
  case "a", "å", "\u{212b}", "angstrom", "angstroms", "ångström", "ångströms": 0.1
  case "mm", "millimeter", "millimeters", "millimetre", "millimetres": 1e6
  case "m", "meter", "meters", "metre", "metres": 1e9
  default: nil
  }
}

/// Whether words name wavelength without a unit, as an axis without one may be labelled.
///
/// ```swift
/// namesWavelength("Wavelength")   // true: of what unit, it does not say
/// namesWavelength("Wavenumber")   // false
/// ```
func namesWavelength(_ words: String) -> Bool {
  ["wavelength", "wavelengths", "wave", "wvl", "lambda"].contains(words.trimmed.lowercased())
}

/// What wavelengths are given in besides a unit.
private let media: Set = ["air", "vacuum", "vac", "vac."]
