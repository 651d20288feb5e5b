internal import ArgumentParser
internal import Foundation

/// A day, written `YYYY-MM-DD` (ISO 8601), whose texts are in the order of the days.
struct Day: ExpressibleByArgument, Equatable {
  /// The day as it is written.
  let text: String

  init?(argument: String) {
    // The parser alone would take "2026-1-1" and "2026-02-31".
    guard
      let date = try? Date(argument, strategy: Day.style), date.formatted(Day.style) == argument
    else { return nil }
    text = argument
  }

  /// Today in UTC, or the day of `SOURCE_DATE_EPOCH` where a run must be repeated to the byte.
  static var today: Day { Day(now.formatted(style)) }

  /// This moment, or `SOURCE_DATE_EPOCH` where a run must be repeated to the byte.
  static var now: Date {
    let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap {
      TimeInterval($0)
    }
    return epoch.map(Date.init(timeIntervalSince1970:)) ?? Date()
  }

  private init(_ text: String) { self.text = text }

  private static let style = Date.ISO8601FormatStyle().year().month().day()
}
