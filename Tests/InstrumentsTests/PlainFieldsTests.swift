import Testing

@testable import Instruments

@Suite("Plain fields")
struct PlainFieldsTests {
  /// The number that a field alone gives, or `nil`.
  static func number(_ text: String, _ delimiter: Delimiter = .comma) -> Double? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var fields = PlainFields(bytes, delimiter: delimiter)
      return fields.number()?.value
    }
  }

  @Test(
    "gives the number that the full parser gives",
    arguments: [
      "0", "-0", "17", "-0.5", ".5", "5.", "123456789012345", "0.1", "999999999999.999",
      "3.14159265358979", "0000.25",
    ])
  func agrees(text: String) throws {
    let plain = try #require(PlainFieldsTests.number(text))
    let full = try parseNumber(text).value
    #expect(plain.bitPattern == full.bitPattern)
  }

  @Test(
    "leaves everything else to the full parser",
    arguments: [
      "", "-", ".", "1e3", " 1", "1 ", "+1", "x", "1x", "1234567890123456", "1.2.3", "nan",
    ])
  func leaves(text: String) {
    #expect(PlainFieldsTests.number(text) == nil)
  }

  @Test("reads a decimal comma only where commas do not separate")
  func decimalCommas() {
    #expect(PlainFieldsTests.number("0,25", .semicolon) == 0.25)
    #expect(PlainFieldsTests.number("0,25", .comma) == 0)
  }

  @Test("says how fields end", arguments: ["a,1\nb,2\n", "a,1\r\nb,2\r\n", "a,1\rb,2", "a,1\nb,2"])
  func ends(text: String) {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var fields = PlainFields(bytes, delimiter: .comma)
      for value in [1.0, 2] {
        #expect(fields.hasNext)
        let (range, end) = fields.text()
        #expect(range.count == 1)
        #expect(end == .field)
        let number = fields.number()
        #expect(number?.value == value)
        #expect(number?.end == .row)
      }
      #expect(!fields.hasNext)
    }
  }

  @Test("refuses a second decimal mark")
  func marks() {
    Array("1,5;1.5".utf8).withUnsafeBufferPointer { bytes in
      var fields = PlainFields(bytes, delimiter: .semicolon)
      #expect(fields.number()?.value == 1.5)
      #expect(fields.number() == nil)
      #expect(fields.mark == UInt8(ascii: ","))
    }
  }
}
