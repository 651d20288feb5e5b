internal import Foundation
internal import Specimens

extension LibraryStore {
  /// A hash over what the library says, the same in whatever order it was said.
  ///
  /// It covers the name, kind and notes, the axis, the origins with grade and source, and every item
  /// with each bit of its values. It does not cover when the library was created, nor the fitted
  /// model, which follows from the rest.
  ///
  /// Each record is written as canonical bytes (a tag, then each field after its length) and hashed;
  /// the hashes, sorted, are hashed again behind the words `adamas.revision/1`.
  ///
  /// - Parameter hash: A cryptographic hash, SHA-256 throughout Adamas.
  /// - Returns: The hash's bytes.
  /// - Complexity: O(n log n) for n items, and one hash of each kept in memory.
  public func revision(hashing hash: ([UInt8]) -> [UInt8]) throws(LibraryError) -> [UInt8] {
    try reading { db in
      var digests = [hash(try ContentReader.description(db).canonicalBytes)]
      if let axis = try ContentReader.axis(db) { digests.append(hash(axis.canonicalBytes)) }
      for (_, record) in try ContentReader.origins(db) {
        digests.append(hash(record.canonicalBytes))
      }
      try ContentReader.forEachItem(db) { digests.append(hash($0.canonicalBytes)) }
      return LibraryStore.revision(of: digests, hashing: hash)
    }
  }

  /// The hash over the hashes of all records.
  fileprivate static func revision(
    of digests: [[UInt8]], hashing hash: ([UInt8]) -> [UInt8]
  ) -> [UInt8] {
    var whole = CanonicalBytes("adamas.revision/1")
    for digest in digests.sorted(by: { $0.lexicographicallyPrecedes($1) }) { whole.add(digest) }
    return hash(whole.bytes)
  }
}

extension LibraryContents {
  /// The revision of a library with these contents: what ``LibraryStore/revision(hashing:)`` says of
  /// its file.
  ///
  /// - Parameter hash: A cryptographic hash, SHA-256 throughout Adamas.
  /// - Complexity: O(n log n) for n items.
  public func revision(hashing hash: ([UInt8]) -> [UInt8]) -> [UInt8] {
    let records =
      [description.canonicalBytes] + [axis?.canonicalBytes].compactMap(\.self)
      + origins.map(\.canonicalBytes)
    return LibraryStore.revision(
      of: records.map(hash) + items.map { hash($0.canonicalBytes) }, hashing: hash)
  }
}

/// Fields one after another, each behind its length, so that no two records read alike.
struct CanonicalBytes {
  /// All bytes so far.
  private(set) var bytes: [UInt8] = []

  /// Starts a record of the given sort.
  init(_ tag: String) { add(tag) }

  /// Adds bytes behind their number, as eight bytes little-endian.
  mutating func add(_ field: some Collection<UInt8>) {
    withUnsafeBytes(of: UInt64(field.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: field)
  }

  /// Adds a text as UTF-8.
  mutating func add(_ text: String) { add(Array(text.utf8)) }

  /// Adds a text that may be missing, which is not the same as empty.
  mutating func add(ifPresent text: String?) {
    bytes.append(text == nil ? 0 : 1)
    if let text { add(text) }
  }

  /// The record with one more text.
  func adding(_ text: String) -> CanonicalBytes {
    var result = self
    result.add(text)
    return result
  }
}

extension LibraryDescription {
  fileprivate var canonicalBytes: [UInt8] {
    CanonicalBytes("library").adding(name).adding(kind.rawValue).adding(notes).bytes
  }
}

extension FeatureAxis {
  fileprivate var canonicalBytes: [UInt8] {
    switch self {
    case .named(let names):
      var record = CanonicalBytes("names")
      for name in names { record.add(name) }
      return record.bytes
    case .wavelengths(let axis):
      var record = CanonicalBytes("wavelengths")
      for segment in axis.segments {
        record.add(LittleEndian.bytes(Array(axis.wavelengths[segment])))
      }
      return record.bytes
    }
  }
}

extension OriginRecord {
  fileprivate var canonicalBytes: [UInt8] {
    CanonicalBytes("origin").adding(origin.name).adding(grade.rawValue).adding(source).bytes
  }
}

extension ReferenceItem {
  fileprivate var canonicalBytes: [UInt8] {
    var record = CanonicalBytes("item").adding(identifier).adding(origin.name).adding(group)
    record.add(values.scalar.rawValue)
    record.add(values.bytes)
    record.add(ifPresent: definition)
    record.add(ifPresent: sourceFile?.path)
    record.add(ifPresent: sourceFile?.sha256)
    for attribute in attributes {
      record.add(attribute.name)
      record.add(attribute.value)
    }
    return record.bytes
  }
}
