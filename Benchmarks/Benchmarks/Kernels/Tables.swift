import Benchmark
import Fingerprints
import Foundation
import Instruments
import Specimens

/// A wide table of 200 shots of 7,152 channels as text in a file of its own.
struct TableData: Sendable {
  let path: String

  init() throws {
    let shots = SpectrumData().shots
    let count = shots.axis.count
    var text = "stone," + shots.axis.wavelengths.map { String($0) }.joined(separator: ",") + "\n"
    for shot in 0..<200 {
      let row = shots.intensities[shot * count..<(shot + 1) * count]
      text += "S\(shot)," + row.map { String($0) }.joined(separator: ",") + "\n"
    }
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("adamas-benchmark-\(ProcessInfo.processInfo.processIdentifier).csv")
    try Data(text.utf8).write(to: file)
    path = file.path
  }
}

/// Reading a table, from a file that is already in the system's cache.
func tableBenchmarks() {
  Benchmark("Table, reading 200 x 7,152") { benchmark, data in
    blackHole(try readSpectraTable(at: data.path))
  } setup: {
    try TableData()
  } teardown: {
    let folder = FileManager.default.temporaryDirectory
    let name = "adamas-benchmark-\(ProcessInfo.processInfo.processIdentifier).csv"
    try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
  }
}
