/// A JSON string: quotes, backslashes and control characters escaped (RFC 8259, section 7).
///
/// ```swift
/// jsonQuoted("Côte d'Ivoire\n")   // "Côte d'Ivoire\u000a", in quotes
/// ```
///
/// Packs are written by hand with it, so that no library's choice of escapes changes their bytes.
func jsonQuoted(_ text: String) -> String {
  let escaped = text.unicodeScalars.map { scalar in
    switch scalar {
    case "\"", "\\": "\\\(scalar)"
    case _ where scalar.value < 0x20:
      "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
    default: String(scalar)
    }
  }
  return "\"\(escaped.joined())\""
}
