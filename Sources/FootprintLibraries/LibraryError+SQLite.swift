internal import GRDB

/// What a row holds that no version of this program wrote.
struct Damage: Error {
  /// What is wrong, without a full stop.
  let reason: String
}

extension LibraryError {
  /// The error in a library user's words; one that is in those words already stays as it is.
  ///
  /// SQLite's own message is kept only where the words would be ours to mend.
  init(_ error: any Error, path: String, of format: StoreFormat = .library) {
    switch error {
    case let error as LibraryError: self = error
    case let damage as Damage:
      self = .damaged(path: path, reason: damage.reason, of: format)
    case let error as DatabaseError: self.init(sqlite: error, path: path, of: format)
    default:
      self.init(
        .defect, path: path, reason: "the store failed: \(error)",
        mend: "this is a mistake in Adamas, please report it")
    }
  }

  /// Says that the library's bytes are not as they were written.
  static func damaged(
    path: String, reason: String, of format: StoreFormat = .library
  ) -> LibraryError {
    LibraryError(
      .damaged, path: path, reason: "the \(format.noun) is damaged: \(reason)",
      mend: format.mendDamaged)
  }

  /// Says that a file is something else than a library.
  static func notALibrary(
    path: String, reason: String, of format: StoreFormat = .library
  ) -> LibraryError {
    LibraryError(
      .notALibrary, path: path, reason: reason, mend: format.mendOther)
  }

  /// Says that a program was stopped in the middle of writing, where that cannot be put right.
  static func interrupted(path: String, of format: StoreFormat = .library) -> LibraryError {
    LibraryError(
      .locked, path: path,
      reason: "another program is writing to the \(format.noun) or was stopped while it did",
      mend: "wait for it, or open the \(format.noun) once where its folder can be written")
  }

  private init(sqlite error: DatabaseError, path: String, of format: StoreFormat) {
    switch error.extendedResultCode {
    case .SQLITE_READONLY_ROLLBACK, .SQLITE_READONLY_RECOVERY, .SQLITE_READONLY_CANTINIT:
      self = .interrupted(path: path, of: format)
    case .SQLITE_NOTADB:
      self = .notALibrary(
        path: path, reason: "the file is no \(format.fullName)", of: format)
    case .SQLITE_CORRUPT, .SQLITE_IOERR_SHORT_READ, .SQLITE_MISMATCH:
      self = .damaged(
        path: path, reason: "it is cut short or bytes of it have changed", of: format)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, path: path, reason: "the \(format.noun) is locked by another program",
        mend: "try again when that one is done")
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(
        .unwritable, path: path, reason: "the \(format.noun) may only be read",
        mend: "copy it to a folder that can be written")
    case .SQLITE_CANTOPEN, .SQLITE_AUTH:
      self.init(
        .missing, path: path, reason: "the file cannot be opened",
        mend: "check its name and who may read it")
    case .SQLITE_FULL:
      self.init(
        .unwritable, path: path, reason: "the disk is full", mend: "make room and try again")
    case .SQLITE_IOERR:
      self.init(
        .unwritable, path: path, reason: "the disk or network that holds the file failed",
        mend: "check it and try again")
    case .SQLITE_TOOBIG:
      self.init(
        .conflict, path: path, reason: "one item or matrix is larger than 1 GB",
        mend: "split it")
    default:
      self.init(
        .defect, path: path,
        reason: "the store failed: \(error.message ?? "SQLite gives no reason")",
        mend: "this is a mistake in Adamas, please report it")
    }
  }
}
