import Fingerprints
import Foundation
import LinearAlgebra
import Specimens
import Testing

struct ScaleTransferTests {
  /// Specimens with lines of their own strengths on two made-up instruments: the second has broader
  /// lines, another response, an offset and an axis that is off.
  struct Instruments {
    let primary: SpectraTable
    let secondary: SpectraTable
  }

  static let lines = [404.0, 410.5, 417, 423.5, 430, 436.5, 443, 449.5]

  /// The strengths of a specimen's lines.
  static func strengths(_ specimen: Int) -> [Double] {
    var generator = CounterGenerator(seed: 5, stream: "specimen \(specimen)")
    return lines.map { _ in exp(0.6 * generator.normal()) }
  }

  /// Shots of specimens on an even axis.
  static func table(
    _ specimens: Range<Int>, first: Double, step: Double, channels: Int, width: Double,
    instrument: String, shots: Int = 3, noise: Double = 0.01, shift: Double = 0,
    offset: Double = 0, slope: Double = 0, strengths: (Int) -> [Double] = strengths
  ) -> SpectraTable {
    let axis = WavelengthAxis(wavelengths: (0..<channels).map { first + step * Double($0) })
    var light: [Float] = []
    var stones: [String] = []
    for specimen in specimens {
      let own = strengths(specimen)
      for shot in 0..<shots {
        var generator = CounterGenerator(seed: 9, stream: "\(instrument) \(specimen) \(shot)")
        let brightness = 100 * exp(0.3 * generator.normal())
        for wavelength in axis.wavelengths {
          var value = 0.3 + offset
          for (line, strength) in zip(lines, own) {
            let z = (wavelength - shift - line) / width
            value += strength / width * exp(-0.5 * z * z)
          }
          value *= exp(slope * (wavelength - 427) / 25)
          light.append(Float(brightness * value * (1 + noise * generator.normal())))
        }
        stones.append("s\(specimen)")
      }
    }
    return SpectraTable(
      axis: axis, intensities: light,
      metadata: Metadata(
        names: ["stone", "instrument", "medium"],
        columns: [
          stones, stones.map { _ in instrument }, stones.map { _ in "air" },
        ], rows: stones.count))
  }

  static func primary(_ specimens: Range<Int>) -> SpectraTable {
    table(specimens, first: 400, step: 0.5, channels: 108, width: 0.8, instrument: "A")
  }

  static func secondary(_ specimens: Range<Int>, named name: String = "B") -> SpectraTable {
    table(
      specimens, first: 398.3, step: 0.4, channels: 145, width: 1.3, instrument: name,
      shift: 0.3, offset: 0.2, slope: 0.7)
  }

  static let fitted = Result {
    try ScaleTransfer(from: secondary(0..<16), to: primary(0..<16))
  }

  @Test func heldOutSpecimensAreBroughtToTheOtherScale() throws {
    let transfer = try ScaleTransferTests.fitted.get()
    let figures = transfer.figures
    #expect(transfer.specimens.count == 16)
    #expect(transfer.axis == ScaleTransferTests.primary(0..<1).axis)
    #expect(transfer.residuals.count == transfer.axis.count)
    #expect(figures.error < 0.3 * figures.errorUntransferred, "\(transfer)")
    #expect(figures.error < 0.5 * figures.errorOfMean, "\(transfer)")
    #expect(figures.correlation > 0.99 && figures.correlation > figures.correlationUntransferred)
  }

  /// The figures of the mapping are those of specimens that it never saw.
  @Test func theHeldOutErrorIsThatOfNewSpecimens() throws {
    let transfer = try ScaleTransferTests.fitted.get()
    let mapped = try transfer.applied(to: ScaleTransferTests.secondary(50..<62))
    let truth = ScaleTransferTests.primary(50..<62)
    let error = rootError(means(mapped), means(truth))
    #expect(error < 1.6 * transfer.figures.error && error > 0.5 * transfer.figures.error)
  }

  @Test func aMappedShotDependsOnNoOtherAndKeepsItsScale() throws {
    let transfer = try ScaleTransferTests.fitted.get()
    let table = ScaleTransferTests.secondary(60..<64)
    let whole = try transfer.applied(to: table)
    #expect(
      try transfer.applied(to: table.selecting(rows: [7, 2])) == whole.selecting(rows: [7, 2]))
    let brighter = SpectraTable(
      axis: table.axis, intensities: table.intensities.map { 8 * $0 }, metadata: table.metadata)
    #expect(
      try transfer.applied(to: brighter).intensities == whole.intensities.map { 8 * $0 })
    #expect(try transfer.applied(to: table.selecting(rows: [])).count == 0)
  }

  @Test func theOrderOfShotsAndTheWorkersChangeNothing() throws {
    let first = ScaleTransferTests.primary(0..<9)
    let second = ScaleTransferTests.secondary(0..<9)
    let one = try ScaleTransfer(from: second, to: first)
    let rows = Array((0..<first.count).reversed())
    // Only the order of sums within a specimen differs.
    let turned = try ScaleTransfer(
      from: second.selecting(rows: rows), to: first.selecting(rows: rows))
    #expect(turned.specimens == one.specimens)
    #expect(abs(turned.figures.error - one.figures.error) < 1e-6)
    let alone = try ScaleTransfer(from: second, to: first, workers: Workers(1))
    #expect(try alone.json() == one.json())
  }

  /// A stone with a line that no common specimen shows keeps it: the mapping falls back on the response.
  @Test func aLineThatNoSpecimenShowedIsCarriedOver() throws {
    func without(_ specimen: Int) -> [Double] {
      var strengths = ScaleTransferTests.strengths(specimen)
      strengths[3] = 0
      return strengths
    }
    func pair(_ range: Range<Int>, _ strengths: (Int) -> [Double]) -> Instruments {
      Instruments(
        primary: ScaleTransferTests.table(
          range, first: 400, step: 0.5, channels: 108, width: 0.8, instrument: "A",
          strengths: strengths),
        secondary: ScaleTransferTests.table(
          range, first: 398.3, step: 0.4, channels: 145, width: 1, instrument: "B", slope: 0.5,
          strengths: strengths))
    }
    let common = pair(0..<12, without)
    let transfer = try ScaleTransfer(from: common.secondary, to: common.primary)
    let new = pair(70..<71, ScaleTransferTests.strengths)
    let mapped = try transfer.applied(to: new.secondary)
    func line(_ table: SpectraTable) -> Double {
      let light = means(table)["s70"] ?? []
      let channels = table.axis.wavelengths.indices.filter {
        abs(table.axis.wavelengths[$0] - 423.5) < 2.5
      }
      return channels.reduce(0) { $0 + light[$1] }
    }
    #expect(line(mapped) > 0.7 * line(new.primary))
  }

  @Test func writtenAndReadBackItIsTheSame() throws {
    let transfer = try ScaleTransferTests.fitted.get()
    let text = try transfer.json()
    #expect(String(decoding: text, as: UTF8.self).contains("\"schema\":\"adamas.transfer/1\""))
    let read = try ScaleTransfer(json: text, name: "t.json")
    #expect(read == transfer)
    let table = ScaleTransferTests.secondary(60..<62)
    #expect(try read.applied(to: table) == transfer.applied(to: table))
  }

  @Test(arguments: [
    ("adamas.transfer/1", "adamas.transfer/9", "its schema is adamas.transfer/9"),
    ("\"first\":", "\"first\":9", "its windows are not within"),
    ("\"residuals\":[", "\"residuals\":[0.5,", "one regression and one residual"),
    ("\"ridge\"", "\"rigde\"", "no JSON object with the keys"),
  ])
  func aBrokenMappingIsRefused(part: String, other: String, words: String) throws {
    let text = String(decoding: try ScaleTransferTests.fitted.get().json(), as: UTF8.self)
    let broken = text.replacingOccurrences(of: part, with: other)
    let error = #expect(throws: FingerprintError.self) {
      try ScaleTransfer(json: Data(broken.utf8), name: "t.json")
    }
    #expect(error?.reason.hasPrefix("t.json is no mapping between instruments: ") == true)
    #expect(error?.reason.contains(words) == true, "\(String(describing: error))")
  }

  @Test func anotherInstrumentAndAnotherAxisAreRefused() throws {
    let transfer = try ScaleTransferTests.fitted.get()
    let foreign = #expect(throws: FingerprintError.self) {
      try transfer.applied(to: ScaleTransferTests.secondary(0..<2, named: "C"))
    }
    #expect(
      foreign?.reason
        == "row 1 was measured with \"C\", and the mapping is of \"B\" to \"A\"")
    let unnamed = ScaleTransferTests.secondary(0..<2, named: "")
    #expect(!transfer.isStatedInstrument(of: unnamed))
    #expect(transfer.isStatedInstrument(of: ScaleTransferTests.secondary(0..<2)))
    #expect(try transfer.applied(to: unnamed).count == 6)
    let axis = ScaleTransferTests.table(
      0..<2, first: 398.3, step: 0.5, channels: 110, width: 1, instrument: "B")
    let error = #expect(throws: FingerprintError.self) { try transfer.applied(to: axis) }
    #expect(error?.reason.contains("are not on the axis of \"B\"") == true)
  }

  @Test func aShotWithoutLightIsNamed() throws {
    let transfer = try ScaleTransferTests.fitted.get()
    let axis = transfer.secondary.axis
    for value in [Float(0), .nan, .infinity] {
      let dark = SpectraTable(
        axis: axis, intensities: Array(repeating: value, count: axis.count),
        metadata: Metadata(names: [], columns: [], rows: 1))
      #expect(
        throws: FingerprintError(
          reason: "shot 1 holds no light that could be mapped", mend: "leave the shot out")
      ) { try transfer.applied(to: dark) }
    }
  }

  @Test func theMediumBecomesThePrimarys() throws {
    let mapped = try ScaleTransferTests.fitted.get().applied(
      to: ScaleTransferTests.secondary(0..<1))
    #expect(mapped.metadata["medium"] == ["air", "air", "air"])
    #expect(mapped.metadata["instrument"] == ["B", "B", "B"])
  }

  /// The mean light of each specimen, its shots scaled to a mean of 1.
  private func means(_ table: SpectraTable) -> [String: [Double]] {
    var sums: [String: [Double]] = [:]
    for row in 0..<table.count {
      let light = table[row].intensities.map { Double(max(0, $0)) }
      let scale = Double(light.count) / light.reduce(0, +)
      let name = table.metadata["stone"]?[row] ?? ""
      let before = sums[name] ?? Array(repeating: 0, count: light.count)
      sums[name] = zip(before, light).map { $0 + scale * $1 / 3 }
    }
    return sums
  }

  private func rootError(_ found: [String: [Double]], _ truth: [String: [Double]]) -> Double {
    var (errors, size) = (0.0, 0.0)
    for (name, light) in truth {
      for (value, other) in zip(light, found[name] ?? []) {
        let difference = value.squareRoot() - other.squareRoot()
        errors += difference * difference
        size += value
      }
    }
    return (errors / size).squareRoot()
  }
}
