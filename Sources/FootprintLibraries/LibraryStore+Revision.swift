internal import GRDB
internal import Specimens

extension LibraryStore {
  /// A hash over what the library says, the same in whatever order it was said.
  ///
  /// It covers the name, kind and notes, the axis, the conditions of use, the origins with grade and source, and every current
  /// item with each bit of its values, its provenance and the hash of its file. It does not cover when
  /// the library was created, the log, what items stood there earlier, attributes without a value, the
  /// names of files, nor the fitted model, which follows from the rest.
  ///
  /// Each record is hashed with SHA-256 (a tag, then each field after its length); the hashes, sorted,
  /// are hashed again behind the words `adamas.revision/2`.
  ///
  /// - Returns: 64 hexadecimal digits.
  /// - Complexity: O(n log n) for n items, and one hash of each kept in memory.
  public var revision: String {
    get throws(LibraryError) {
      try reading { db in
        var digests = [try ContentReader.description(db).contentDigest]
        if let axis = try ContentReader.axis(db) { digests.append(axis.contentDigest) }
        if let validity = try ContentReader.validity(db) { digests.append(validity.contentDigest) }
        digests += try ContentReader.origins(db).map(\.statement.contentDigest)
        try ContentReader.forEachItem(db) { digests.append($0.contentDigest) }
        return revisionHash(of: digests)
      }
    }
  }
}

extension LibraryContents {
  /// The revision of a library with these contents: what ``LibraryStore/revision`` says of its file.
  ///
  /// - Complexity: O(n log n) for n items.
  public var revision: String {
    let records =
      [axis?.contentDigest, validity?.contentDigest].compactMap(\.self) + items.map(\.contentDigest)
    return revisionHash(
      of: [description.contentDigest] + origins.map(\.statement.contentDigest) + records)
  }
}

/// The hash over the hashes of all records.
private func revisionHash(of digests: [ContentDigest]) -> String {
  ContentDigest(of: digests, tag: "adamas.revision/2").hexadecimal
}

extension LibraryDescription {
  /// The digest of what reports say of the library.
  var contentDigest: ContentDigest {
    var record = CanonicalRecord("library")
    for text in [name, kind.rawValue, notes] { record.add(text) }
    return record.digest
  }
}

extension FeatureAxis {
  /// The digest of names or wavelengths.
  var contentDigest: ContentDigest {
    switch self {
    case .named(let names):
      var record = CanonicalRecord("names")
      for name in names { record.add(name) }
      return record.digest
    case .wavelengths(let axis):
      var record = CanonicalRecord("wavelengths")
      for segment in axis.segments { record.add(Array(axis.wavelengths[segment])) }
      return record.digest
    }
  }
}

extension Validity {
  /// The digest of the conditions.
  var contentDigest: ContentDigest {
    var record = CanonicalRecord("validity")
    for text in [from, until, cutOffFrom.map { "\($0)" }, cutOffTo.map { "\($0)" }] {
      record.add(ifPresent: text)
    }
    for list in [media, instruments] {
      record.add("list")
      for text in list { record.add(text) }
    }
    return record.digest
  }
}

extension OriginStatement {
  /// The digest of an origin with its grade and source.
  var contentDigest: ContentDigest {
    var record = CanonicalRecord("origin")
    for text in [origin.name, grade.rawValue, source] { record.add(text) }
    return record.digest
  }
}

extension ReferenceItem {
  /// The digest of everything that is known of the item but the name of its file.
  var contentDigest: ContentDigest {
    var record = CanonicalRecord("item")
    for text in [identifier, origin.name, group, values.scalar.rawValue] { record.add(text) }
    switch values {
    case .single(let values): record.add(values)
    case .double(let values): record.add(values)
    }
    record.add(ifPresent: definition)
    record.add(ifPresent: sourceFile?.sha256)
    for (field, text) in provenance.statements {
      record.add(field.rawValue)
      record.add(text)
    }
    record.add("attributes")
    let said = attributes.filter { !$0.value.isEmpty }
    for attribute in said.sorted(by: { ($0.name, $0.value) < ($1.name, $1.value) }) {
      record.add(attribute.name)
      record.add(attribute.value)
    }
    return record.digest
  }
}
