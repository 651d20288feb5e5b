/// What a wavelength is measured in: the air of a laboratory or the vacuum of a space instrument.
///
/// Between 200 and 900 nm the two differ by 0.06 to 0.25 nm, more than a channel of most
/// spectrometers, so an axis means nothing until its medium is known.
public enum WavelengthMedium: String, Sendable, CaseIterable, Codable {
  /// Dry air at 15 °C and 101 325 Pa with 450 ppm of carbon dioxide.
  case air
  /// No matter at all.
  case vacuum

  /// A wavelength of this medium as it is in another one, in nanometres.
  ///
  /// ```swift
  /// WavelengthMedium.vacuum.wavelength(589.158, in: .air)   // 588.995, Na I
  /// ```
  public func wavelength(_ wavelength: Double, in other: WavelengthMedium) -> Double {
    switch (self, other) {
    case (.air, .air), (.vacuum, .vacuum): wavelength
    case (.vacuum, .air): airWavelength(fromVacuum: wavelength)
    case (.air, .vacuum): vacuumWavelength(fromAir: wavelength)
    }
  }
}

/// The wavelength in standard air of light that has the given wavelength in vacuum.
///
/// ```swift
/// airWavelength(fromVacuum: 656.460)   // 656.279, the hydrogen line
/// ```
///
/// - Parameter wavelength: in nanometres, in vacuum
/// - Returns: nanometres in air.
public func airWavelength(fromVacuum wavelength: Double) -> Double {
  wavelength / refractiveIndexOfAir(atVacuumWavelength: wavelength)
}

/// The wavelength in vacuum of light that has the given wavelength in standard air.
///
/// Inverts `airWavelength(fromVacuum:)` by putting the index at the last guess into the next one; the
/// index changes so slowly that four rounds reach the last bit.
///
/// - Parameter wavelength: in nanometres, in air
/// - Returns: nanometres in vacuum.
public func vacuumWavelength(fromAir wavelength: Double) -> Double {
  var vacuum = wavelength
  for _ in 0..<4 { vacuum = wavelength * refractiveIndexOfAir(atVacuumWavelength: vacuum) }
  return vacuum
}

/// The refractive index of dry standard air (15 °C, 101 325 Pa, 450 ppm CO₂).
///
/// P. E. Ciddor, "Refractive index of air: new equations for the visible and near infrared", Applied
/// Optics 35 (1996) 1566, doi:10.1364/AO.35.001566, equation 1:
///
///     10⁸·(n − 1) = 5 792 105 / (238.0185 − σ²) + 167 917 / (57.362 − σ²),   σ in 1/µm.
///
/// It was fitted from 230 to 1690 nm; at 200 nm it is still good to about 10⁻⁸. Below 185 nm, where air is
/// opaque and the formula nears a pole, the index at 185 nm is given. Humidity and the weather of a
/// laboratory change wavelengths by less than 0.01 nm and are left out.
///
/// - Parameter wavelength: in nanometres, in vacuum
public func refractiveIndexOfAir(atVacuumWavelength wavelength: Double) -> Double {
  let wavenumber = 1000 / max(185, wavelength)
  let square = wavenumber * wavenumber
  return 1 + 1e-8 * (5_792_105 / (238.0185 - square) + 167_917 / (57.362 - square))
}
