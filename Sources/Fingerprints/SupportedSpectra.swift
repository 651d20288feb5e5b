public import Specimens

/// Shots on their registered axis, without the channels that no listed line vouches for.
///
/// ``RegisteredSpectra``, which libraries use, holds the nearest shift beyond the outermost lines of a
/// piece and keeps every channel. Here those channels are left out, and pieces without lines as a
/// whole; resampling to a wanted axis then refuses what is missing.
///
/// ```swift
/// let (shots, registration) = try registeredWhereSupported(table)
/// shots.axis.count   // fewer than table.axis.count
/// print(registration)
/// ```
///
/// - Parameter table: shots of one session, which share an axis. The column `medium` is used where all
///   shots state one, and then becomes `air`.
/// - Returns: the shots, in air, and what registration did.
/// - Throws: ``FingerprintError`` when fewer than two lines support any shift.
/// - Complexity: O(shots · channels) and what ``AxisRegistration`` takes.
public func registeredWhereSupported(
  _ table: SpectraTable
) throws(FingerprintError) -> (table: SpectraTable, registration: AxisRegistration) {
  let registration = try AxisRegistration(
    of: RegisteredSpectra.meanShot(table), medium: RegisteredSpectra.medium(table))
  let wavelengths = registration.axis.wavelengths
  let kept = registration.pieces.flatMap { piece in
    piece.channels.filter { piece.supported?.contains(wavelengths[$0]) ?? false }
  }
  var light: [Float] = []
  light.reserveCapacity(table.count * kept.count)
  for shot in 0..<table.count {
    let start = shot * table.axis.count
    light += kept.map { table.intensities[start + $0] }
  }
  let metadata = table.metadata
  return (
    SpectraTable(
      axis: registration.axis.selecting(kept), intensities: light,
      metadata: Metadata(
        names: metadata.names,
        columns: zip(metadata.names, metadata.columns).map { name, column in
          name == "medium" ? column.map { _ in WavelengthMedium.air.rawValue } : column
        }, rows: metadata.rows)),
    registration
  )
}
