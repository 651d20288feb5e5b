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
  init(_ error: any Error, path: String) {
    switch error {
    case let error as LibraryError: self = error
    case let damage as Damage: self = .damaged(path: path, reason: damage.reason)
    case let error as DatabaseError: self.init(sqlite: error, path: path)
    default:
      self.init(
        .defect, path: path, reason: "the store failed: \(error)",
        mend: "this is a mistake in Adamas, please report it")
    }
  }

  /// Says that the library's bytes are not as they were written.
  static func damaged(path: String, reason: String) -> LibraryError {
    LibraryError(
      .damaged, path: path, reason: "the library is damaged: \(reason)",
      mend: "restore it from a copy or import its pack again")
  }

  /// Says that a file is something else than a library.
  static func notALibrary(path: String, reason: String) -> LibraryError {
    LibraryError(
      .notALibrary, path: path, reason: reason,
      mend: "name a library that adamas library create or fit has made")
  }

  /// Says that a program was stopped in the middle of writing, where that cannot be put right.
  static func interrupted(path: String) -> LibraryError {
    LibraryError(
      .locked, path: path,
      reason: "another program is writing to the library or was stopped while it did",
      mend: "wait for it, or open the library once where its folder can be written")
  }

  private init(sqlite error: DatabaseError, path: String) {
    switch error.extendedResultCode {
    case .SQLITE_READONLY_ROLLBACK, .SQLITE_READONLY_RECOVERY, .SQLITE_READONLY_CANTINIT:
      self = .interrupted(path: path)
    case .SQLITE_NOTADB:
      self = .notALibrary(path: path, reason: "the file is no footprint library")
    case .SQLITE_CORRUPT, .SQLITE_IOERR_SHORT_READ, .SQLITE_MISMATCH:
      self = .damaged(path: path, reason: "it is cut short or bytes of it have changed")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(
        .locked, path: path, reason: "the library is locked by another program",
        mend: "try again when that one is done")
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(
        .unwritable, path: path, reason: "the library may only be read",
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
