internal import ArgumentParser

/// What must not be split: what every command that takes references shares.
struct GroupOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The columns that together name what must not be split: a stone, a parcel.",
      valueName: "column,…"))
  var group: ColumnNames?

  /// The columns, none where every row is a group of its own.
  var names: [String] { group?.names ?? [] }
}
