internal import Foundation
public import Specimens

/// The value of the key `schema` in a certificate document.
public let certificateSchema = "adamas.certificate/1"

/// Reads one Kimberley Process certificate as a JSON document.
///
/// The keys are `schema`, which must be ``certificateSchema``, and those of a manifest's columns in lower
/// camel case: `parcel`, `certificate`, `issuing`, `declared` (a list of origins, or `"***"`), `shares`
/// (a list of numbers), `hs`, `carats`, `valueUSD`, `stones`, `issued`, `expires`, `handling`, `evidence`
/// (a list of paths relative to the document), `date`, `importer` and `exporter`. Only `schema` and
/// `parcel` must be there; `null` and an empty text state nothing. Any other key is kept in
/// ``Specimens/Shipment/others``. `Models/certificate.schema.json` is the JSON Schema.
///
/// ```swift
/// // {"schema": "adamas.certificate/1", "parcel": "P1", "declared": ["CI/Séguéla"], "carats": 12.5}
/// try readCertificate(at: "P1.json").carats   // 12.5
/// ```
///
/// - Throws: `ReadError` with the line, and as its column the byte of that line: no JSON, a key twice,
///   a value of another type, and whatever ``readManifest(at:)`` refuses.
public func readCertificate(at path: String) throws(ReadError) -> Shipment {
  try certificateRecord(TextFile(at: path)).shipment(evidenceIn: EvidenceFolder(of: path))
}

/// Adds the certificates of a folder's `.json` files to a manifest.
func readCertificates(
  inFolder path: String, into draft: inout ManifestDraft
) throws(ReadError) {
  let names: [String]
  do {
    names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      .sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  } catch {
    throw ReadError(
      file: path, reason: "the folder cannot be read", mend: "check that you may open it",
      isMissing: true)
  }
  guard !names.isEmpty else {
    throw ReadError(
      file: path, reason: "the folder holds no .json file",
      mend: "name a folder of certificate documents, or a manifest")
  }
  let folder = EvidenceFolder(path)
  for name in names {
    do throws(ReadError) {
      let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      try draft.add(certificateRecord(TextFile(at: file)), folder: folder)
    } catch {
      draft.refused.append(error)
    }
  }
}

/// Adds the certificates of a text that starts with a brace: one document, or one on each line.
///
/// It is a document where the object goes over several lines, or where it is alone in a `.json` file.
func readCertificates(
  _ text: TextFile, into draft: inout ManifestDraft, folder: EvidenceFolder
) throws(ReadError) {
  do throws(ReadError) {
    if let whole = try document(in: text) {
      try draft.add(whole, folder: folder)
      return
    }
  } catch {
    draft.refused.append(error)
    return
  }
  var refused: [ReadError] = []
  text.bytes.withUnsafeBufferPointer { bytes in
    var start = 0
    var line = 1
    while start < bytes.count {
      let own = UnsafeBufferPointer(rebasing: bytes[start...].prefix { $0 != 0x0A })
      do throws(ReadError) {
        var scanner = JSONScanner(own, file: text.file, line: line)
        if !scanner.isAtEnd {
          let members = try scanner.members()
          guard scanner.isAtEnd else {
            throw scanner.error(
              "there is more behind the object", mend: "write one object on each line")
          }
          let record = try ShipmentRecord(
            members, file: text.file, line: line, needsSchema: false)
          try draft.add(record, folder: folder)
        }
      } catch {
        refused.append(error)
      }
      start += own.count + 1
      line += 1
    }
  }
  draft.refused += refused
}

/// The only record of a text, which must be a document.
private func certificateRecord(_ text: TextFile) throws(ReadError) -> ShipmentRecord {
  try text.bytes.withUnsafeBufferPointer { bytes throws(ReadError) in
    var scanner = JSONScanner(bytes, file: text.file)
    let members = try scanner.members()
    guard scanner.isAtEnd else {
      throw scanner.error(
        "there is more behind the object", mend: "write one certificate in each document")
    }
    return try ShipmentRecord(members, file: text.file, line: 1, needsSchema: true)
  }
}

/// The record of a text that is one document; `nil` for lines of JSON.
///
/// - Throws: `ReadError` where the text is a document that is broken.
private func document(in text: TextFile) throws(ReadError) -> ShipmentRecord? {
  let name = text.file.lowercased()
  let isNamedSo = name.hasSuffix(".json") || name.hasSuffix(".json.gz")
  return try text.bytes.withUnsafeBufferPointer { bytes throws(ReadError) -> ShipmentRecord? in
    var scanner = JSONScanner(bytes, file: text.file)
    let isOnOneLine: Bool
    do throws(ReadError) {
      _ = scanner.isAtEnd
      let first = scanner.line
      _ = try scanner.members()
      isOnOneLine = scanner.line == first
      if !scanner.isAtEnd, isOnOneLine || !isNamedSo { return nil }
    } catch {
      // A line that breaks off is one broken line of several, unless the file is called a document.
      let hasSecond = zip(bytes, bytes.dropFirst()).contains { $0 == 0x0A && $1 == 0x7B }
      guard isNamedSo, !hasSecond else { return nil }
      throw error
    }
    guard isNamedSo || !isOnOneLine else { return nil }
    return try certificateRecord(text)
  }
}
