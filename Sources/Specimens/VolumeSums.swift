/// Carats that are declared of each country in each year, summed.
///
/// ```swift
/// var sums = VolumeSums()
/// sums.add(DeclaredVolume(country: "GH", year: 2026, carats: 60))
/// sums.add(DeclaredVolume(country: "GH", year: 2026, carats: 5))
/// sums.carats(of: "GH", in: 2026)   // 65
/// ```
public struct VolumeSums: Sendable, Equatable {
  private struct Place: Hashable, Sendable {
    let country: String
    let year: Int
  }

  private var sums: [Place: Double] = [:]

  /// No carats.
  public init() {}

  /// The sums of some volumes.
  public init(_ volumes: some Sequence<DeclaredVolume>) {
    for volume in volumes { add(volume) }
  }

  /// Adds carats to those of their country and year.
  public mutating func add(_ volume: DeclaredVolume) {
    sums[Place(country: volume.country, year: volume.year), default: 0] += volume.carats
  }

  /// The carats of a country in a year; 0 where nothing was added.
  public func carats(of country: String, in year: Int) -> Double {
    sums[Place(country: country, year: year)] ?? 0
  }

  /// One volume for each country and year to which something was added, by country and year.
  public var volumes: [DeclaredVolume] {
    sums
      .map { DeclaredVolume(country: $0.key.country, year: $0.key.year, carats: $0.value) }
      .sorted { ($0.country, $0.year) < ($1.country, $1.year) }
  }
}
