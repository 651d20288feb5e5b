internal import Foundation

/// How far a long command is, in one line of a terminal that the next one overwrites.
///
/// Nothing is written in the first second, nor where standard error is no terminal.
final class TerminalProgress {
  private let total: Int
  private let what: String
  private let isShown = isatty(2) == 1
  private let start = ContinuousClock.now
  private var lastShown = ContinuousClock.now

  /// The progress of some work.
  ///
  /// - Parameters:
  ///   - total: how many things there are.
  ///   - what: what they are called.
  init(of total: Int, _ what: String) {
    self.total = total
    self.what = what
  }

  /// Shows how many are done.
  func show(_ done: Int) {
    guard
      isShown, start.duration(to: .now) > .seconds(1),
      lastShown.duration(to: .now) > .milliseconds(200)
    else { return }
    lastShown = .now
    FileHandle.standardError.write(Data("\r\(done) of \(total) \(what)".utf8))
  }

  /// Clears the line.
  func end() {
    guard isShown, start.duration(to: .now) > .seconds(1) else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
  }
}
