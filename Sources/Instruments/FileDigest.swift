internal import Crypto

/// The SHA-256 of bytes (FIPS 180-4).
///
/// ```swift
/// hexadecimal(sha256(of: Array("abc".utf8)))
/// // ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
/// ```
///
/// - Returns: 32 bytes.
public func sha256(of bytes: [UInt8]) -> [UInt8] {
  Array(SHA256.hash(data: bytes))
}

/// The SHA-256 of a file's bytes as they lie on disk, packed or not, in hexadecimal.
///
/// - Throws: ``ReadError`` when the file is not there or cannot be read.
public func sha256(ofFileAt path: String) throws(ReadError) -> String {
  hexadecimal(sha256(of: try readBytes(at: path, limit: .max)))
}

/// Bytes in lower-case hexadecimal digits.
public func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
