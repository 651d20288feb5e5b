internal import ArgumentParser
internal import Fingerprints
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Matching
internal import Screening

/// An output that could not be written.
struct OutputError: Error, CustomStringConvertible {
  /// The path as it was given.
  let file: String

  /// The sentence for a person.
  var description: String {
    "\(file): the output cannot be written; check that its folder exists, is yours and has room."
  }
}

/// Writes files whole or not at all: each beside its place first, then renamed into it.
///
/// - Throws: ``OutputError`` for the first that cannot be written.
func write(_ bytes: [UInt8], to path: String) throws(OutputError) {
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw OutputError(file: path)
  }
}

/// Prints words for a person to standard error.
func say(_ words: String) {
  FileHandle.standardError.write(Data((words + "\n").utf8))
}

/// Runs the body of a command and turns what it throws into a sentence and an exit code.
///
/// | Thrown | Code |
/// |---|---|
/// | a usage error of the argument parser | 64 |
/// | ``ReadError``, ``MatchingError``, ``FingerprintError``, `ScreeningError`: bad input | 65 |
/// | `LibraryError` | 65, 66 or 74, by its kind |
/// | ``ReadError`` about a file that is not there | 66 |
/// | ``OutputError`` | 74 |
/// | anything else: a defect of ours | 70 |
///
/// ```swift
/// func run() throws { try withExitCodes { … } }
/// ```
func withExitCodes(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch {
    guard let code = exitCode(for: error) else { throw error }
    say("adamas: \(error)")
    throw code
  }
}

/// The exit code of an error; `nil` for what the argument parser handles itself.
func exitCode(for error: any Error) -> ExitCode? {
  switch error {
  case let error as ReadError: ExitCode(error.isMissing ? 66 : 65)
  case is MatchingError, is FingerprintError, is ScreeningError: ExitCode(65)
  case let error as LibraryError: ExitCode(error.kind.exitCode)
  case is OutputError: ExitCode(74)
  case is ExitCode, is ValidationError, is CleanExit: nil
  default: ExitCode(70)
  }
}

extension LibraryError.Kind {
  /// The exit code of a command that fails so.
  fileprivate var exitCode: Int32 {
    switch self {
    case .missing: 66
    case .damaged, .notALibrary, .newer, .older, .conflict, .untrusted: 65
    case .exists, .unwritable, .locked: 74
    case .defect: 70
    }
  }
}
