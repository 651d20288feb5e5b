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

  @Test("reads numbers of every length, in the middle and at the end of the bytes")
  func lengths() throws {
    for length in 1...15 {
      for decimals in 0..<length {
        let digits = String("987654321098765".prefix(length))
        let whole = digits.prefix(length - decimals)
        for sign in ["", "-"] {
          let text = sign + (decimals == 0 ? digits : "\(whole).\(digits.suffix(decimals))")
          let expected = try parseNumber(text).value
          #expect(PlainFieldsTests.number(text)?.bitPattern == expected.bitPattern)
          let padded = Array((text + ",1,2,3,4,5,6,7\n").utf8)
          padded.withUnsafeBufferPointer { bytes in
            var fields = PlainFields(bytes, delimiter: .comma)
            #expect(fields.number()?.value.bitPattern == expected.bitPattern)
            #expect(fields.position == text.utf8.count + 1)
          }
        }
      }
    }
  }

  @Test(
    "reads many numbers at once as one by one",
    arguments: [
      "1,-22,333,-4.5,0,-0,7654321,12345678,1.25,-9\n", "1,2,3,4,5,6,7,8,9,10\r\n",
      "1,2,3,4,5,6,7,8,9,10", "-1,-2,-3,-4,-5,-6,-7,-8,-9,-1e1\n", "1,2,3\n4,5,6,7,8,9,10\n",
      "1,2,,4,5,6,7,8,9,10\n", "1,2,x,4,5,6,7,8,9,10\n", "1,2,3,4,5,6,7,8,9,-\n",
    ])
  func together(text: String) {
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { bytes in
      var one = PlainFields(bytes, delimiter: .comma)
      var values: [Float] = []
      var end: PlainFields.End? = .field
      while values.count < 10, end == .field {
        let number = one.number()
        end = number?.end
        if let number { values.append(Float(number.value)) }
      }
      var room = [Float](repeating: 77, count: 10)
      var many = PlainFields(bytes, delimiter: .comma)
      let last = room.withUnsafeMutableBufferPointer { many.numbers(into: $0) }
      #expect(last == (values.count == 10 ? end : nil))
      #expect(zip(room, values).allSatisfy { $0.bitPattern == $1.bitPattern })
      if last != nil { #expect(many.position == one.position) }
    }
  }

  @Test("finds the first digits among eight characters", arguments: 0...8)
  func leading(count: Int) {
    for other in [UInt8](0...255) where !(0x30...0x39).contains(other) {
      let characters =
        Array("98765432".utf8.prefix(count)) + [UInt8](repeating: other, count: 8 - count)
      let word = characters.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let found = leadingDigits(of: word)
      #expect(found.count == count)
      #expect(found.value == UInt64("0" + "98765432".prefix(count)))
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
