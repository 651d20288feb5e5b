import Foundation
import Specimens

/// Real spectra of other people's, read where they are.
enum RealSpectra {
  /// The folder of real data beside the project, or the one that `ADAMAS_SHARED` names.
  static let data: URL? = {
    let named = ProcessInfo.processInfo.environment["ADAMAS_SHARED"].map {
      URL(fileURLWithPath: $0)
    }
    let project = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let shared = named ?? project.deletingLastPathComponent().appendingPathComponent("shared")
    let data = shared.appendingPathComponent("data")
    guard FileManager.default.fileExists(atPath: data.path) else {
      print("skipped: no real data at \(data.path); set ADAMAS_SHARED to the folder that holds it")
      return nil
    }
    return data
  }()

  /// The spectra of BHVO-2 whose file names begin with an instrument's name, on their shared axis.
  static func bhvo2(_ instrument: String) throws -> SpectraTable? {
    guard let folder = data?.appendingPathComponent("spectra/bhvo2") else { return nil }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix(instrument) }.sorted()
    var wavelengths: [Double] = []
    var light: [Float] = []
    for name in names {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      let rows = text.split(whereSeparator: \.isNewline).dropFirst().map {
        $0.split(separator: ",")
      }
      wavelengths = rows.compactMap { $0.first.flatMap { Double($0) } }
      light += rows.compactMap { $0.last.flatMap { Float($0) } }
    }
    return SpectraTable(
      axis: WavelengthAxis(wavelengths: wavelengths), intensities: light,
      metadata: Metadata(names: ["stone"], columns: [names], rows: names.count))
  }

  /// The shots of the fish fillets, unpacked by the system's own `gzip`.
  ///
  /// - Returns: the table with the columns `label_en` and `piece`.
  static func fish() throws -> SpectraTable? {
    guard let file = data?.appendingPathComponent("spectra/fish.csv.gz") else { return nil }
    let unpacking = Process()
    unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    unpacking.arguments = ["gzip", "-dc", file.path]
    let pipe = Pipe()
    unpacking.standardOutput = pipe
    try unpacking.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    unpacking.waitUntilExit()
    return table(bytes, columns: ["label_en", "piece"])
  }

  /// The shots of the shipped pack, with the columns `stone`, `session` and `origin`.
  static func simulated() throws -> SpectraTable {
    let folders = ["CI-Seguela", "GH-Birim", "RU-Yakutia", "synthetic-HPHT"]
    let tables = try folders.map { folder in
      table(
        try Data(contentsOf: Shipped.pack.appendingPathComponent("\(folder)/spectra.csv")),
        columns: ["stone", "session", "origin"])
    }
    return SpectraTable(
      axis: tables[0].axis, intensities: tables.flatMap(\.intensities),
      metadata: Metadata(
        names: tables[0].metadata.names,
        columns: tables[0].metadata.names.indices.map { column in
          tables.flatMap { $0.metadata.columns[column] }
        },
        rows: tables.reduce(0) { $0 + $1.count }))
  }

  /// A wide table; quoted fields may hold commas.
  private static func table(_ bytes: Data, columns: [String]) -> SpectraTable {
    let rows = bytes.split(separator: UInt8(ascii: "\n")).map { fields($0) }
    let header = rows.first ?? []
    let channels = header.indices.filter { Double(header[$0]) != nil }
    var light: [Float] = []
    light.reserveCapacity(channels.count * rows.count)
    for row in rows.dropFirst() {
      for channel in channels { light.append(Float(row[channel]) ?? 0) }
    }
    return SpectraTable(
      axis: WavelengthAxis(wavelengths: channels.compactMap { Double(header[$0]) }),
      intensities: light,
      metadata: Metadata(
        names: columns,
        columns: columns.map { name in
          let place = header.firstIndex(of: name) ?? 0
          return rows.dropFirst().map { $0[place] }
        },
        rows: rows.count - 1))
  }

  private static func fields(_ row: Data) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    for byte in row where byte != UInt8(ascii: "\r") {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ","), !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
      } else {
        field.append(byte)
      }
    }
    return fields + [String(decoding: field, as: UTF8.self)]
  }
}
