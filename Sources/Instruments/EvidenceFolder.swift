#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The folder of a manifest, out of which no path of its evidence may lead.
///
/// A manifest comes from someone else: it must not make the program open files of whoever reads it.
///
/// ```swift
/// EvidenceFolder(of: "inbox/manifest.csv").problem(with: "../secrets.csv")?.reason
/// // the evidence "../secrets.csv" lies outside of the manifest's folder
/// ```
///
/// What is judged is the folder as it is now; whoever can change it while the program runs can also
/// change the evidence itself.
struct EvidenceFolder {
  /// The folder as it was given.
  let path: String
  /// The folder without symbolic links; `nil` where there is none.
  private let real: String?

  /// A folder.
  init(_ path: String) {
    self.path = path.isEmpty ? "." : path
    real = EvidenceFolder.resolved(self.path)
  }

  /// The folder in which a file lies.
  init(of file: String) {
    let slash = file.lastIndex(of: "/")
    self.init(slash.map { $0 == file.startIndex ? "/" : String(file[..<$0]) } ?? ".")
  }

  /// What is wrong with a path of evidence; `nil` where it is a file within the folder.
  func problem(with evidence: String) -> (reason: String, mend: String)? {
    let shown = excerpt(evidence)
    guard !evidence.isEmpty else {
      return ("the evidence holds an empty path", "write one separator between two paths")
    }
    guard !evidence.hasPrefix("/") else {
      return (
        "the evidence \(shown) is an absolute path", "write it relative to the manifest's folder"
      )
    }
    let outside = (
      "the evidence \(shown) lies outside of the manifest's folder",
      "put the file beside the manifest"
    )
    var depth = 0
    for part in evidence.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return outside }
    }
    guard let real, let target = EvidenceFolder.resolved("\(path)/\(evidence)") else {
      return ("the evidence \(shown) is not there", "correct the path or add the file")
    }
    guard target.hasPrefix(real == "/" ? real : "\(real)/") else { return outside }
    var status = stat()
    guard stat(target, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return ("the evidence \(shown) is no file", "name a table or a spectrum")
    }
    return nil
  }

  /// A path without symbolic links and dots; `nil` where nothing is there.
  private static func resolved(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
