/// Origins that cannot be told apart from the sessions they were measured in.
///
/// When every stone of an origin was measured on a day on which nothing else was, a classifier may
/// learn the day: the axis, the response and the plasma of a session differ by as much as origins do.
public struct SessionConfounding: Sendable, Equatable, CustomStringConvertible {
  /// The origins whose sessions hold no other origin, in alphabetical order.
  public let origins: [String]
  /// Whether that holds for all origins of the data.
  public let isComplete: Bool
  /// The number of sessions.
  public let sessions: Int

  /// The warning in a sentence or two.
  public var description: String {
    let what =
      isComplete
      ? "each of the \(sessions) sessions holds a single origin, so origin and session cannot be "
        + "separated in these data"
      : "the sessions of \(origins.joined(separator: ", ")) hold no other origin, so "
        + "\(origins.count == 1 ? "it" : "they") cannot be separated from the session in these data"
    return "\(what); the figures may show how well sessions are told apart. Measure stones of "
      + "several origins in every session."
  }
}

/// Finds origins that were never measured in the same session as another one.
///
/// ```swift
/// sessionConfounding(labels: ["CI", "CI", "GH"], sessions: ["Monday", "Monday", "Tuesday"])?
///   .isComplete   // true
/// sessionConfounding(labels: ["CI", "GH"], sessions: ["Monday", "Monday"])   // nil
/// ```
///
/// - Parameters:
///   - labels: the origin of each item
///   - sessions: its session; an empty one counts as a session of its own name
/// - Returns: `nil` when every origin shares a session with another one, or there is only one origin.
/// - Complexity: O(items · log origins).
public func sessionConfounding(labels: [String], sessions: [String]) -> SessionConfounding? {
  precondition(labels.count == sessions.count, "One session for each item.")
  var origins: [String: Set<String>] = [:]
  for (label, session) in zip(labels, sessions) { origins[session, default: []].insert(label) }
  let all = Set(labels)
  guard all.count > 1 else { return nil }
  let shared = origins.values.filter { $0.count > 1 }.reduce(into: Set<String>()) {
    $0.formUnion($1)
  }
  let confined = all.subtracting(shared).sorted()
  guard !confined.isEmpty else { return nil }
  return SessionConfounding(
    origins: confined, isComplete: confined.count == all.count, sessions: origins.count)
}
