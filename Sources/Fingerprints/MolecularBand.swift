/// A band of a diatomic molecule that forms where carbon vapour meets air.
///
/// Both molecules' bands are degraded to the violet: the head is the long-wavelength end.
struct MolecularBand: Sendable {
  /// The molecule and the vibrational quantum numbers of upper and lower state, `CN 0-0`.
  let name: String
  /// The wavelength of the head in air, in nanometres.
  let head: Double

  /// The strongest heads of the CN violet system (B²Σ–X²Σ) and the C2 Swan system (d³Π–a³Π).
  ///
  /// Wavelengths: R. W. B. Pearse, A. G. Gaydon, *The Identification of Molecular Spectra*, 4th
  /// edition, 1976.
  static let all = [
    MolecularBand(name: "CN 1-0", head: 359.04),
    MolecularBand(name: "CN 0-0", head: 388.34),
    MolecularBand(name: "CN 0-1", head: 421.60),
    MolecularBand(name: "C2 1-0", head: 473.71),
    MolecularBand(name: "C2 0-0", head: 516.52),
    MolecularBand(name: "C2 0-1", head: 563.55),
  ]
}
