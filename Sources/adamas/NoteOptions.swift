internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Specimens

/// Who changes a library and why: what every command that changes one shares.
struct NoteOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Who answers for the change; the user's name without it.", valueName: "name"))
  var by: String?

  @Option(help: ArgumentHelp("Why, for the library's log.", valueName: "reason"))
  var why: String?

  /// The note that the log keeps.
  ///
  /// The time is that of the clock, or of `SOURCE_DATE_EPOCH` where a build must be repeated to the byte.
  ///
  /// - Parameter reason: what the log says where the user gives no reason.
  func note(_ reason: String) -> ChangeNote {
    ChangeNote(who: by ?? NSUserName(), time: CalendarDay.now.ISO8601Format(), why: why ?? reason)
  }
}
