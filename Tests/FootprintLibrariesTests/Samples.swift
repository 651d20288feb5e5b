import Foundation
import GRDB
import LinearAlgebra
import Matching
import Specimens

@testable import FootprintLibraries

/// Runs `body` with an empty folder that is removed afterwards.
func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("adamas-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// The names of all files in a folder, hidden ones too.
func files(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

/// Replaces bytes of a file from an offset on.
func patch(_ path: String, at offset: Int, with bytes: [UInt8]) throws {
  var data = try Data(contentsOf: URL(fileURLWithPath: path))
  data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
  try data.write(to: URL(fileURLWithPath: path))
}

/// Changes a library by other means than the store, which would refuse it.
func tamper(_ path: String, _ sql: String) throws {
  var configuration = Configuration()
  configuration.foreignKeysEnabled = false
  let queue = try DatabaseQueue(path: path, configuration: configuration)
  try queue.write { db in
    let triggers = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
    try db.execute(sql: sql)
  }
  try queue.close()
}

/// The error that `body` throws, or `nil`.
func failure(_ body: () throws -> Void) -> LibraryError? {
  do {
    try body()
    return nil
  } catch {
    return error as? LibraryError
  }
}

let seguela = OriginRecord(
  origin: Origin("CI/Séguéla"), grade: .measured, source: "Laboratoire, 2025, à l'air")
let birim = OriginRecord(origin: Origin("GH/Birim"), grade: .summary, source: "published figures")

/// `count` shots of `channels` values, alternating between the two origins, five to a stone.
func shots(_ count: Int, channels: Int, from first: Int = 0) -> [ReferenceItem] {
  (first..<first + count).map { shot in
    let stone = "камень \(shot / 5)"
    let values = (0..<channels).map { channel in Float(shot) + Float(1) / Float(channel + 1) }
    return ReferenceItem(
      identifier: "\(stone)/\(shot)", origin: (shot.isMultiple(of: 2) ? seguela : birim).origin,
      group: stone,
      attributes: [
        ReferenceItem.Attribute(name: "session", value: "séance \(shot % 3)"),
        ReferenceItem.Attribute(name: "💎 note", value: ""),
      ],
      values: .single(values),
      sourceFile: ReferenceItem.SourceFile(
        path: "données/été.csv", sha256: shot.isMultiple(of: 2) ? "ab12" : nil))
  }
}

/// A library with an axis of two segments, two origins, twelve shots and a model.
func sampleContents() -> LibraryContents {
  LibraryContents(
    description: LibraryDescription(
      name: "Côte d'Ivoire & Ghana", kind: .spectra, created: "2026-01-31", notes: "Не для суда."),
    axis: .wavelengths(
      WavelengthAxis(wavelengths: [200.1, 200.3, 200.2, 589.592], segments: [0..<2, 2..<4])),
    origins: [seguela, birim], items: shots(12, channels: 4),
    model: ModelArchive(
      parameters: [
        "neighbours": .number(7), "classes": .texts(["CI/Séguéla", "GH/Birim"]), "none": .texts([]),
        "lowest": .number(-.infinity), "tempered": .flag(true), "method": .text("shrinkage \"λ\""),
        "priors": .numbers([0.1, 1 / 3]), "empty": .numbers([]),
      ],
      arrays: [
        "means": .double(Matrix([[0.1, -0.0], [.infinity, 1e-300]])),
        "scores": .single(Matrix(rows: 3, columns: 2, elements: [1, 2, 3, 4, 5, .pi])),
        "nothing": .single(Matrix(rows: 0, columns: 5)),
      ]))
}

/// Who changes the libraries of these tests, when and why.
let today = ChangeNote(who: "Н. Н.", time: "2026-11-22T09:00:00Z", why: "a test")
