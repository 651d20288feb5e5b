import Foundation
import Testing

@testable import Instruments

@Suite struct JSONScannerTests {
  /// The members of a text that is one object and nothing else; `nil` where it is refused.
  private func members(_ text: String) -> [JSONMember]? {
    Array(text.utf8).withUnsafeBufferPointer { bytes in
      var scanner = JSONScanner(bytes, file: "x")
      guard let members = try? scanner.members(), scanner.isAtEnd else { return nil }
      return members
    }
  }

  @Test(arguments: [
    "1", "-0", "0.5", "1e5", "1E-5", "1e+05", "01", "1.", ".5", "+1", "-", "1e", "1e+", "0x1",
    "NaN",
    "Infinity", "true", "false", "null", "True", "nul", "truex", "[]", "[1]", "[,1]",
    "[1 2]",
    "[[1],[2]]", "{}", "{\"a\":1}", "{\"a\"}", "{a:1}", "{\"a\":}", "\"\"", "\"a",
    "\"\\n\\/\\\\\\\"\"", "\"\\x\"", "\"\\u00e9\"", "\"\\u00g9\"", "\"\\u00e\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ude00\"", "\"\u{1}\"", "\"\u{7f}\"", "'a'", "", "1 2", "// 1",
  ])
  func acceptsWhatFoundationAccepts(value: String) {
    let text = "{ \"x\" :\n\t\(value) }"
    let object = try? JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect((members(text) != nil) == (object != nil))
    if case .text(let found)? = members(text)?.first?.value {
      #expect((object as? [String: Any])?["x"] as? String == found)
    }
  }

  @Test(arguments: ["[1,]", "{\"a\":1,}"])
  func acceptsNoCommaBeforeTheEndAsFoundationDoes(value: String) {
    #expect(members("{\"x\": \(value)}") == nil)
  }

  @Test func everyMemberHasItsPlace() throws {
    let found = try #require(members("{\"a\": 1,\r\n  \"b\": [true, \"é\"],\n\"c\": {\"a\": 2}}"))
    #expect(found.map(\.name) == ["a", "b", "c"])
    #expect(found.map(\.value) == [.number("1"), .list([.boolean(true), .text("é")]), .object])
    #expect(found.map(\.written) == ["1", "[true, \"é\"]", "{\"a\": 2}"])
    #expect(found.map(\.line) == [1, 2, 3])
    #expect(found.map(\.column) == [7, 8, 6])
  }

  @Test func aKeyStandsOnceHoweverItIsEscaped() {
    #expect(members("{\"a\": 1, \"\\u0061\": 2}") == nil)
    #expect(members("{\"a\": 1, \"b\": {\"a\": 2}}") != nil)
  }

  @Test func bytesThatAreNoUTF8AreRefused() {
    let bytes = Array("{\"a\": \"".utf8) + [0xE9] + Array("\"}".utf8)
    let error = bytes.withUnsafeBufferPointer { bytes -> ReadError? in
      var scanner = JSONScanner(bytes, file: "x")
      do throws(ReadError) {
        _ = try scanner.members()
        return nil
      } catch {
        return error
      }
    }
    #expect(error?.reason == "a text is not UTF-8")
    #expect(error?.column == 8)
  }
}
