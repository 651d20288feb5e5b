import ArgumentParser
import Instruments
import Matching
import Testing

@testable import adamas

struct ExitCodesTests {
  /// An error that nobody knows.
  struct Unknown: Error {}

  @Test func everyErrorHasItsCode() {
    let bad = ReadError(file: "a", reason: "it is bad", mend: "mend it")
    let missing = ReadError(file: "a", reason: "it is gone", mend: "find it", isMissing: true)
    #expect(exitCode(for: bad) == ExitCode(65))
    #expect(exitCode(for: missing) == ExitCode(66))
    #expect(exitCode(for: MatchingError.empty(.queries)) == ExitCode(65))
    #expect(exitCode(for: OutputError(file: "a")) == ExitCode(74))
    #expect(exitCode(for: Unknown()) == ExitCode(70))
  }

  @Test func theParsersOwnErrorsAreLeftToIt() {
    #expect(exitCode(for: ValidationError("no")) == nil)
    #expect(exitCode(for: ExitCode(3)) == nil)
    #expect(throws: ExitCode(3)) { try withExitCodes { throw ExitCode(3) } }
  }
}
