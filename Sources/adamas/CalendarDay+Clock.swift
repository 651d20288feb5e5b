public import ArgumentParser
internal import Foundation
public import Specimens

extension CalendarDay: ExpressibleByArgument {
  /// The day that an argument names as `YYYY-MM-DD`.
  public init?(argument: String) { self.init(argument) }

  /// Today in UTC.
  static var today: CalendarDay {
    let now = now.timeIntervalSince1970
    return CalendarDay(number: Int((now / 86_400).rounded(.down)))
  }

  /// This moment, or `SOURCE_DATE_EPOCH` where a run must be repeated to the byte.
  static var now: Date {
    let epoch = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap {
      TimeInterval($0)
    }
    return epoch.map(Date.init(timeIntervalSince1970:)) ?? Date()
  }
}
