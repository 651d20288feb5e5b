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
