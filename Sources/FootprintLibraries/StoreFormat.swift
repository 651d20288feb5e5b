internal import GRDB

/// A sort of file that is kept in SQLite: how it is told from others, and the words for it in sentences.
struct StoreFormat: Sendable {
  /// What it is called: `library`.
  let noun: String
  /// What it is called where nothing else says of what: `footprint library`.
  let fullName: String
  /// Where SQLite keeps the application that a file belongs to.
  let applicationID: Int
  /// The number of the last migration.
  let version: Int
  /// All migrations, oldest first.
  let migrator: @Sendable () -> DatabaseMigrator
  /// What to do where there is no such file.
  let mendMissing: String
  /// What to do about a file of another sort.
  let mendOther: String
  /// What to do about a damaged file.
  let mendDamaged: String

  /// A library of reference material.
  static let library = StoreFormat(
    noun: "library", fullName: "footprint library", applicationID: Schema.applicationID,
    version: Schema.version, migrator: { Schema.migrator },
    mendMissing: "check the name, or make a library with adamas library create",
    mendOther: "name a library that adamas library create or fit has made",
    mendDamaged: "restore it from a copy or import its pack again")

  /// A register of screened shipments.
  static let register = StoreFormat(
    noun: "register", fullName: "screening register", applicationID: RegisterSchema.applicationID,
    version: RegisterSchema.version, migrator: { RegisterSchema.migrator },
    mendMissing: "check the name, or make a register with adamas screen MANIFEST --register FILE",
    mendOther: "name a register that adamas screen --register has made",
    mendDamaged: "restore it from a copy")
}
