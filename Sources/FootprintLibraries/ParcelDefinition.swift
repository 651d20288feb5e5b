internal import Foundation
internal import Specimens

/// What a parcel's values mean, as a library keeps it beside them as JSON.
///
/// Of single stones the values are their weights in carats. Of size classes they are the stones of each
/// class, then the carats of each class, -1 where a class does not state them.
struct ParcelDefinition: Codable {
  private struct Class: Codable {
    let lower: Double
    let upper: Double?
  }

  /// `stones` or `classes`.
  private let content: String
  /// `ct` for carats, else millimetres and the mesh, `mm round` or `mm square`.
  private let unit: String
  private let classes: [Class]?
  private let handling: String

  /// The meaning of a parcel's ``Parcel/measurements``.
  init(_ parcel: Parcel) {
    handling = parcel.handling.rawValue
    switch parcel.content {
    case .stones: (content, unit, classes) = ("stones", "ct", nil)
    case .classes(let sieves, _):
      content = "classes"
      unit =
        switch sieves.bottomCutOff {
        case .aperture(_, let mesh)?: "mm \(mesh.rawValue)"
        case .carats?, nil: "ct"
        }
      classes = sieves.classes.map { Class(lower: $0.lower.value, upper: $0.upper?.value) }
    }
  }

  /// The JSON that a library keeps.
  var text: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  /// The parcel that an item is, or `nil` when its definition and values do not fit together.
  static func parcel(_ item: ReferenceItem) -> Parcel? {
    guard
      let text = item.definition,
      let definition = try? JSONDecoder().decode(ParcelDefinition.self, from: Data(text.utf8)),
      let handling = Handling(rawValue: definition.handling),
      let content = definition.content(item.values.doubles)
    else { return nil }
    let name = item.attributes.first { $0.name == "parcel" }?.value
    return Parcel(
      identifier: name ?? item.group, content: content, handling: handling, origin: item.origin)
  }

  private func content(_ values: [Double]) -> Parcel.Content? {
    guard let classes else {
      guard content == "stones" else { return nil }
      return .stones(values.map { Stone(carats: $0) })
    }
    guard values.count == 2 * classes.count, content == "classes" else { return nil }
    var sized: [SizeClass] = []
    for known in classes {
      guard let lower = bound(known.lower) else { return nil }
      sized.append(SizeClass(lower: lower, upper: known.upper.flatMap(bound)))
    }
    let contents = classes.indices.map { index in
      ClassContent(
        stones: values[index] < 0 ? nil : values[index],
        carats: values[classes.count + index] < 0 ? nil : values[classes.count + index])
    }
    return .classes(SieveSet(classes: sized), contents)
  }

  private func bound(_ value: Double) -> SizeBound? {
    switch unit {
    case "ct": .carats(value)
    case "mm round": .aperture(millimetres: value, mesh: .round)
    case "mm square": .aperture(millimetres: value, mesh: .square)
    default: nil
    }
  }
}

extension Parcel {
  /// The numbers that a library keeps of the parcel; ``ParcelDefinition`` says what they are.
  var measurements: Measurements {
    switch content {
    case .stones(let stones): .double(stones.map(\.carats))
    case .classes(_, let contents):
      .double(contents.map { $0.stones ?? -1 } + contents.map { $0.carats ?? -1 })
    }
  }
}
