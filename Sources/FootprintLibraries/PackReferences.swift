internal import Specimens

/// How a pack holds the reference items of a library: the key `references` of its `library.json`.
///
/// Each origin's folder then has a table `items.csv` with the columns ``ItemTable`` lists.
struct PackReferences: Codable, Equatable {
  /// The revision of the library with these items, for ``LibraryStore/revision`` after an import.
  let revision: String
  /// What the library's makers want to be known.
  let notes: String
  /// The conditions of use; absent where none were stated.
  let validity: Validity?
  /// The precision of the values: `f32` or `f64`.
  let scalar: String
  /// The names of the columns, for a library of named columns.
  let names: [String]?
  /// The number of channels in each segment of the axis, for one of wavelengths.
  let segments: [Int]?
  /// The wavelengths in nanometres, segment after segment.
  let wavelengths: [Double]?
  /// The fields of who measured that any item has.
  let provenance: [String]
  /// The attributes that any item has.
  let attributes: [String]
  /// The columns that named the groups.
  let groupColumns: [String]

  /// The axis of the library; `nil` where each item says what its values mean.
  var axis: FeatureAxis? {
    get throws {
      if let names { return .named(names) }
      guard let segments, let wavelengths else { return nil }
      var ranges: [Range<Int>] = []
      for count in segments {
        let start = ranges.last?.upperBound ?? 0
        guard count > 0, start + count <= wavelengths.count else {
          throw Damage(reason: "its segments are not those of its wavelengths")
        }
        let range = start..<start + count
        guard zip(wavelengths[range], wavelengths[range].dropFirst()).allSatisfy({ $0 < $1 }) else {
          throw Damage(reason: "its wavelengths do not rise")
        }
        ranges.append(range)
      }
      guard ranges.last?.upperBound == wavelengths.count else {
        throw Damage(reason: "its segments are not those of its wavelengths")
      }
      return .wavelengths(WavelengthAxis(wavelengths: wavelengths, segments: ranges))
    }
  }

  /// How a library's items are held.
  ///
  /// - Throws: `Damage` where items are of unlike precision, which no pack can hold.
  init(_ contents: LibraryContents) throws {
    let scalars = Set(contents.items.map { $0.values.scalar })
    guard scalars.count <= 1 else {
      throw Damage(reason: "some of its items are in single and some in double precision")
    }
    revision = contents.revision
    notes = contents.description.notes
    validity = contents.validity
    scalar = (scalars.first ?? .f64).rawValue
    var (names, segments, wavelengths): ([String]?, [Int]?, [Double]?) = (nil, nil, nil)
    switch contents.axis {
    case .named(let columns)?: names = columns
    case .wavelengths(let axis)?:
      (segments, wavelengths) = (axis.segments.map(\.count), axis.wavelengths)
    case nil: break
    }
    (self.names, self.segments, self.wavelengths) = (names, segments, wavelengths)
    let fields = Set(contents.items.flatMap { $0.provenance.fields.keys })
    provenance = Provenance.Field.allCases.filter(fields.contains).map(\.rawValue)
    attributes = Set(
      contents.items.flatMap { $0.attributes.filter { !$0.value.isEmpty }.map(\.name) }
    ).sorted()
    groupColumns = contents.groupColumns
  }
}
