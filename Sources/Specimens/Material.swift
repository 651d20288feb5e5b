/// Specimens of one kind of evidence, as one table holds them.
///
/// An item is what the table has one row for: a shot, a composition; or a whole parcel.
public enum Material: Sendable, Equatable {
  /// Size distributions.
  case parcels([Parcel])
  /// LIBS shots.
  case spectra(SpectraTable)
  /// Element concentrations.
  case elements(ElementTable)

  /// The kind of evidence.
  public var kind: EvidenceKind {
    switch self {
    case .parcels: .sizes
    case .spectra: .spectra
    case .elements: .elements
    }
  }

  /// The number of items.
  public var count: Int {
    switch self {
    case .parcels(let parcels): parcels.count
    case .spectra(let table): table.count
    case .elements(let table): table.count
    }
  }

  /// What the table says about each item; for parcels their identifier and origin.
  public var metadata: Metadata {
    switch self {
    case .spectra(let table): table.metadata
    case .elements(let table): table.metadata
    case .parcels(let parcels):
      Metadata(
        names: ["parcel", "origin"],
        columns: [parcels.map(\.identifier), parcels.map { $0.origin?.name ?? "" }],
        rows: parcels.count)
    }
  }

  /// The given items in the given order.
  public func selecting(_ items: [Int]) -> Material {
    switch self {
    case .parcels(let parcels): .parcels(items.map { parcels[$0] })
    case .spectra(let table): .spectra(table.selecting(rows: items))
    case .elements(let table): .elements(table.selecting(rows: items))
    }
  }
}

extension Material {
  /// The items of several tables, one table after another; `nil` when there are none, or they are of
  /// different kinds or do not have the same channels, elements and further columns.
  public init?(joining parts: [Material]) {
    switch parts.first {
    case nil: return nil
    case .parcels?:
      let parcels = parts.compactMap { part -> [Parcel]? in
        if case .parcels(let parcels) = part { parcels } else { nil }
      }
      guard parcels.count == parts.count else { return nil }
      self = .parcels(parcels.flatMap(\.self))
    case .spectra(let first)?:
      let tables = parts.compactMap { part -> SpectraTable? in
        if case .spectra(let table) = part, table.axis == first.axis { table } else { nil }
      }
      guard
        tables.count == parts.count, let metadata = Metadata(joining: tables.map(\.metadata))
      else { return nil }
      self = .spectra(
        SpectraTable(
          axis: first.axis, intensities: tables.flatMap(\.intensities), metadata: metadata))
    case .elements(let first)?:
      let tables = parts.compactMap { part -> ElementTable? in
        if case .elements(let table) = part, table.elements == first.elements { table } else { nil }
      }
      guard
        tables.count == parts.count, let metadata = Metadata(joining: tables.map(\.metadata))
      else { return nil }
      self = .elements(
        ElementTable(
          elements: first.elements, concentrations: tables.flatMap(\.concentrations),
          metadata: metadata))
    }
  }
}

extension Metadata {
  /// The rows of several tables, one table after another; `nil` when their columns differ.
  public init?(joining parts: [Metadata]) {
    guard let first = parts.first, parts.allSatisfy({ $0.names == first.names }) else {
      return nil
    }
    self.init(
      names: first.names,
      columns: first.names.indices.map { column in parts.flatMap { $0.columns[column] } },
      rows: parts.reduce(0) { $0 + $1.rows })
  }
}
