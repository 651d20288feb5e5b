public import Matching
public import Specimens

extension LabelledMaterial {
  /// The reference items that a library keeps of labelled material, one for each shot, stone or parcel.
  ///
  /// ```swift
  /// let items = try labelled.referenceItems(from: file, provenance: provenance)
  /// items.first?.identifier   // "CI/Séguéla/S017#1@9f86d081": origin, group, number, file
  /// ```
  ///
  /// An item is named after its origin, its group, its place among those of the group in the file, and
  /// the file's hash, so that it has the same name in whatever order files are added.
  ///
  /// - Parameters:
  ///   - file: the file that the material was read from.
  ///   - provenance: who measured it, with what and how.
  /// - Returns: the items in the order of the table, each made when it is asked for.
  public func referenceItems(
    from file: ReferenceItem.SourceFile, provenance: Provenance
  ) throws -> some Sequence<ReferenceItem> {
    let identifiers = identifiers(in: file)
    let definitions: [String?] =
      if case .parcels(let parcels) = material {
        try parcels.map { try ParcelDefinition($0).text }
      } else {
        []
      }
    let metadata = material.metadata
    let names = metadata.names
    return labels.indices.lazy.map { row in
      ReferenceItem(
        identifier: identifiers[row], origin: labels[row], group: groups[row],
        attributes: names.indices.map {
          ReferenceItem.Attribute(name: names[$0], value: metadata.columns[$0][row])
        },
        values: material.measurements(ofItem: row),
        definition: definitions.isEmpty ? nil : definitions[row], sourceFile: file,
        provenance: provenance)
    }
  }

  private func identifiers(in file: ReferenceItem.SourceFile) -> [String] {
    let suffix = file.sha256.map { "@\($0.prefix(8))" } ?? ""
    var seen: [Origin: [String: Int]] = [:]
    return labels.indices.map { row in
      let number = seen[labels[row], default: [:]][groups[row], default: 0] + 1
      seen[labels[row], default: [:]][groups[row]] = number
      return "\(labels[row].name)/\(groups[row])#\(number)\(suffix)"
    }
  }

  /// The references that a library holds, with attributes that some items lack as empty columns.
  ///
  /// Instrument, session and medium are columns too where only the record of the file has them.
  ///
  /// - Parameters:
  ///   - contents: what the library holds.
  ///   - path: what errors call it.
  /// - Throws: ``LibraryError`` when an item's values do not mean what the library's kind needs.
  public init(_ contents: LibraryContents, path: String = "the library") throws(LibraryError) {
    let items = contents.items
    let metadata = Metadata(itemsOf: items)
    let material: Material
    switch (contents.description.kind, contents.axis) {
    case (.sizes, _):
      var parcels: [Parcel] = []
      for item in items {
        guard let parcel = ParcelDefinition.parcel(item) else {
          throw .damaged(path: path, reason: "\"\(item.identifier)\" is no parcel")
        }
        parcels.append(parcel)
      }
      material = .parcels(parcels)
    case (.spectra, .wavelengths(let axis)?):
      var intensities: [Float] = []
      intensities.reserveCapacity(items.count * axis.count)
      for item in items {
        guard case .single(let values) = item.values, values.count == axis.count else {
          throw .damaged(path: path, reason: "\"\(item.identifier)\" is no spectrum")
        }
        intensities += values
      }
      material = .spectra(SpectraTable(axis: axis, intensities: intensities, metadata: metadata))
    case (.elements, .named(let names)?):
      var concentrations: [Concentration] = []
      concentrations.reserveCapacity(items.count * names.count)
      for item in items {
        guard case .double(let values) = item.values, values.count == names.count else {
          throw .damaged(path: path, reason: "\"\(item.identifier)\" holds no concentrations")
        }
        for value in values { concentrations.append(Concentration(stored: value)) }
      }
      material = .elements(
        ElementTable(elements: names, concentrations: concentrations, metadata: metadata))
    case (.spectra, _), (.elements, _):
      throw LibraryError(
        .conflict, path: path,
        reason: items.isEmpty ? "the library holds no references" : "its items have no columns",
        mend: "add references with adamas library add")
    }
    self.init(material: material, labels: items.map(\.origin), groups: items.map(\.group))
  }
}

extension Material {
  /// What the columns of the items' values are; `nil` for parcels, which say so one by one.
  public var featureAxis: FeatureAxis? {
    switch self {
    case .parcels: nil
    case .spectra(let table): .wavelengths(table.axis)
    case .elements(let table): .named(table.elements)
    }
  }

  /// The numbers that a library keeps of an item.
  fileprivate func measurements(ofItem row: Int) -> Measurements {
    switch self {
    case .parcels(let parcels): parcels[row].measurements
    case .spectra(let table):
      .single(Array(table.intensities[row * table.axis.count..<(row + 1) * table.axis.count]))
    case .elements(let table):
      .double(
        table.concentrations[row * table.elements.count..<(row + 1) * table.elements.count]
          .map(\.stored))
    }
  }
}

extension Concentration {
  /// The number that a library keeps: a concentration below detection is minus its limit, and minus
  /// infinity where no limit is stated.
  fileprivate var stored: Double {
    switch self {
    case .measured(let value): value
    case .belowDetection(let limit): limit.map { -$0 } ?? -.infinity
    }
  }

  fileprivate init(stored value: Double) {
    self =
      value.sign == .plus
      ? .measured(value) : .belowDetection(limit: value == -.infinity ? nil : -value)
  }
}

extension Metadata {
  /// The attributes of items as columns, in the order in which their names first stand.
  fileprivate init(itemsOf items: [ReferenceItem]) {
    var places: [String: Int] = [:]
    var names: [String] = []
    var columns: [[String]] = []
    func set(_ name: String, _ value: String, row: Int) {
      let place = places[name] ?? names.count
      if place == names.count {
        places[name] = place
        names.append(name)
        columns.append(Array(repeating: "", count: items.count))
      }
      if columns[place][row].isEmpty { columns[place][row] = value }
    }
    for (row, item) in items.enumerated() {
      for attribute in item.attributes { set(attribute.name, attribute.value, row: row) }
      for field in [Provenance.Field.instrument, .session, .medium] {
        if let value = item.provenance[field] { set(field.rawValue, value, row: row) }
      }
    }
    self.init(names: names, columns: columns, rows: items.count)
  }
}
