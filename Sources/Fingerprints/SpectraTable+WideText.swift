import Foundation
public import Specimens

extension SpectraTable {
  /// The table as the wide CSV of the spectra format: a header, the metadata, then one column for each
  /// wavelength; a row for each shot.
  ///
  /// Whole numbers are written without a point, others with the fewest digits that read back as the
  /// same number. Fields with a comma, quote or line break are quoted (RFC 4180).
  ///
  /// ```swift
  /// table.wideText   // "stone,shot,230,231\nA,1,243,257\n"
  /// ```
  ///
  /// - Complexity: O(shots · channels).
  public var wideText: String {
    func number<Value: BinaryFloatingPoint & CustomStringConvertible>(_ value: Value) -> String {
      Int(exactly: value).map(String.init) ?? value.description
    }
    let header = metadata.names.map(CommaTable.field) + axis.wavelengths.map(number)
    var lines = [header.joined(separator: ",")]
    for row in 0..<count {
      let numbers = intensities[row * axis.count..<(row + 1) * axis.count].map(number)
      lines.append(
        (metadata.columns.map { CommaTable.field($0[row]) } + numbers).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
