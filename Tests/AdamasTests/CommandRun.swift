import Foundation
import Testing

/// The program run as a process of its own, as a user runs it.
struct CommandRun {
  let standardOutput: Data
  let standardError: String
  let exitCode: Int32

  /// The standard output as text.
  var text: String { String(decoding: standardOutput, as: UTF8.self) }

  /// The standard output as a JSON object.
  var json: [String: Any] {
    get throws {
      try #require(try JSONSerialization.jsonObject(with: standardOutput) as? [String: Any])
    }
  }

  /// Runs the program and waits for it.
  ///
  /// - Parameters:
  ///   - arguments: its arguments.
  ///   - input: what stands on its standard input.
  init(_ arguments: String..., input: Data = Data()) throws {
    try self.init(arguments: arguments, input: input)
  }

  /// Runs the program with a list of arguments.
  ///
  /// - Parameter environment: what its environment has besides that of the tests.
  init(
    arguments: [String], input: Data = Data(), environment: [String: String] = [:]
  ) throws {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appendingPathComponent("adamas")
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let folder = FileManager.default.temporaryDirectory
    let files = (0..<3).map { _ in folder.appendingPathComponent("adamas-\(UUID().uuidString)") }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    try input.write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    process.standardInput = try FileHandle(forReadingFrom: files[0])
    process.standardOutput = try FileHandle(forWritingTo: files[1])
    process.standardError = try FileHandle(forWritingTo: files[2])
    try process.run()
    process.waitUntilExit()
    standardOutput = try Data(contentsOf: files[1])
    standardError = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
    exitCode = process.terminationStatus
  }
}

/// The revision of a library, as the program says it.
func revision(_ library: String) throws -> String {
  let shown = try CommandRun("library", "show", library, "--format", "json")
  #expect(shown.exitCode == 0, "\(shown.standardError)")
  return try #require(try shown.json["revision"] as? String)
}

/// A folder for one test's files, removed with the value.
final class ScratchFolder {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("adamas-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The path of a file in the folder, whether it is there or not.
  func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  /// Writes a file and returns its path.
  func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    return path(name)
  }

  /// The names of the files in the folder, hidden ones too.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
  }
}

/// The project's folder, and data of other people's that tests may read where they are.
enum Places {
  /// The folder that holds `Package.swift`.
  static let project = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The folder of real data beside the project, or the one that `ADAMAS_SHARED` names.
  static let data: URL? = {
    let named = ProcessInfo.processInfo.environment["ADAMAS_SHARED"].map {
      URL(fileURLWithPath: $0)
    }
    let shared = named ?? project.deletingLastPathComponent().appendingPathComponent("shared")
    let data = shared.appendingPathComponent("data")
    return FileManager.default.fileExists(atPath: data.path) ? data : nil
  }()
}
