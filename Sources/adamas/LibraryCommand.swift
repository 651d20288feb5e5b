internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation

/// `adamas library`: makes, fits and shows libraries of reference material.
struct LibraryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "library",
    abstract: "Make, fit and look into libraries of reference material.",
    discussion: """
      Example:
        adamas library fit references.csv --label origin --group stone --output laboratory.adamas

      A library that grows: create it, add each table when it is measured, fit it.
        adamas library create laboratory.adamas --kind spectra
        adamas library add laboratory.adamas march.csv --label origin --group stone
        adamas library fit laboratory.adamas
      """,
    subcommands: [
      LibraryCreateCommand.self, LibraryAddCommand.self, LibraryFitCommand.self,
      LibraryListCommand.self, LibraryShowCommand.self, LibraryAmendCommand.self,
      LibraryValidityCommand.self,
      LibraryRemoveCommand.self, LibraryMergeCommand.self, LibraryCompareCommand.self,
      LibraryLogCommand.self, LibraryExportCommand.self, LibraryImportCommand.self,
      LibrarySignCommand.self, LibraryVerifyCommand.self, LibraryTransferCommand.self,
    ])
}

/// The name of a library whose file is all that is known.
func libraryName(of path: String) -> String {
  URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
}
