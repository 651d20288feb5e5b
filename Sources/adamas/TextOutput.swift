internal import Foundation

/// Writing that never leaves half a file.
enum TextOutput {
  /// Writes a text to a file, whole or not at all, or prints it where there is none to write.
  ///
  /// - Throws: ``OutputError`` when the file cannot be written.
  static func write(_ text: String, to output: String?) throws(OutputError) {
    if let output {
      try adamas.write(Array(text.utf8), to: output)
    } else {
      print(text, terminator: "")
    }
  }

  /// Writes every file beside its place, and only when all are written renames them into it.
  ///
  /// Where that fails the files written beside are removed. Each file is then either the old or the new
  /// one, never half.
  ///
  /// - Parameters:
  ///   - files: each file's path within the folder, and its text
  ///   - folder: made, with its parents, if it is not there
  /// - Throws: ``OutputError`` for the file that cannot be written.
  static func write(
    _ files: [(path: String, text: String)], into folder: URL
  ) throws(OutputError) {
    var waiting: [(beside: URL, place: URL)] = []
    var current = folder
    do {
      for file in files {
        let place = folder.appendingPathComponent(file.path)
        current = place
        let parent = place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        let beside = parent.appendingPathComponent(
          ".\(place.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).tmp")
        waiting.append((beside, place))
        try Data(file.text.utf8).write(to: beside)
      }
      for (beside, place) in waiting {
        current = place
        guard rename(beside.path, place.path) == 0 else { throw CocoaError(.fileWriteUnknown) }
      }
    } catch {
      for (beside, _) in waiting { try? FileManager.default.removeItem(at: beside) }
      throw OutputError(file: current.path)
    }
  }
}
