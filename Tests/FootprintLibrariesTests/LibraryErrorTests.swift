import Foundation
import Specimens
import Testing

@testable import FootprintLibraries

/// Files that are no library, or no longer, or not yet.
struct LibraryErrorTests {
  /// The refusal of a file made of the sample library by `change`.
  private func refusal(
    readOnly: Bool, of change: (String) throws -> Void
  ) throws -> (error: LibraryError?, path: String) {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      try change(path)
      return (failure { _ = try LibraryStore.open(at: path, readOnly: readOnly).contents }, path)
    }
  }

  @Test(arguments: [false, true])
  func aMissingFileIsSaidToBeMissingAndNotMade(readOnly: Bool) throws {
    try withFolder { folder in
      let error = failure { _ = try LibraryStore.open(at: folder + "/a", readOnly: readOnly) }
      #expect(error?.kind == .missing)
      #expect(
        error?.description
          == "\(folder)/a: there is no such file; "
          + "check the name, or make a library with adamas library create.")
      let found = try files(in: folder)
      #expect(found == [])
      #expect(failure { _ = try LibraryStore.open(at: folder) }?.kind == .notALibrary)
    }
  }

  @Test(arguments: [false, true])
  func aFileOfAnotherKindIsNoLibrary(readOnly: Bool) throws {
    let text = Data("carats,origin\n0.5,GH\n".utf8)
    for bytes in [text, Data(count: 5000), Data((0..<9999).map { UInt8($0 * 7 % 251) })] {
      let (error, path) = try refusal(readOnly: readOnly) {
        try bytes.write(to: URL(fileURLWithPath: $0))
      }
      #expect(error?.kind == .notALibrary)
      #expect(
        error?.description
          == "\(path): the file is no footprint library; "
          + "name a library that adamas library create or fit has made.")
    }
  }

  @Test(arguments: [false, true])
  func aDatabaseOfAnotherApplicationIsRefusedAndNotTouched(readOnly: Bool) throws {
    var bytes: Data?
    let (error, path) = try refusal(readOnly: readOnly) { path in
      // The application's number stands at byte 68 of an SQLite file, big-endian.
      try patch(path, at: 68, with: [0, 0, 0, 0])
      bytes = FileManager.default.contents(atPath: path)
      _ = failure { _ = try LibraryStore.open(at: path) }
      #expect(FileManager.default.contents(atPath: path) == bytes)
    }
    #expect(error?.kind == .notALibrary)
    #expect(
      error?.description
        == "\(path): the file is a database of another application; "
        + "name a library that adamas library create or fit has made.")
  }

  @Test(arguments: [false, true])
  func aNewerVersionIsRefused(readOnly: Bool) throws {
    let changes: [(String) throws -> Void] = [
      // The format's version stands at byte 60 of an SQLite file, big-endian.
      { try patch($0, at: 60, with: [0, 0, 0, 4]) },
      {
        let store = try LibraryStore.open(at: $0)
        try store.execute("INSERT INTO grdb_migrations VALUES ('4 from the future')")
        try store.close()
      },
    ]
    for change in changes {
      let (error, path) = try refusal(readOnly: readOnly, of: change)
      #expect(error?.kind == .newer)
      #expect(
        error?.description
          == "\(path): a newer version of Adamas made the library; open it with that version.")
    }
  }

  @Test func aLibraryKnowsItsApplicationAndVersion() throws {
    _ = try refusal(readOnly: true) { path in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      #expect(String(decoding: bytes[68..<72], as: UTF8.self) == "ADMS")
      #expect(Array(bytes[60..<64]) == [0, 0, 0, 3])
    }
  }

  @Test func anEarlierVersionIsBroughtUpToDateWhereItCanBeWritten() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let store = try LibraryStore.open(at: path)
      // As version 1 kept a matrix: in one piece beside its shape.
      try store.execute(
        """
        ALTER TABLE modelArray ADD COLUMN elements BLOB NOT NULL DEFAULT x'';
        UPDATE modelArray SET elements = coalesce(
          (SELECT elements FROM modelPart WHERE arrayName = name), x'');
        DROP TABLE modelPart;
        DELETE FROM grdb_migrations WHERE identifier LIKE '2%';
        PRAGMA user_version = 1;
        """)
      try store.close()
      #expect(failure { _ = try LibraryStore.open(at: path, readOnly: true) }?.kind == .older)
      try LibraryStore.open(at: path).close()
      let again = try LibraryStore.open(at: path, readOnly: true)
      #expect(try again.contents == sampleContents())
      try again.check()
    }
  }

  @Test(arguments: [false, true])
  func aFileCutShortAnywhereIsRefused(readOnly: Bool) throws {
    let size = try withFolder { folder in
      try LibraryStore.write(to: folder + "/a", contents: sampleContents(), note: today)
      return LibraryFile.size(folder + "/a")
    }
    let lengths =
      [0, 1, 15, 16, 50, 99, 100, 511, 512, 513, 4095, 4096, 4097, size / 2, size - 1]
      + stride(from: 4096, to: size, by: 4096)
    for length in lengths {
      let (error, _) = try refusal(readOnly: readOnly) { path in
        #expect(truncate(path, off_t(length)) == 0)
      }
      #expect(error?.kind == .damaged || error?.kind == .notALibrary, "\(length): \(error as Any)")
      if length >= 512 { #expect(error?.kind == .damaged, "\(length)") }
    }
  }

  /// SQLite notices a changed page structure but not a changed number; either way, no crash.
  @Test func changedBytesEndInAnErrorOrAValue() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      var refused = 0
      for trial in 0..<400 {
        var changed = bytes
        // Multiplicative hashing spreads the trials over the file.
        let offset = trial &* 2_654_435_761 % bytes.count
        changed[offset] ^= UInt8(1 + trial % 255)
        try changed.write(to: URL(fileURLWithPath: path))
        if failure({ _ = try LibraryStore.open(at: path, readOnly: true).contents }) != nil {
          refused += 1
        }
      }
      #expect(refused > 10)
    }
  }

  @Test func recordsOfTheWrongShapeAreDamage() throws {
    for sql in [
      "DELETE FROM library", "UPDATE library SET kind = 'smells'",
      "UPDATE originStatement SET grade = 'best'",
      "UPDATE item SET measurement = x'000000' WHERE id = 3", "UPDATE model SET parameters = '{'",
      "UPDATE modelArray SET rows = 9223372036854775807",
      "UPDATE modelArray SET rows = rows + 1", "DELETE FROM modelPart",
      "UPDATE modelPart SET elements = x'00'", "UPDATE feature SET wavelength = 1",
      "UPDATE feature SET name = 'Rb', wavelength = NULL, segment = NULL WHERE position = 2",
    ] {
      let (error, _) = try refusal(readOnly: true) { try tamper($0, sql) }
      #expect(error?.kind == .damaged, "\(sql): \(error as Any)")
    }
  }
}
