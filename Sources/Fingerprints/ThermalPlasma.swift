import Foundation

/// What local thermal equilibrium needs to know of an element.
public struct AtomicConstants: Sendable, Equatable {
  /// The element's symbol.
  public let element: String
  /// The first ionisation energy in electronvolts.
  public let ionisationEnergy: Double
  /// The neutral atom's partition function.
  public let neutral: Partition
  /// The singly charged ion's partition function.
  public let ion: Partition

  /// The decimal logarithm of a partition function at two temperatures.
  public struct Partition: Sendable, Equatable {
    /// At 5040 K.
    public let cool: Double
    /// At 10 080 K.
    public let hot: Double

    /// The two logarithms.
    public init(cool: Double, hot: Double) {
      self.cool = cool
      self.hot = hot
    }
  }

  /// The constants of one element.
  public init(element: String, ionisationEnergy: Double, neutral: Partition, ion: Partition) {
    self.element = element
    self.ionisationEnergy = ionisationEnergy
    self.neutral = neutral
    self.ion = ion
  }

  /// The decimal logarithm of a stage's partition function at a temperature.
  ///
  /// It is taken to be linear in 5040 K/T through the two tabulated temperatures, beyond them too.
  /// Simplification: at 10 000-13 000 K this is a few per cent low for atoms with many levels
  /// close to ionisation.
  ///
  /// - Parameters:
  ///   - stage: neutral or singly ionised
  ///   - temperature: in electronvolts
  public func logPartition(_ stage: IonisationStage, temperature: Double) -> Double {
    let theta = 5040 / (temperature * ThermalPlasma.kelvinPerElectronvolt)
    let pair = stage == .neutral ? neutral : ion
    return pair.hot + (pair.cool - pair.hot) * (theta - 0.5) / 0.5
  }

  /// The constants of elements in a table with the columns `element`, `ionisation_eV`,
  /// `logU_I_5040K`, `logU_I_10080K`, `logU_II_5040K` and `logU_II_10080K`.
  ///
  /// The shipped table restates ionisation energies of the NIST Atomic Spectra Database
  /// (doi:10.18434/T4W30F) and partition functions of *Allen's Astrophysical Quantities*, 4th
  /// edition (doi:10.1007/978-1-4612-1186-0).
  ///
  /// - Throws: `SimulationError` with the line that is broken.
  public static func table(
    _ text: String, name: String
  ) throws(SimulationError) -> [String: AtomicConstants] {
    let logs = ["logU_I_5040K", "logU_I_10080K", "logU_II_5040K", "logU_II_10080K"]
    let table = try FactTable(text, name: name, columns: ["element", "ionisation_eV"] + logs)
    var constants: [String: AtomicConstants] = [:]
    for row in table.rows {
      constants[row.text("element")] = AtomicConstants(
        element: row.text("element"),
        ionisationEnergy: try row.number("ionisation_eV", in: 1...100),
        neutral: Partition(
          cool: try row.number(logs[0], in: 0...6), hot: try row.number(logs[1], in: 0...6)),
        ion: Partition(
          cool: try row.number(logs[2], in: 0...6), hot: try row.number(logs[3], in: 0...6)))
    }
    return constants
  }
}

/// A plasma in local thermal equilibrium: one temperature and one electron density.
///
/// A line's light is, for n atoms of the element (all stages together),
///
///     ε ∝ n · x_stage · gA · exp(−E_k/kT) / (U_stage(T) · λ)
///
/// with the share x_stage of the stage from the Saha equation between neutral atom and ion,
///
///     n_II/n_I = 2·(2π·m·kT/h²)^(3/2)/n_e · U_II/U_I · exp(−χ/kT).
///
/// See H. R. Griem, *Principles of Plasma Spectroscopy*, doi:10.1017/CBO9780511524578, and
/// D. W. Hahn, N. Omenetto, doi:10.1366/11-06574. All of it is computed as logarithms.
///
/// Left out: doubly charged ions, the lowering of the ionisation energy (about 0.1 eV), light that
/// the plasma absorbs again, and the plasma's cooler rim.
public struct ThermalPlasma: Sendable, Equatable {
  /// The temperature kT in electronvolts.
  public let temperature: Double
  /// The electron density in 1/cm³.
  public let electronDensity: Double

  /// Kelvin in one electronvolt (CODATA 2018, doi:10.1103/RevModPhys.93.025010).
  static let kelvinPerElectronvolt = 11_604.518_12
  /// 2·(2π·m_e·1 eV/h²)^(3/2) in 1/cm³.
  static let sahaFactor = 6.037_1e21

  /// A plasma of the given temperature (eV) and electron density (1/cm³).
  ///
  /// - Precondition: both are positive.
  public init(temperature: Double, electronDensity: Double) {
    precondition(temperature > 0 && electronDensity > 0, "A plasma is hot and holds electrons.")
    self.temperature = temperature
    self.electronDensity = electronDensity
  }

  /// The natural logarithm of the share of an element's atoms that are in a stage.
  public func logShare(of stage: IonisationStage, _ constants: AtomicConstants) -> Double {
    let partitions =
      constants.logPartition(.singlyIonised, temperature: temperature)
      - constants.logPartition(.neutral, temperature: temperature)
    let logRatio =
      log(ThermalPlasma.sahaFactor / electronDensity) + 1.5 * log(temperature)
      + partitions * log(10) - constants.ionisationEnergy / temperature
    // ln x = −ln(1 + e^∓r), written so that neither tail overflows.
    let r = stage == .neutral ? logRatio : -logRatio
    return -(max(r, 0) + log1p(exp(-abs(r))))
  }

  /// The natural logarithm of a line's light per atom of its element, up to one constant that all
  /// lines share.
  public func logEmissivity(_ line: EmissionLine, _ constants: AtomicConstants) -> Double {
    logShare(of: line.stage, constants) + log(line.strength / line.wavelength)
      - line.upperEnergy / temperature
      - constants.logPartition(line.stage, temperature: temperature) * log(10)
  }
}
