internal import Foundation

/// A number with at most so many decimals, without trailing zeros, as findings state it.
///
/// ```swift
/// decimalText(12.50, places: 2)    // "12.5"
/// ```
func decimalText(_ value: Double, places: Int) -> String {
  var text = String(format: "%.\(places)f", value)
  while text.contains(".") && (text.hasSuffix("0") || text.hasSuffix(".")) {
    let isPoint = text.hasSuffix(".")
    text.removeLast()
    if isPoint { break }
  }
  return text == "-0" ? "0" : text
}
