internal import Foundation
internal import Instruments
internal import Screening
internal import Specimens

/// What a long screening has compared so far, in a file beside its list, so that a run that was stopped can go
/// on from there.
///
/// Each piece of evidence stands under the SHA-256 of all that follows into it: the program's version, the library's
/// revision, the measurements' file, the declaration and the origins of concern. So nothing is taken from a
/// checkpoint for papers, measurements or references that were changed since.
///
/// The file has a line of JSON for every few seconds of work, and is removed when the list is written. Work
/// of less than that leaves none.
final class ScreeningCheckpoint {
  private struct Answer: Codable {
    let key: String
    let evidence: [GoodsEvidence]
  }

  private let path: String
  private let patience: Duration
  private var known: [String: [GoodsEvidence]] = [:]
  private var waiting: [Answer] = []
  private var lastSave = ContinuousClock.now
  /// Where the next line goes; `nil` before there is a file.
  private var end: UInt64?

  /// How many answers were taken from the file.
  private(set) var used = 0

  /// The checkpoint of a list.
  ///
  /// - Parameters:
  ///   - output: where the list goes.
  ///   - resuming: whether an earlier run is gone on with; otherwise what it left is replaced.
  ///   - patience: how long answers wait before they are written.
  /// - Throws: `ReadError` when the file of an earlier run is no checkpoint.
  init(of output: String, resuming: Bool, patience: Duration = .seconds(2)) throws {
    path = output + ".checkpoint"
    self.patience = patience
    if resuming { try read() }
  }

  private func read() throws {
    guard let data = FileManager.default.contents(atPath: path) else { return }
    // What stands behind the last line break was being written when the run was stopped.
    let whole = data.lastIndex(of: UInt8(ascii: "\n")).map { data[...$0] } ?? Data()
    for (number, line) in whole.split(separator: UInt8(ascii: "\n")).enumerated() {
      guard let answers = try? ScreeningCheckpoint.decoder.decode([Answer].self, from: line) else {
        throw ReadError(
          file: path, line: number + 1, reason: "this is no line of a checkpoint",
          mend: "leave --resume out and begin anew")
      }
      for answer in answers { known[answer.key] = answer.evidence }
    }
    end = UInt64(whole.count)
  }

  /// What all answers about a shipment's evidence depend on.
  ///
  /// - Parameters:
  ///   - sha256: of the file of measurements.
  ///   - shipment: its papers.
  ///   - revision: of the library; empty without one.
  ///   - concerns: origins whose probability is wanted.
  static func key(
    sha256 file: String, of shipment: Shipment, library revision: String, concerns: [Origin]
  ) -> String {
    var origins: [String] = []
    if case .origins(let named) = shipment.declared {
      origins = named.map(\.name)
    } else {
      origins = ["***"]
    }
    let parts =
      [Adamas.version, revision, file, shipment.handling.rawValue, "\(origins.count)"] + origins
      + concerns.map(\.name)
    // With their lengths, so that no two lists of parts are the same text.
    let text = parts.map { "\($0.utf8.count):\($0)" }.joined()
    return hexadecimal(Instruments.sha256(of: Array(text.utf8)))
  }

  /// What was found before; `nil` where nothing was.
  func evidence(for key: String) -> [GoodsEvidence]? {
    guard let evidence = known[key] else { return nil }
    used += 1
    return evidence
  }

  /// Adds what was found, and writes it now and then.
  ///
  /// - Throws: `OutputError` when the file cannot be written.
  func add(_ evidence: [GoodsEvidence], for key: String) throws(OutputError) {
    waiting.append(Answer(key: key, evidence: evidence))
    if lastSave.duration(to: .now) > patience { try save() }
  }

  private func save() throws(OutputError) {
    do {
      let line = try ScreeningCheckpoint.encoder.encode(waiting) + [UInt8(ascii: "\n")]
      if end == nil {
        try Data().write(to: URL(fileURLWithPath: path))
        end = 0
      }
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.truncate(atOffset: end ?? 0)
      try file.write(contentsOf: line)
      try file.close()
      end = (end ?? 0) + UInt64(line.count)
    } catch {
      throw OutputError(file: path)
    }
    waiting = []
    lastSave = .now
  }

  /// Removes the file; the list has everything now.
  func remove() { try? FileManager.default.removeItem(atPath: path) }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }
}
