internal import Foundation
internal import Instruments

/// What was read from an instrument's file, for a terminal.
struct InstrumentText {
  private let file: InstrumentFile
  private let traces: Int
  /// The columns of a sketch.
  private static let width = 72
  /// The lines of a sketch.
  private static let height = 6

  init(_ file: InstrumentFile, traces: Int) {
    self.file = file
    self.traces = traces
  }

  /// The text, line by line.
  var lines: [String] {
    let count = file.records.count
    var lines = [
      "\(file.path): \(file.format.rawValue), \(count) \(count == 1 ? "trace" : "traces")"
    ]
    for record in file.records.prefix(traces) {
      lines.append("")
      lines += self.lines(record)
    }
    if count > traces { lines += ["", "and \(count - traces) more, shown with --traces \(count)"] }
    return lines
  }

  private func lines(_ record: InstrumentRecord) -> [String] {
    func number(_ value: Double) -> String { String(format: "%.6g", value) }
    var lines: [String] = []
    if !record.title.isEmpty { lines.append(shortened(record.title)) }
    if let first = record.x.first, let last = record.x.last {
      let unit = record.xUnit.isEmpty ? "unit not stated" : record.xUnit
      let ordinates = record.yUnit.isEmpty ? "unit not stated" : record.yUnit
      lines.append("  \(record.x.count) points from \(number(first)) to \(number(last)) (\(unit))")
      lines.append(
        "  ordinates from \(number(record.y.min() ?? 0)) to \(number(record.y.max() ?? 0)) (\(ordinates))"
      )
    }
    lines += record.shortcomings.map { "! " + $0 + "." }
    lines += record.details.prefix(12).map { "  \($0.name): \(shortened($0.value))" }
    if record.details.count > 12 {
      lines.append("  and \(record.details.count - 12) more lines of details")
    }
    return lines + sketch(record).map { "  " + $0 }
  }

  private func shortened(_ text: String) -> String {
    let plain = String(
      text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    return plain.count > 60 ? plain.prefix(59) + "…" : plain
  }

  /// The trace as a picture of a few lines: the highest ordinate of each column.
  private func sketch(_ record: InstrumentRecord) -> [String] {
    guard record.y.count > 1, let low = record.y.min(), let high = record.y.max(), high > low else {
      return []
    }
    let columns = min(InstrumentText.width, record.y.count)
    // Left to right by rising abscissa.
    let rises = (record.x.last ?? 0) >= (record.x.first ?? 0)
    let values = rises ? record.y : record.y.reversed()
    let tops = (0..<columns).map { column in
      let part = column * values.count / columns..<(column + 1) * values.count / columns
      return values[part].max() ?? low
    }
    let steps = " ▁▂▃▄▅▆▇█".map(\.self)
    let levels = tops.map {
      Int((($0 - low) / (high - low) * Double(8 * InstrumentText.height)).rounded())
    }
    return (0..<InstrumentText.height).map { row in
      let base = 8 * (InstrumentText.height - 1 - row)
      return String(levels.map { steps[min(max($0 - base, 0), 8)] })
    }
  }
}
