/// A piece of a file as an error quotes it: in quotation marks, one line, at most 24 characters.
///
/// ```swift
/// excerpt("O.5")                              // "O.5" with its quotation marks
/// excerpt(String(repeating: "a", count: 99))  // 24 times a, then an ellipsis
/// ```
///
/// Control characters become spaces, so that a message stays one line whatever the file holds. Only
/// the beginning of the text is looked at: a field of 10 MB costs no more than a short one.
package func excerpt(_ text: some StringProtocol) -> String {
  let limit = 24
  var shown = String.UnicodeScalarView()
  for scalar in text.unicodeScalars.prefix(limit) {
    shown.append(scalar.properties.generalCategory == .control ? " " : scalar)
  }
  if text.unicodeScalars.dropFirst(limit).first != nil { shown.append("…") }
  return "\"\(String(shown))\""
}

/// The same for bytes, which need not be text; what is no UTF-8 shows as a replacement character.
package func excerpt(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
  excerpt(String(decoding: bytes.prefix(100), as: UTF8.self))
}

/// Names as a sentence lists them: quoted, at most six, then how many more there are.
///
/// ```swift
/// excerpt(listing: ["stone", "carat"])   // "stone", "carat"
/// ```
package func excerpt(listing names: [String]) -> String {
  let shown = names.prefix(6).map { excerpt($0) }.joined(separator: ", ")
  return names.count > 6 ? "\(shown) and \(names.count - 6) more" : shown
}
