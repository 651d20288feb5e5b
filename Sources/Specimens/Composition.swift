/// How much of one element a stone holds, in the table's own unit.
public enum Concentration: Sendable, Equatable {
  /// A measured value.
  case measured(Double)
  /// Below what the instrument can see; the limit where the table states it (`<0.5`).
  case belowDetection(limit: Double?)
}

/// The element concentrations of one specimen.
public struct Composition: Sendable, Equatable {
  /// The names of the elements, oxides or isotopes.
  public let elements: [String]
  /// One concentration for each.
  public let concentrations: [Concentration]

  /// A composition.
  public init(elements: [String], concentrations: [Concentration]) {
    precondition(elements.count == concentrations.count, "One concentration for each element.")
    self.elements = elements
    self.concentrations = concentrations
  }
}

/// Compositions that share their elements, with what the table says about each.
public struct ElementTable: Sendable, Equatable {
  /// The names of the elements, oxides or isotopes.
  public let elements: [String]
  /// Row after row: `metadata.rows * elements.count` values.
  public let concentrations: [Concentration]
  /// Every other column.
  public let metadata: Metadata

  /// A table of compositions.
  public init(elements: [String], concentrations: [Concentration], metadata: Metadata) {
    precondition(
      concentrations.count == elements.count * metadata.rows,
      "One concentration for each element and row.")
    self.elements = elements
    self.concentrations = concentrations
    self.metadata = metadata
  }

  /// The number of compositions.
  public var count: Int { metadata.rows }

  /// One row as a composition.
  public subscript(row: Int) -> Composition {
    Composition(
      elements: elements,
      concentrations: Array(
        concentrations[row * elements.count..<(row + 1) * elements.count]))
  }

  /// The given rows in the given order.
  public func selecting(rows indices: [Int]) -> ElementTable {
    ElementTable(
      elements: elements, concentrations: indices.flatMap { self[$0].concentrations },
      metadata: metadata.selecting(rows: indices))
  }
}
