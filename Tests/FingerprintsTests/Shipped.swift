import Fingerprints
import Foundation
import Testing

/// The tables of the shipped pack, read from the package's own folder.
enum Shipped {
  static let pack = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Models/simulated-spectra")

  static func text(_ path: String) throws -> String {
    try String(contentsOf: pack.appendingPathComponent(path), encoding: .utf8)
  }

  static func lines() throws -> EmissionLines {
    try EmissionLines(text("emission-lines.csv"), name: "emission-lines.csv")
  }

  static func constants() throws -> [String: AtomicConstants] {
    try AtomicConstants.table(text("atomic-constants.csv"), name: "atomic-constants.csv")
  }

  static func levels() throws -> SimulationLevels {
    try SimulationLevels(text("element-levels.csv"), name: "element-levels.csv")
  }

  static func simulator(seed: UInt64 = 1) throws -> SpectrumSimulator {
    try SpectrumSimulator(
      lines: lines(), constants: constants(), levels: levels(), seed: seed)
  }
}
