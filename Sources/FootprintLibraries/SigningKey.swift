internal import Crypto
internal import Foundation

/// The public half of a key: who signs, and how that is checked.
public struct PublicKey: Sendable, Hashable, Codable {
  /// The person or body whose key it is.
  public let name: String
  /// The 32 bytes of an Ed25519 public key (RFC 8032) in base64.
  public let publicKey: String

  /// A public key.
  ///
  /// - Returns: `nil` where the text is not 32 bytes in base64.
  public init?(name: String, publicKey: String) {
    guard let data = Data(base64Encoded: publicKey), data.count == 32 else { return nil }
    self.name = name
    self.publicKey = publicKey
  }

  /// Whether a signature is this key's and of these bytes.
  func holds(_ signature: Data, of bytes: Data) -> Bool {
    guard
      let data = Data(base64Encoded: publicKey),
      let key = try? Curve25519.Signing.PublicKey(rawRepresentation: data)
    else { return false }
    return key.isValidSignature(signature, for: bytes)
  }
}

/// A key to sign with, as it lies in a file that only its owner may read.
///
/// ```swift
/// let key = try SigningKey.create(name: "A. B.", at: "ab.key")   // and ab.key.pub, to hand out
/// try SigningKey.read(at: "ab.key").publicKey == key.publicKey    // true
/// ```
///
/// Nothing prints the private half: the type has no description of it, and no error quotes a file.
public struct SigningKey: Sendable {
  /// The half that others check signatures with.
  public let publicKey: PublicKey
  private let key: Curve25519.Signing.PrivateKey

  /// A file with a key.
  private struct File: Codable {
    let schema: String
    let name: String
    let privateKey: String
  }

  private static let schema = "adamas.privateKey/1"

  /// Makes a key and writes both halves, the private one to a file with the mode 0600.
  ///
  /// - Parameters:
  ///   - name: whose key it is.
  ///   - path: the file of the private half; the public one has `.pub` after it.
  /// - Throws: ``LibraryError`` where a file of either name is there or cannot be made.
  public static func create(name: String, at path: String) throws(LibraryError) -> SigningKey {
    let key = Curve25519.Signing.PrivateKey()
    guard
      let publicKey = PublicKey(
        name: name, publicKey: key.publicKey.rawRepresentation.base64EncodedString())
    else {
      throw LibraryError(
        .defect, path: path, reason: "a new key is not 32 bytes", mend: "please report it")
    }
    let file = File(
      schema: schema, name: name, privateKey: key.rawRepresentation.base64EncodedString())
    try write(try json(file, path), to: path, mode: 0o600)
    do {
      try write(try json(publicKey, path), to: path + ".pub", mode: 0o644)
    } catch {
      unlink(path)
      throw error
    }
    return SigningKey(publicKey: publicKey, key: key)
  }

  /// Reads a private key.
  ///
  /// - Throws: ``LibraryError`` where the file is not there, may be read by others, or is no key.
  public static func read(at path: String) throws(LibraryError) -> SigningKey {
    var status = stat()
    guard stat(path, &status) == 0, let data = FileManager.default.contents(atPath: path) else {
      throw LibraryError(
        .missing, path: path, reason: "the key is not there or may not be read",
        mend: "make one with adamas keys create")
    }
    guard status.st_mode & 0o077 == 0 else {
      throw LibraryError(
        .untrusted, path: path, reason: "others than its owner may read the private key",
        mend: "run chmod 600 on it, or make a new key if others could have read it")
    }
    guard
      let file = try? JSONDecoder().decode(File.self, from: data), file.schema == schema,
      let raw = Data(base64Encoded: file.privateKey),
      let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: raw),
      let publicKey = PublicKey(
        name: file.name, publicKey: key.publicKey.rawRepresentation.base64EncodedString())
    else {
      throw LibraryError(
        .notALibrary, path: path, reason: "this is no private key",
        mend: "name the file that adamas keys create made, without .pub")
    }
    return SigningKey(publicKey: publicKey, key: key)
  }

  /// Signs bytes.
  func signature(of bytes: Data, path: String) throws(LibraryError) -> Data {
    do {
      return try key.signature(for: bytes)
    } catch {
      throw LibraryError(
        .defect, path: path, reason: "it could not be signed", mend: "please report it")
    }
  }

  private static func json(_ value: some Encodable, _ path: String) throws(LibraryError) -> Data {
    do { return try CanonicalJSON.data(value) } catch { throw LibraryError(error, path: path) }
  }

  /// Writes a new file that nothing else is in the place of.
  private static func write(_ data: Data, to path: String, mode: mode_t) throws(LibraryError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, mode)
    guard descriptor >= 0 else {
      let isThere = errno == EEXIST
      throw LibraryError(
        isThere ? .exists : .unwritable, path: path,
        reason: isThere ? "the file is there already" : "the key cannot be written",
        mend: isThere ? "choose another name" : "check that its folder exists and is yours")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try file.write(contentsOf: data)
      try file.close()
    } catch {
      unlink(path)
      throw LibraryError(
        .unwritable, path: path, reason: "the key cannot be written", mend: "make room on the disk")
    }
  }
}
