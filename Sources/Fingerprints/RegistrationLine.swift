/// A line whose place on the axis is known well enough to register the axis by it.
public struct RegistrationLine: Sendable, Equatable {
  /// The element's symbol.
  public let element: String
  /// Neutral or singly ionised.
  public let stage: IonisationStage
  /// The wavelength in air, in nanometres.
  public let wavelength: Double
  /// The light against the species' brightest line here, in a plasma of 1 eV; it only weighs lines
  /// that the instrument cannot tell apart.
  public let strength: Double
  /// The widest peaks, in nanometres, with which an instrument still tells it from its neighbours.
  public let greatestWidth: Double

  /// A line.
  public init(
    element: String, stage: IonisationStage, wavelength: Double, strength: Double,
    greatestWidth: Double = .infinity
  ) {
    self.element = element
    self.stage = stage
    self.wavelength = wavelength
    self.strength = strength
    self.greatestWidth = greatestWidth
  }

  /// Species and wavelength in words: `Ca II 393.366`.
  public var name: String { "\(element) \(stage.rawValue) \(wavelength)" }

  /// Strong, narrow, widely met lines from 234 to 867 nm, in rising order.
  ///
  /// Wavelengths in air and strengths from the NIST Atomic Spectra Database (doi:10.18434/T4W30F).
  /// Lines of the alkali metals, calcium, magnesium, hydrogen and carbon are what a LIBS plasma of
  /// nearly anything shows; iron and silicon hold the ultraviolet. The two lines of neutral iron are
  /// here so that they are not taken for C I 247.856 where there is iron and no carbon.
  public static let standard: [RegistrationLine] = [
    line("Fe", .singlyIonised, 238.204, 1), line("Fe", .singlyIonised, 239.563, 0.67),
    line("C", .neutral, 247.856, 1),
    RegistrationLine(
      element: "Fe", stage: .neutral, wavelength: 247.978, strength: 0.3, greatestWidth: 0.3),
    RegistrationLine(
      element: "Fe", stage: .neutral, wavelength: 248.327, strength: 1, greatestWidth: 0.3),
    line("Si", .neutral, 250.690, 0.33), line("Si", .neutral, 251.432, 0.27),
    line("Si", .neutral, 251.611, 1), line("Si", .neutral, 252.411, 0.27),
    line("Si", .neutral, 252.851, 0.33),
    line("Fe", .singlyIonised, 259.940, 0.89),
    line("Mg", .singlyIonised, 279.553, 1), line("Mg", .singlyIonised, 280.270, 0.5),
    line("Mg", .neutral, 285.213, 1),
    line("Si", .neutral, 288.158, 0.6),
    line("Al", .neutral, 308.215, 0.54), line("Al", .neutral, 309.271, 1),
    line("Ca", .singlyIonised, 315.887, 0.57), line("Ca", .singlyIonised, 317.933, 1),
    line("Ca", .singlyIonised, 393.366, 1),
    line("Al", .neutral, 394.401, 0.5), line("Al", .neutral, 396.152, 1),
    line("Ca", .singlyIonised, 396.847, 0.49),
    line("Ca", .neutral, 422.673, 1),
    line("H", .neutral, 486.135, 0.24),
    line("Na", .neutral, 588.995, 1), line("Na", .neutral, 589.592, 0.5),
    line("H", .neutral, 656.279, 1),
    line("Li", .neutral, 670.776, 1),
    line("K", .neutral, 766.490, 1), line("K", .neutral, 769.896, 0.5),
    line("O", .neutral, 777.194, 1), line("O", .neutral, 777.417, 0.71),
    line("O", .neutral, 777.539, 0.43),
    line("Ca", .singlyIonised, 854.209, 1), line("Ca", .singlyIonised, 866.214, 0.55),
  ]

  private static func line(
    _ element: String, _ stage: IonisationStage, _ wavelength: Double, _ strength: Double
  ) -> RegistrationLine {
    RegistrationLine(
      element: element, stage: stage, wavelength: wavelength, strength: strength)
  }
}
