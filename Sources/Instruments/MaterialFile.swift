public import Specimens

/// A table of specimens, read from disk once and taken for what its header says.
///
/// ```swift
/// let file = try MaterialFile(at: "stones.csv.gz")
/// file.sha256                            // of the packed bytes, as they lie on disk
/// let material = try file.material()     // .spectra(…), if the columns are wavelengths
/// ```
public struct MaterialFile: Sendable {
  /// The path as it was given; `-` is standard input.
  public let path: String
  /// The SHA-256 of the file's bytes, in hexadecimal.
  public var sha256: String { hexadecimal(digest.value) }
  private let digest: BackgroundDigest
  private let text: TextFile

  /// Reads a file, which may be packed with gzip.
  ///
  /// - Parameter path: a path, or `-` for standard input.
  /// - Throws: ``ReadError`` when it is not there or is no text.
  public init(at path: String) throws(ReadError) {
    let bytes = try readBytes(
      at: path == "-" ? "/dev/stdin" : path, limit: TextFile.defaultLimit)
    self.path = path
    digest = BackgroundDigest(of: bytes)
    text = try TextFile(
      file: path == "-" ? "standard input" : path,
      bytes: isGzip(bytes)
        ? try gunzip(bytes, file: path, limit: TextFile.defaultLimit, prefix: nil) : bytes)
  }

  /// The specimens.
  ///
  /// - Parameters:
  ///   - kind: what the table holds; seen from its header when `nil`.
  ///   - features: the columns of concentrations of an element table, when they are not named as
  ///     elements are.
  /// - Throws: ``ReadError`` with line and column when the table is not well formed.
  public func material(
    kind: EvidenceKind? = nil, features: [String]? = nil
  ) throws(ReadError) -> Material {
    let found: EvidenceKind
    if let kind { found = kind } else { found = try detectedKind(features: features) }
    return switch found {
    case .sizes: Material.parcels(try parcels(text))
    case .spectra:
      Material.spectra(try spectraTable(DelimitedTable(text, numbersMayRepeat: true)))
    case .elements: Material.elements(try elementTable(DelimitedTable(text), features: features))
    }
  }

  private func detectedKind(features: [String]?) throws(ReadError) -> EvidenceKind {
    if features != nil { return .elements }
    return try evidenceKind(
      DelimitedTable(text, numbersMayRepeat: true, needsRows: false))
  }
}
