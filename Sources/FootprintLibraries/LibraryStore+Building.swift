internal import Foundation
internal import GRDB
internal import Specimens

extension LibraryStore {
  /// Makes an empty library and opens it for writing.
  ///
  /// - Parameters:
  ///   - path: The new file; nothing of that name may be there.
  ///   - description: What the library is.
  ///   - note: Who makes it, when and why.
  ///   - patience: As in `open(at:readOnly:patience:)`.
  /// - Returns: The open library.
  /// - Throws: a sentence when the file is there already or cannot be written.
  public static func create(
    at path: String, description: LibraryDescription, note: ChangeNote, patience: Double = 5
  ) throws(LibraryError) -> LibraryStore {
    try write(to: path, contents: LibraryContents(description: description), note: note)
    return try open(at: path, patience: patience)
  }

  /// Writes a complete library, or nothing.
  ///
  /// The library is made under a temporary name in the same folder, closed, flushed to the disk and
  /// then given its name in one step. Whoever opens the path sees what was there before or all that
  /// is new. A program killed on the way leaves a hidden file that ends in `.tmp` and nothing else.
  ///
  /// ```swift
  /// try LibraryStore.write(to: "fitted.adamas", overwriting: true, contents: contents, note: note)
  /// ```
  ///
  /// - Parameters:
  ///   - path: The library's file.
  ///   - overwriting: Whether a library of that name is replaced. A file that is no library never is.
  ///   - contents: All that the library is to hold.
  ///   - action: How the log calls the adding of its items: `add` or `import`.
  ///   - note: Who makes it, when and why.
  ///   - details: What else the log keeps of its items, such as the file and its hash.
  /// - Throws: a sentence when the file is there and not to be replaced, when it cannot be written,
  ///   or when the contents do not fit together.
  public static func write(
    to path: String, overwriting: Bool = false, contents: LibraryContents,
    as action: LogEntry.Action = .add, note: ChangeNote, details: [String: String] = [:]
  ) throws(LibraryError) {
    try LibraryFile.requireWritableFolder(of: path)
    let replaced = try requireReplaceable(path, overwriting: overwriting)
    let temporary = LibraryFile.temporarySibling(of: path)
    defer { unlink(temporary) }
    do {
      let store = try empty(
        at: temporary, for: path, description: contents.description, note: note,
        replacing: replaced)
      try store.add(
        origins: contents.origins, items: contents.items, axis: contents.axis,
        groupColumns: contents.groupColumns, as: action, note: note, details: details)
      if let validity = contents.validity { try store.state(validity, note: note) }
      if let model = contents.model { try store.replaceModel(model, note: note) }
      try store.close()
    } catch DatabaseError.SQLITE_CANTOPEN {
      throw LibraryError(
        .unwritable, path: path, reason: "no file can be made here", mend: "choose another place")
    } catch {
      throw LibraryError(error, path: path)
    }
    guard LibraryFile.flush(temporary),
      LibraryFile.place(temporary, at: path, overwriting: overwriting)
    else {
      let reason = String(cString: strerror(errno))
      _ = try requireReplaceable(path, overwriting: overwriting)
      throw LibraryError(
        .unwritable, path: path, reason: "the file cannot be written (\(reason))",
        mend: "choose another place")
    }
    // The library is complete already; some file systems cannot flush a folder.
    _ = LibraryFile.flush(LibraryFile.folder(of: path))
  }

  /// An empty library at a temporary place, whose errors name the place that it is made for.
  private static func empty(
    at temporary: String, for path: String, description: LibraryDescription, note: ChangeNote,
    replacing replaced: String?
  ) throws -> LibraryStore {
    let file = try DatabaseFile.empty(at: temporary, for: path, format: .library)
    try file.writing { db in
      try db.execute(
        sql: "INSERT INTO library (id, name, kind, created, notes) VALUES (1, ?, ?, ?, ?)",
        arguments: [
          description.name, description.kind.rawValue, description.created, description.notes,
        ])
      var details = ["description": description.contentDigest.hexadecimal]
      details["replaces"] = replaced
      try LogCoding.append(.create, note: note, details: details, to: db)
    }
    return LibraryStore(file)
  }

  /// Refuses to write where something else than a closed library stands.
  ///
  /// - Returns: the last hash in the log of the library that is replaced, where it can be read.
  private static func requireReplaceable(
    _ path: String, overwriting: Bool
  ) throws(LibraryError) -> String? {
    // A journal without its own library would be played back into the new one.
    if LibraryFile.exists(path + "-journal") || LibraryFile.exists(path + "-wal") {
      throw .interrupted(path: path)
    }
    guard LibraryFile.exists(path) else { return nil }
    guard overwriting else {
      throw LibraryError(
        .exists, path: path, reason: "the file is there already",
        mend: "choose another name or remove it")
    }
    do {
      let store = try open(at: path, readOnly: true, patience: 0)
      let last = try store.log.last?.hash
      try store.close()
      return last
    } catch {
      guard [.newer, .older].contains(error.kind) else {
        throw LibraryError(
          .exists, path: path,
          reason: "the file to be replaced is not a library that can be read",
          mend: "choose another name or move it away")
      }
      return nil
    }
  }
}
