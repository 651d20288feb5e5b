import ArgumentParser
import Foundation
import Instruments
import LinearAlgebra
import Testing

@testable import adamas

/// The command in this process, on files in a folder of its own.
final class NeighboursCommandTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func save(_ name: String, _ rows: [[Float]]) throws {
    let array = NumPyArray(
      shape: [rows.count, rows.first?.count ?? 0], values: .single(rows.flatMap(\.self)))
    try write(array.encoded, to: path(name))
  }

  private func run(k: Int = 2, references: String = "r.npy", output: String = "ids.npy") throws {
    let command = try NeighboursCommand.parse([
      "--references", path(references), "--queries", path("q.npy"), "-k", "\(k)",
      "--output", path(output), "--distances", path("d.npy"), "--threads", "2",
    ])
    try command.run()
  }

  @Test func writesRowsAndSquaredDistances() throws {
    try save("r.npy", [[0, 0], [3, 4], [0, 1]])
    try save("q.npy", [[0, 0], [3, 3]])
    try run()
    #expect(
      try NumPyArray(contentsOf: path("ids.npy"))
        == NumPyArray(shape: [2, 2], values: .integer([0, 2, 1, 2])))
    #expect(
      try NumPyArray(contentsOf: path("d.npy"))
        == NumPyArray(shape: [2, 2], values: .double([0, 1, 1, 13])))
  }

  @Test func failuresHaveTheirExitCodes() throws {
    try save("r.npy", [[0, 0], [3, 4]])
    try save("q.npy", [[0, 0]])
    #expect(throws: ExitCode(66)) { try run(references: "none.npy") }
    #expect(throws: ExitCode(65)) { try run(k: 3) }
    #expect(throws: ExitCode(74)) { try run(output: "no/such/folder/ids.npy") }
    try write(Array("carats\n".utf8), to: path("r.npy"))
    #expect(throws: ExitCode(65)) { try run() }
    #expect(!FileManager.default.fileExists(atPath: path("ids.npy")))
  }

  @Test(arguments: [["-k", "0"], ["-k", "1", "--threads", "0"], ["-k", "x"], []])
  func usageErrorsExitWith64(arguments: [String]) {
    let files = ["--references", "r.npy", "--queries", "q.npy", "--output", "i.npy"]
    let error = #expect(throws: (any Error).self) {
      try NeighboursCommand.parse(files + arguments)
    }
    #expect(error.map { NeighboursCommand.exitCode(for: $0) } == ExitCode(64))
  }

  @Test func helpBeginsWithAnExample() {
    let examples = [
      (Adamas.helpMessage(), "adamas classify Samples/simulated-parcel-square.csv"),
      (
        Adamas.helpMessage(for: NeighboursCommand.self),
        "adamas neighbours --references R.npy --queries Q.npy"
      ),
      (Adamas.helpMessage(for: ClassifyCommand.self), "adamas classify stone.csv --library"),
      (Adamas.helpMessage(for: ValidateCommand.self), "adamas validate references.csv --label"),
      (Adamas.helpMessage(for: LibraryFitCommand.self), "adamas library fit references.csv"),
      (Adamas.helpMessage(for: BaselineCommand.self), "adamas baseline spectra.csv --method arpls"),
    ]
    for (help, command) in examples {
      let example = help.range(of: command)
      let usage = help.range(of: "USAGE:")
      guard let example, let usage else {
        Issue.record("The help has no example or no usage.")
        continue
      }
      #expect(example.lowerBound < usage.lowerBound)
    }
  }
}
