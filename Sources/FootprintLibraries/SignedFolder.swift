internal import Foundation

/// A folder with a list of its files, their hashes, and signatures of that list.
///
/// ```swift
/// let signed = try SignedFolder.read(at: "Models/summary-footprints")
/// try signed.verify(by: keys, on: "2026-11-22")
/// ```
///
/// The list and the signatures are in `signatures.json` in the folder. Signatures are Ed25519 (RFC 8032)
/// over a digest of the list, so that files, their names, the folder's name, version and end of validity
/// cannot be changed, nor put together anew from several signed folders.
public struct SignedFolder: Sendable, Equatable {
  /// What the signatures cover.
  public struct Statement: Sendable, Equatable, Codable {
    /// The folder's name, which is that of its pack.
    public let name: String
    /// A number that grows with every release.
    public let version: Int
    /// The last day on which it may be used, as `YYYY-MM-DD`; `nil` for no end.
    public let expires: String?
    /// The SHA-256 of every file by its path in the folder.
    public let files: [String: String]
  }

  /// A signature of the statement.
  public struct Signature: Sendable, Equatable, Codable {
    /// Whose key made it.
    public let name: String
    /// The public half of the key in base64.
    public let publicKey: String
    /// The 64 bytes of the signature in base64.
    public let signature: String
  }

  private struct File: Codable {
    let schema: String
    let signed: Statement
    let signatures: [Signature]
  }

  private static let schema = "adamas.signatures/1"
  /// The name of the file with the signatures.
  static let fileName = "signatures.json"

  /// The folder, as it was given.
  public let path: String
  /// What was signed.
  public let statement: Statement
  /// The signatures, as they stand in the file.
  public let signatures: [Signature]

  /// Whether a folder has signatures, whatever they are worth.
  public static func isSigned(_ path: String) -> Bool {
    LibraryFile.exists("\(path)/\(fileName)")
  }

  /// Reads a folder's signatures; nothing is checked yet.
  ///
  /// - Throws: ``LibraryError`` where it has none, or they cannot be read.
  public static func read(at path: String) throws(LibraryError) -> SignedFolder {
    let place = "\(path)/\(fileName)"
    guard let data = FileManager.default.contents(atPath: place) else {
      throw LibraryError(
        LibraryFile.exists(path) ? .untrusted : .missing, path: path,
        reason: LibraryFile.exists(path) ? "it is not signed" : "there is no such folder",
        mend: "take it from its source again, or sign it with adamas library sign")
    }
    guard let file = try? JSONDecoder().decode(File.self, from: data), file.schema == schema else {
      throw LibraryError(
        .untrusted, path: place, reason: "the signatures cannot be read",
        mend: "take the folder from its source again")
    }
    return SignedFolder(path: path, statement: file.signed, signatures: file.signatures)
  }

  /// Adds a signature to a folder as it is now.
  ///
  /// Signatures that are there stay when they are of the same content, name, version and end; else they
  /// are of something that no longer is and are left out.
  ///
  /// - Parameters:
  ///   - path: the folder.
  ///   - name: its name; no other folder that somebody trusts may have it.
  ///   - version: a number that grows with every release.
  ///   - expires: the last day of validity, as `YYYY-MM-DD`.
  ///   - key: the key to sign with.
  /// - Returns: the folder with its signatures.
  /// - Throws: ``LibraryError`` where a file cannot be read or written, a link stands in the folder, or
  ///   the key has signed already.
  public static func sign(
    _ path: String, name: String, version: Int, expires: String? = nil, with key: SigningKey
  ) throws(LibraryError) -> SignedFolder {
    let statement = Statement(
      name: name, version: version, expires: expires, files: try digests(in: path))
    var signatures: [Signature] = []
    if isSigned(path), let earlier = try? read(at: path), earlier.statement == statement {
      signatures = earlier.signatures
    }
    guard !signatures.contains(where: { $0.publicKey == key.publicKey.publicKey }) else {
      throw LibraryError(
        .exists, path: path, reason: "the key of \(key.publicKey.name) has signed it already",
        mend: "sign with another key")
    }
    let signature = try key.signature(of: statement.bytes, path: path)
    signatures.append(
      Signature(
        name: key.publicKey.name, publicKey: key.publicKey.publicKey,
        signature: signature.base64EncodedString()))
    let place = "\(path)/\(fileName)"
    do {
      let file = File(schema: schema, signed: statement, signatures: signatures)
      try CanonicalJSON.data(file).write(to: URL(fileURLWithPath: place), options: .atomic)
    } catch {
      throw LibraryError(
        .unwritable, path: place, reason: "the signatures cannot be written",
        mend: "check that the folder is yours and has room")
    }
    return SignedFolder(path: path, statement: statement, signatures: signatures)
  }

  /// The SHA-256 of every file in a folder by its path in it, but for the signatures.
  static func digests(in folder: String) throws(LibraryError) -> [String: String] {
    var digests: [String: String] = [:]
    for file in try files(in: folder) where file != fileName {
      let bytes = try LibraryPack.bytes(of: file, in: folder)
      digests[file] = ContentDigest(ofBytes: bytes).hexadecimal
    }
    return digests
  }

  /// The paths of every file in a folder.
  private static func files(in folder: String) throws(LibraryError) -> [String] {
    guard let inside = FileManager.default.enumerator(atPath: folder) else {
      throw LibraryError(
        .missing, path: folder, reason: "the folder cannot be read", mend: "check its name")
    }
    var files: [String] = []
    for case let file as String in inside {
      var status = stat()
      guard lstat("\(folder)/\(file)", &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR: continue
      case S_IFREG: files.append(file)
      default:
        throw LibraryError(
          .untrusted, path: "\(folder)/\(file)", reason: "it is a link or a device, not a file",
          mend: "put the file itself into the folder")
      }
    }
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension SignedFolder.Statement {
  /// The digest of everything that is stated.
  var digest: ContentDigest {
    var record = CanonicalRecord("adamas.signed/1")
    record.add(name)
    record.add("\(version)")
    record.add(ifPresent: expires)
    for (file, digest) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      record.add(file)
      record.add(digest)
    }
    return record.digest
  }

  /// What is signed: the digest behind words that no other program signs.
  var bytes: Data { Data("adamas signed folder \(digest.hexadecimal)".utf8) }
}
