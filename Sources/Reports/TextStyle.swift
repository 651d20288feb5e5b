/// How text is set off: with ANSI escapes on a terminal, with nothing elsewhere.
public struct TextStyle: Sendable, Equatable {
  /// Whether escapes are written.
  public let usesColour: Bool
  /// How many characters a line may have.
  public let width: Int

  /// A style.
  public init(usesColour: Bool, width: Int = 80) {
    self.usesColour = usesColour
    self.width = max(40, width)
  }

  func strong(_ text: String) -> String { usesColour ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
  func faint(_ text: String) -> String { usesColour ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
  func warning(_ text: String) -> String { usesColour ? "\u{1B}[33m\(text)\u{1B}[0m" : text }

  /// Text broken into lines at spaces, each line after the first indented.
  func wrapped(_ text: String, first: String, indent: Int) -> String {
    let room = max(20, width - indent)
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if !line.isEmpty, line.count + 1 + word.count > room {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    let label = first.padded(to: indent)
    return lines.enumerated()
      .map { ($0 == 0 ? label : String(repeating: " ", count: indent)) + $1 }
      .joined(separator: "\n")
  }
}

extension String {
  /// The text with spaces after it, up to a length.
  func padded(to length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - count))
  }
}

/// A bar of block characters, in eighths of a character.
func bar(_ share: Double, width: Int) -> String {
  let eighths = Int((min(max(share, 0), 1) * Double(width * 8)).rounded())
  let partial = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  let text = String(repeating: "█", count: eighths / 8) + partial[eighths % 8]
  return text.padded(to: width)
}

/// A probability with two decimals; never 0.00 or 1.00, which no finite evidence supports.
func percentage(_ probability: Double) -> String {
  if probability < 0.005 { return "<0.01" }
  if probability > 0.995 { return ">0.99" }
  let hundredths = Int((probability * 100).rounded())
  return " 0." + (hundredths < 10 ? "0" : "") + "\(hundredths)"
}
