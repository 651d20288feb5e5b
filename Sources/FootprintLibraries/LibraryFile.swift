internal import Foundation

/// What the file system says about a library's file, without opening it.
///
/// Nothing here opens and closes a file that SQLite may have open, because POSIX drops a process's
/// locks on a file whenever it closes any descriptor of it.
enum LibraryFile {
  /// The file's size in bytes; 0 when there is none.
  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether anything of that name is there, even a link that leads nowhere.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// The folder that holds the file.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// A new name beside the file, hidden and ending in `.tmp`.
  ///
  /// Two programs that write the same library at the same time get different ones.
  static func temporarySibling(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return "\(folder(of: path))/.\(name.prefix(60)).\(UUID().uuidString).tmp"
  }

  /// Refuses what is no file that can be read.
  static func requireReadable(
    _ path: String, as format: StoreFormat = .library
  ) throws(LibraryError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw LibraryError(
        .missing, path: path, reason: "there is no such file",
        mend: format.mendMissing)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .notALibrary(path: path, reason: "this is a folder or a device, not a file", of: format)
    }
    guard access(path, R_OK) == 0 else {
      throw LibraryError(
        .missing, path: path, reason: "the file may not be read", mend: "ask its owner for access")
    }
    guard status.st_size > 0 else {
      throw .damaged(path: path, reason: "the file is empty", of: format)
    }
  }

  /// Refuses a file that cannot be changed, or whose folder cannot hold its journal.
  static func requireWritable(
    _ path: String, as format: StoreFormat = .library
  ) throws(LibraryError) {
    guard access(path, W_OK) == 0 else {
      throw LibraryError(
        .unwritable, path: path, reason: "the \(format.noun) may only be read",
        mend: "copy it to a folder that can be written")
    }
    try requireWritableFolder(of: path)
  }

  /// Refuses a folder in which no file can be made.
  static func requireWritableFolder(of path: String) throws(LibraryError) {
    let folder = folder(of: path)
    var status = stat()
    guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw LibraryError(
        .unwritable, path: path, reason: "there is no folder \"\(folder)\"", mend: "make it first")
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw LibraryError(
        .unwritable, path: path, reason: "the folder \"\(folder)\" cannot be written",
        mend: "choose another one")
    }
  }

  /// Gives the finished file its name; without `overwriting`, never in the place of another.
  static func place(_ temporary: String, at path: String, overwriting: Bool) -> Bool {
    if overwriting { return rename(temporary, path) == 0 }
    if link(temporary, path) == 0 { return true }
    // File systems without hard links (FAT) say so with one of these.
    guard [EPERM, ENOTSUP, ENOSYS].contains(errno), !exists(path) else { return false }
    return rename(temporary, path) == 0
  }

  /// Makes what was written to a file or a folder survive a power failure.
  static func flush(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
