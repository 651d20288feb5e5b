internal import Foundation
internal import Specimens

extension AxisRegistration {
  /// What was done, sentence by sentence: the medium, each piece, the lines left out or not seen.
  ///
  /// ```
  /// The axis was taken to be in air, as the lines do not tell air from vacuum.
  /// 587.1-617.1 nm: moved by -0.661 nm (constant, 2 lines), lines then within 0.002 nm.
  /// 617.8-620.8 nm: left as it was, no listed line supports a shift.
  /// ```
  public var description: String {
    var sentences = [mediumSentence]
    sentences += pieces.map(sentence)
    let odd = lines.filter { !$0.isUsed }
    if !odd.isEmpty {
      let names = odd.map { "\($0.name) (\(signed($0.before)) nm)" }.joined(separator: ", ")
      sentences.append("Not used, as no other line confirms the peaks near them: \(names).")
    }
    if !missing.isEmpty {
      sentences.append("Not seen: \(missing.joined(separator: ", ")).")
    }
    return sentences.joined(separator: "\n")
  }

  private var mediumSentence: String {
    let count = lines.count { $0.isUsed }
    let why =
      switch mediumSource {
      case .stated: "as stated"
      case .found: "as \(count) lines show"
      case .assumed: "as the lines do not tell air from vacuum"
      }
    let turned = medium == mediumBefore ? "" : " and turned into \(medium.rawValue)"
    return "The axis was taken to be in \(mediumBefore.rawValue), \(why)\(turned)."
  }

  private func sentence(_ piece: Piece) -> String {
    let low = axis.wavelengths[piece.channels.lowerBound]
    let high = axis.wavelengths[piece.channels.upperBound - 1]
    let range = "\(fixed(low, 1))-\(fixed(high, 1)) nm"
    let used = piece.lines.filter(\.isUsed)
    guard let degree = piece.degree, !used.isEmpty else {
      return "\(range): left as it was, no listed line supports a shift."
    }
    let shape = ["constant", "straight line", "parabola"][min(degree, 2)]
    let moves = used.map { $0.after - $0.before }
    let (least, most) = (moves.min() ?? 0, moves.max() ?? 0)
    let by =
      degree == 0 || signed(least) == signed(most)
      ? signed(moves[0]) : "\(signed(least)) to \(signed(most))"
    let rest = used.map { abs($0.after) }.max() ?? 0
    let lines = used.count == 1 ? "1 line" : "\(used.count) lines"
    var text =
      "\(range): moved by \(by) nm (\(shape), \(lines)), lines then within "
      + "\(fixed(rest, 3)) nm"
    if let supported = piece.supported,
      supported.lowerBound > low + 0.5 || supported.upperBound < high - 0.5
    {
      text +=
        "; the lines vouch for \(fixed(supported.lowerBound, 1))-"
        + "\(fixed(supported.upperBound, 1)) nm only"
    }
    return text + "."
  }

  private func signed(_ value: Double) -> String { String(format: "%+.3f", value) }

  private func fixed(_ value: Double, _ places: Int) -> String {
    String(format: "%.\(places)f", value)
  }
}
