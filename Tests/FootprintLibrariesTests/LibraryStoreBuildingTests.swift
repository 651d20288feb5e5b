import Foundation
import Specimens
import Testing

@testable import FootprintLibraries

struct LibraryStoreBuildingTests {
  @Test func anExistingFileIsNotOverwritten() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let bytes = FileManager.default.contents(atPath: path)
      let other = LibraryDescription(name: "other", kind: .sizes)
      for attempt in [
        { _ = try LibraryStore.create(at: path, description: other, note: today) },
        {
          try LibraryStore.write(
            to: path, contents: LibraryContents(description: other), note: today)
        },
      ] {
        let error = failure(attempt)
        #expect(error?.kind == .exists)
        #expect(
          error?.description
            == "\(path): the file is there already; choose another name or remove it.")
      }
      #expect(FileManager.default.contents(atPath: path) == bytes)
      #expect(try files(in: folder) == ["a"])
    }
  }

  @Test func aLibraryIsReplacedWhenAskedAndOldReadersKeepTheOldOne() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      let reader = try LibraryStore.open(at: path, readOnly: true)
      var other = sampleContents()
      other.items.removeLast()
      try LibraryStore.write(to: path, overwriting: true, contents: other, note: today)
      #expect(try reader.items.count == 12)
      #expect(try LibraryStore.open(at: path).contents == other)
      #expect(try files(in: folder) == ["a"])
    }
  }

  @Test func onlyALibraryIsEverReplaced() throws {
    try withFolder { folder in
      let path = folder + "/stones.csv"
      let table = Data("carats,origin\n0.5,GH\n".utf8)
      try table.write(to: URL(fileURLWithPath: path))
      let error = failure {
        try LibraryStore.write(to: path, overwriting: true, contents: sampleContents(), note: today)
      }
      #expect(error?.kind == .exists)
      #expect(FileManager.default.contents(atPath: path) == table)
      #expect(try files(in: folder) == ["stones.csv"])
    }
  }

  @Test func contentsThatDoNotFitLeaveTheOldLibraryAndNothingElse() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      var bad = sampleContents()
      bad.items.append(bad.items[3])
      let error = failure {
        try LibraryStore.write(to: path, overwriting: true, contents: bad, note: today)
      }
      #expect(error?.kind == .conflict)
      #expect(error?.path == path)
      #expect(try files(in: folder) == ["a"])
      #expect(try LibraryStore.open(at: path).contents == sampleContents())
    }
  }

  @Test func aJournalThatSomebodyLeftIsNotPlayedIntoANewLibrary() throws {
    try withFolder { folder in
      try Data([1]).write(to: URL(fileURLWithPath: folder + "/a-journal"))
      for overwriting in [false, true] {
        let error = failure {
          try LibraryStore.write(
            to: folder + "/a", overwriting: overwriting, contents: sampleContents(), note: today)
        }
        #expect(error?.kind == .locked)
      }
      #expect(try files(in: folder) == ["a-journal"])
    }
  }

  @Test(arguments: ["/nowhere/a", "/proc/a.adamas"])
  func aPlaceThatCannotHoldAFileIsRefused(path: String) throws {
    let error = failure {
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
    }
    #expect(error?.kind == .unwritable)
    #expect(error?.path == path)
  }

  @Test(.disabled(if: geteuid() == 0, "root writes everywhere"))
  func aReadOnlyFolderIsReadAndNotWritten() throws {
    try withFolder { folder in
      let path = folder + "/a"
      try LibraryStore.write(to: path, contents: sampleContents(), note: today)
      chmod(folder, 0o555)
      defer { chmod(folder, 0o755) }
      #expect(try LibraryStore.open(at: path, readOnly: true).contents == sampleContents())
      #expect(failure { _ = try LibraryStore.open(at: path) }?.kind == .unwritable)
      let other = failure {
        try LibraryStore.write(to: folder + "/b", contents: sampleContents(), note: today)
      }
      #expect(other?.kind == .unwritable)
    }
  }

  @Test func aNameWithoutAFolderIsInTheWorkingFolder() {
    #expect(LibraryFile.folder(of: "a") == ".")
    #expect(LibraryFile.folder(of: "/a") == "/")
    #expect(LibraryFile.folder(of: "x/y/a") == "x/y")
    #expect(LibraryFile.temporarySibling(of: "x/y/a").hasPrefix("x/y/.a."))
    #expect(LibraryFile.temporarySibling(of: "a").hasSuffix(".tmp"))
  }
}
