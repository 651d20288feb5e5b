internal import Foundation
public import Specimens

/// The axis of a spectrum put right by lines whose wavelengths are known.
///
/// ```swift
/// let registration = try AxisRegistration(of: spectrum, medium: nil)
/// registration.axis                  // wavelengths in air
/// registration.lines.first?.before   // 0.662: Na I stood 0.66 nm too far up
/// print(registration)                // what was done, in words
/// ```
///
/// Each piece of the axis (see `axisPieces(of:)`) gets a smooth shift of its own, a constant, a line
/// or a parabola, whichever best foretells lines that it was not fitted to. A line that is off by
/// more than the others of its piece allow is left out. Beyond the outermost lines the shift is held
/// and the axis is trusted for half their span, 25 nm at least; `supports(_:)` says where. A piece
/// without lines stays as it was, unsupported.
///
/// Measured on BHVO-2 (`Tests/FingerprintsTests/AxisRegistrationTests`): the Canadian Space Agency's
/// axis, off by up to 0.66 nm, comes to within 0.1 nm at the listed lines.
///
/// It does not change intensities, and it cannot mend an axis that is off by more than the greatest
/// shift it was allowed.
public struct AxisRegistration: Sendable, Equatable, CustomStringConvertible {
  /// How the medium became known.
  public enum MediumSource: String, Sendable, Codable {
    /// The file or the user said so.
    case stated
    /// The lines fit one medium and not the other.
    case found
    /// The lines fit neither clearly better, so it was taken to be air.
    case assumed
  }

  /// A listed line that was seen.
  public struct Line: Sendable, Equatable {
    /// Species and wavelength in air; lines that the instrument cannot part are joined by "+".
    public let name: String
    /// Where it should stand, in the medium of the registered axis, in nanometres.
    public let wavelength: Double
    /// How far above that it stood, in nanometres.
    public let before: Double
    /// How far above that it stands after registration.
    public let after: Double
    /// Whether the shift rests on it; `false` when it disagrees with the other lines.
    public let isUsed: Bool
  }

  /// What was done to one piece of the axis.
  public struct Piece: Sendable, Equatable {
    /// Its channels.
    public let channels: Range<Int>
    /// Its lines.
    public let lines: [Line]
    /// The degree of the shift: 0, 1, 2, or `nil` where no line supports any.
    public let degree: Int?
    /// The registered wavelengths that the lines support.
    public let supported: ClosedRange<Double>?
  }

  /// The registered axis.
  public let axis: WavelengthAxis
  /// What its wavelengths are measured in.
  public let medium: WavelengthMedium
  /// What the wavelengths were measured in before.
  public let mediumBefore: WavelengthMedium
  /// How that became known.
  public let mediumSource: MediumSource
  /// The pieces in the order of the channels.
  public let pieces: [Piece]
  /// The lines of the list that were not seen, though the axis covers them.
  public let missing: [String]

  /// Registers the axis of a spectrum, best the mean of many shots.
  ///
  /// - Parameters:
  ///   - spectrum: the light; where it is not finite it counts as none
  ///   - stated: what the wavelengths are measured in, or `nil` to find out
  ///   - medium: what the registered wavelengths are to be measured in
  ///   - lines: what to look for
  ///   - greatestShift: how far a line may be off, in nanometres
  /// - Throws: `FingerprintError` when fewer than two lines support any shift.
  /// - Complexity: O(channels · log channels + (lines · peaks nearby)²) for each piece.
  public init(
    of spectrum: Spectrum, medium stated: WavelengthMedium?, to medium: WavelengthMedium = .air,
    lines: [RegistrationLine] = RegistrationLine.standard, greatestShift: Double = 1
  ) throws(FingerprintError) {
    let light = spectrum.intensities.map { $0.isFinite ? Double($0) : 0 }
    let ranges = axisPieces(of: spectrum.axis)
    let peaks = ranges.map { range in
      PiecePeaks(
        light: Array(light[range]), wavelengths: Array(spectrum.axis.wavelengths[range]))
    }
    func drafts(_ medium: WavelengthMedium) -> [PieceDraft] {
      zip(ranges, peaks).map { range, peaks in
        PieceDraft(
          channels: range, wavelengths: Array(spectrum.axis.wavelengths[range]), peaks: peaks,
          lines: lines, medium: medium, greatestShift: greatestShift)
      }
    }
    let step = AxisRegistration.medianStep(of: spectrum.axis)
    let chosen: (drafts: [PieceDraft], medium: WavelengthMedium, source: MediumSource)
    if let stated {
      chosen = (drafts(stated), stated, .stated)
    } else {
      let (air, vacuum) = (drafts(.air), drafts(.vacuum))
      switch MediumDecision(air: air, vacuum: vacuum, step: step).medium {
      case .air: chosen = (air, .air, .found)
      case .vacuum: chosen = (vacuum, .vacuum, .found)
      case nil: chosen = (air, .air, .assumed)
      }
    }
    let used = chosen.drafts.reduce(0) { $0 + $1.used.count }
    guard used >= 2 else {
      throw FingerprintError(
        reason: "the axis cannot be registered: \(used) of the \(lines.count) listed lines "
          + "\(used == 1 ? "is" : "are") seen where the others allow",
        mend: "give a spectrum that shows at least two of them, or an axis that is calibrated")
    }
    let source = chosen.medium
    let wavelengths = chosen.drafts.flatMap { draft in
      draft.wavelengths.map { source.wavelength(draft.corrected($0), in: medium) }
    }
    axis = WavelengthAxis(
      wavelengths: wavelengths,
      segments: AxisRegistration.rising(wavelengths, within: spectrum.axis.segments))
    pieces = chosen.drafts.map { $0.piece(in: medium) }
    missing = chosen.drafts.flatMap(\.missing)
    self.medium = medium
    mediumBefore = source
    mediumSource = chosen.source
  }

  /// All lines that were seen, in the order of the axis.
  public var lines: [Line] { pieces.flatMap(\.lines) }

  /// Whether lines vouch for the axis at a wavelength of the registered medium.
  public func supports(_ wavelength: Double) -> Bool {
    pieces.contains { $0.supported?.contains(wavelength) ?? false }
  }

  /// Splits segments where registered wavelengths no longer rise.
  private static func rising(
    _ wavelengths: [Double], within segments: [Range<Int>]
  ) -> [Range<Int>] {
    segments.flatMap { segment in
      let cuts = segment.dropFirst().filter { wavelengths[$0] <= wavelengths[$0 - 1] }
      let bounds = [segment.lowerBound] + cuts + [segment.upperBound]
      return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
    }
  }

  private static func medianStep(of axis: WavelengthAxis) -> Double {
    let steps = axis.segments.flatMap { segment in
      segment.dropFirst().map { axis.wavelengths[$0] - axis.wavelengths[$0 - 1] }
    }.sorted()
    return steps.isEmpty ? 0 : steps[steps.count / 2]
  }
}

/// Which medium makes the lines fall where they should.
///
/// With a residual r at each line and σ = 0.03 nm, or a tenth of a channel if that is more, Cauchy's
/// misfit Σ ln(1 + (r/σ)²) does not mind a few pieces that are far off. A medium is found when its
/// misfit is less by 6 and half of its residuals are below 1.5 σ. Residuals are taken before any
/// shift, since a smooth shift can imitate the difference of the media.
private struct MediumDecision {
  let medium: WavelengthMedium?

  init(air: [PieceDraft], vacuum: [PieceDraft], step: Double) {
    let sigma = max(0.03, 0.1 * step)
    func judge(_ drafts: [PieceDraft]) -> (misfit: Double, median: Double, count: Int) {
      let residuals = drafts.flatMap(\.used).map { abs($0.shift) }.sorted()
      let misfit = residuals.reduce(0.0) { $0 + log(1 + ($1 / sigma) * ($1 / sigma)) }
      guard !residuals.isEmpty else { return (.infinity, .infinity, 0) }
      return (misfit / Double(residuals.count), residuals[residuals.count / 2], residuals.count)
    }
    let (first, second) = (judge(air), judge(vacuum))
    let difference = (first.misfit - second.misfit) * Double(min(first.count, second.count))
    if difference > 6, second.median < 1.5 * sigma {
      medium = .vacuum
    } else if difference < -6, first.median < 1.5 * sigma {
      medium = .air
    } else {
      medium = nil
    }
  }
}
