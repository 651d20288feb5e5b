internal import ArgumentParser
internal import Foundation

/// The language of sentences: what the commands share that read catalogues.
struct LanguageOptions: ParsableArguments {
  @Option(help: "The language of the sentences: en or fr; that of the locale without it.")
  var language: String?

  /// The language asked for, or that of the user's settings where there is a catalogue for it, or English.
  ///
  /// The settings are the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that is not empty, as for every
  /// program (POSIX.1-2017, 8.2).
  var code: String {
    if let language { return language }
    let environment = ProcessInfo.processInfo.environment
    let locale =
      ["LC_ALL", "LC_MESSAGES", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    return locale.hasPrefix("fr") ? "fr" : "en"
  }
}
