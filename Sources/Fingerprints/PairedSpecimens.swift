internal import LinearAlgebra
internal import Specimens

/// Specimens that two instruments measured, each with the mean of its shots on either.
///
/// Shots of a specimen are not paired: its first shot on one instrument has nothing to do with the first
/// on the other. Each shot is scaled to a mean of 1 where the primary's channels are covered, so that
/// bright shots do not outweigh others.
struct PairedSpecimens {
  /// The specimens' names, sorted.
  let names: [String]
  /// `n x kept`: the primary's light in the channels that the secondary covers.
  let primary: Matrix<Double>
  /// `n x channels`: the secondary's light in all of its channels.
  let secondary: Matrix<Double>
  /// `n x kept`: the secondary's light brought to the primary's channels, area kept, nothing else.
  let resampled: Matrix<Double>

  /// Finds the common specimens.
  ///
  /// - Parameters:
  ///   - primary: shots of the one instrument.
  ///   - secondary: shots of the other.
  ///   - column: the column that names the specimen.
  ///   - resampling: from the secondary's channels to the primary's.
  ///   - kept: the primary's channels that are covered.
  /// - Throws: ``FingerprintError`` when a table has no such column, or a specimen no shot with light.
  init(
    _ primary: SpectraTable, _ secondary: SpectraTable, column: String,
    resampling: AreaResampling, kept: [Int]
  ) throws(FingerprintError) {
    let own = try PairedSpecimens.rows(of: primary, column, instrument: "primary")
    let others = try PairedSpecimens.rows(of: secondary, column, instrument: "secondary")
    names = own.keys.filter { others[$0] != nil }.sorted()
    var light: (primary: [Double], secondary: [Double], resampled: [Double]) = ([], [], [])
    for name in names {
      let first = PairedSpecimens.mean(
        (own[name] ?? []).map { row in
          let shot = Array(primary[row].intensities)
          return (kept.map { Double(shot[$0]) }, kept.map { Double(shot[$0]) })
        })
      let second = PairedSpecimens.mean(
        (others[name] ?? []).map { row in
          let shot = secondary[row].intensities
          let seen = resampling.applied(to: shot)
          return (shot.map(Double.init), kept.map { Double(seen[$0]) })
        })
      guard let first, let second else {
        throw FingerprintError(
          reason: "the \(first == nil ? "primary" : "secondary") instrument has no shot of "
            + "\(name) with light in the common channels",
          mend: "leave the specimen out")
      }
      light.primary += first.light
      light.secondary += second.light
      light.resampled += second.seen
    }
    let count = names.count
    self.primary = Matrix(rows: count, columns: kept.count, elements: light.primary)
    self.secondary = Matrix(
      rows: count, columns: secondary.axis.count, elements: light.secondary)
    resampled = Matrix(rows: count, columns: kept.count, elements: light.resampled)
  }

  /// The mean of shots, each divided by the mean of what is seen of it; `nil` where none has light.
  private static func mean(
    _ shots: [(light: [Double], seen: [Double])]
  ) -> (light: [Double], seen: [Double])? {
    var sum: (light: [Double], seen: [Double])?
    var count = 0.0
    for shot in shots {
      let scale = shot.seen.reduce(0, +) / Double(max(1, shot.seen.count))
      guard scale > 0, scale.isFinite, areFinite(shot.light) else { continue }
      count += 1
      let (light, seen) = (shot.light.map { $0 / scale }, shot.seen.map { $0 / scale })
      if let before = sum {
        sum = (zip(before.light, light).map(+), zip(before.seen, seen).map(+))
      } else {
        sum = (light, seen)
      }
    }
    return sum.map { ($0.light.map { $0 / count }, $0.seen.map { $0 / count }) }
  }

  /// The rows of each specimen; rows that name none are passed over.
  private static func rows(
    of table: SpectraTable, _ column: String, instrument: String
  ) throws(FingerprintError) -> [String: [Int]] {
    guard let names = table.metadata[column] else {
      let known = table.metadata.names.joined(separator: ", ")
      throw FingerprintError(
        reason: "the \(instrument) table has no column \(column)"
          + (known.isEmpty ? "" : "; it has \(known)"),
        mend: "name the column that names the specimen in both tables")
    }
    var rows: [String: [Int]] = [:]
    for (row, name) in names.enumerated() where !name.isEmpty {
      rows[name, default: []].append(row)
    }
    return rows
  }
}
