import Foundation
import Instruments
import Testing

/// A named generator (SplitMix64), so that every run checks the same numbers.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return word ^ (word >> 31)
  }
}

@Suite("Numbers")
struct NumberTests {
  @Test(
    "reads what strtod reads",
    arguments: [
      "0", "-0", "1", "+1", "1.", ".5", "-.5", "00012.500", "1e3", "1E-3", "1e+3", "  7\t",
      "123456789012345678901234567890", "0.1", "0.30000000000000004", "9007199254740993",
      "9007199254740992", "1e22", "1e23", "1.7976931348623157e308", "5e-324", "2e-324", "1e-400",
      "0e999", "0.000000000000000000000000000001", "2.2250738585072011e-308", "589.0",
      "8.41e21", "179769313486231570000000000000000000000", "0.1000000000000000055511151231257827",
    ])
  func readsAsStrtod(_ text: String) throws {
    #expect(try parseNumber(text).value.bitPattern == strtod(text, nil).bitPattern)
  }

  @Test("reads random decimals as strtod does")
  func agreesWithStrtod() throws {
    var generator = SplitMix64(state: 1)
    for _ in 0..<20_000 {
      let digits = Int.random(in: 1...25, using: &generator)
      var text = Bool.random(using: &generator) ? "-" : ""
      let point = Int.random(in: -1...digits, using: &generator)
      for index in 0..<digits {
        if index == point { text += "." }
        text += "\(Int.random(in: 0...9, using: &generator))"
      }
      if Bool.random(using: &generator) {
        text += "e\(Int.random(in: -340...280, using: &generator))"
      }
      let expected = strtod(text, nil)
      let value = try parseNumber(text).value
      #expect(value.bitPattern == expected.bitPattern, "\(text)")
    }
  }

  @Test("reads decimals beside the middle of two doubles as strtod does")
  func agreesAtTies() throws {
    var generator = SplitMix64(state: 3)
    for _ in 0..<20_000 {
      // 17 to 19 digits with 1 to 19 decimals: what the exact division is for.
      let digits =
        "\(UInt64.random(in: 10_000_000_000_000_000...9_999_999_999_999_999_999, using: &generator))"
      let power = Int.random(in: 1...19, using: &generator)
      let text = "\(digits)e-\(power)"
      #expect(try parseNumber(text).value.bitPattern == strtod(text, nil).bitPattern, "\(text)")
      // The middle of two neighbours between 2^53 and 2^54, exactly, and a little beside it.
      let whole = UInt64.random(in: 1 << 53..<1 << 54, using: &generator) | 1
      for tail in ["0", "1"] {
        let middle = "\(whole).\(tail)"
        #expect(try parseNumber(middle).value == strtod(middle, nil), "\(middle)")
      }
    }
  }

  @Test("reads every double's own description back")
  func readsDescriptionsBack() throws {
    var generator = SplitMix64(state: 2)
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(try parseNumber("\(value)").value == value)
    }
  }

  @Test("reads decimal commas only where they may be, and says which mark it saw")
  func decimalComma() throws {
    #expect(try parseNumber("-12,50", decimalComma: true).value == -12.5)
    #expect(try parseNumber("1,5e2", decimalComma: true).mark == UInt8(ascii: ","))
    #expect(
      try parseNumber("12345678901234567890,5", decimalComma: true).value
        == 12_345_678_901_234_567_890.5)
    #expect(try parseNumber("1.5", decimalComma: true).mark == UInt8(ascii: "."))
    #expect(try parseNumber("15").mark == 0)
    #expect(throws: NumberProblem.notANumber) { try parseNumber("12,50") }
    #expect(throws: NumberProblem.notANumber) { try parseNumber("1.234,5", decimalComma: true) }
  }

  @Test("is the same in a locale with decimal commas")
  func ignoresLocale() throws {
    let old = setlocale(LC_ALL, nil).map { String(cString: $0) } ?? "C"
    defer { setlocale(LC_ALL, old) }
    // Where the locale is not installed this tests the C locale once more.
    setlocale(LC_ALL, "de_DE.UTF-8")
    #expect(try parseNumber("0.12345678901234567890").value == 0.12345678901234567890)
  }

  @Test(
    "refuses what is no decimal number",
    arguments: [
      "O.5", "1.2.3", "0x10", "1e", "1e+", "e5", ".", "-", "+", "--1", "1 2", "12abc", "1_000",
      "½", "١", "−1", "nano", "NA", "1e5.5", "n/a", "<5", "1,5", "0b1", "1f", "$5", "5%",
    ])
  func refusesOthers(_ text: String) {
    #expect(throws: NumberProblem.notANumber) { try parseNumber(text) }
  }

  @Test(
    "refuses what is not finite",
    arguments: [
      "nan", "NaN", "-nan", "inf", "INF", "+inf", "Infinity", "-infinity", "1e999", "-1e309",
      "1.7976931348623159e308",
    ])
  func refusesNotFinite(_ text: String) {
    #expect(throws: NumberProblem.notFinite) { try parseNumber(text) }
  }

  @Test("refuses nothing at all", arguments: ["", " ", "\t \t"])
  func refusesEmpty(_ text: String) {
    #expect(throws: NumberProblem.empty) { try parseNumber(text) }
  }

  @Test("does not choke on a million digits")
  func manyDigits() throws {
    let text = "0." + String(repeating: "3", count: 1_000_000)
    #expect(try parseNumber(text).value == 1.0 / 3)
    #expect(throws: NumberProblem.notFinite) {
      try parseNumber(String(repeating: "9", count: 1_000_000))
    }
  }
}
