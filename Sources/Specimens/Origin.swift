/// Where diamonds come from: a country, or a region or deposit within it.
///
/// An origin is written as a path from the country down, `CI/Séguéla`: ISO 3166-1 alpha-2 code,
/// region, deposit. A label that is no such path (a class of some other material) is an origin too;
/// it is its own only level.
///
/// ```swift
/// let origin = Origin("CI/Séguéla")
/// origin.country                // "CI"
/// origin.rolledUp(to: 1).name   // "CI"
/// ```
public struct Origin: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// The whole path as it was written.
  public let name: String

  /// An origin with the given path.
  public init(_ name: String) { self.name = name }

  /// The levels from the country down; a name that does not start with a country code and a slash
  /// is one level.
  public var levels: [String] {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    return Origin.isCountryCode(parts[0]) && !parts.contains("") ? parts : [name]
  }

  /// The ISO 3166-1 alpha-2 code, where the name starts with one.
  public var country: String? {
    let first = levels[0]
    return Origin.isCountryCode(first) ? first : nil
  }

  /// The origin that holds this one at the given level; 1 is the country.
  public func rolledUp(to level: Int) -> Origin {
    Origin(levels.prefix(max(1, level)).joined(separator: "/"))
  }

  /// Whether this origin is the other one or lies within it.
  public func isWithin(_ other: Origin) -> Bool {
    levels.starts(with: other.levels)
  }

  /// The path.
  public var description: String { name }

  /// Orders origins by the Unicode scalars of their normalised names, the same on every machine and
  /// whichever way accents were typed.
  public static func < (a: Origin, b: Origin) -> Bool { a.name < b.name }

  private static func isCountryCode(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (65...90).contains($0) }
  }
}
