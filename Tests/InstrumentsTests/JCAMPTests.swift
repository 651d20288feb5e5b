import Testing

@testable import Instruments

@Suite("JCAMP-DX")
struct JCAMPTests {
  static func file(_ data: String, header: String = "", count: Int = 7) -> [UInt8] {
    Array(
      """
      ##TITLE= a
      ##JCAMP-DX= 4.24
      ##XUNITS= NANOMETERS
      ##XFACTOR= 1
      ##YFACTOR= 1
      ##FIRSTX= 100
      ##LASTX= \(100 + count - 1)
      ##NPOINTS= \(count)
      \(header)##XYDATA= (X++(Y..Y))
      \(data)
      ##END=

      """.utf8)
  }

  /// The same numbers in every form of the standard.
  @Test(
    "reads every form alike",
    arguments: [
      "100 10 11 12 12 12\n105 -3 0", "100+10+11+12+12+12\n105-3+0", "100A0A1A2A2A2\n105c@",
      "100A0A1A2U\n105c@", "100A0JJ%T\n104A2j5L", "100A0JJ%%\n104A2j5L",
      "100 10 1.1E+01 1.2e+1 12 12\n105 -3.0 0",
    ])
  func readsForms(data: String) throws {
    let records = try jcampRecords(JCAMPTests.file(data), file: "a.jdx")
    #expect(records.count == 1)
    #expect(records[0].y == [10, 11, 12, 12, 12, -3, 0])
    #expect(records[0].x == [100, 101, 102, 103, 104, 105, 106])
    #expect(records[0].isComplete)
  }

  @Test("refuses an ordinate that its check value contradicts")
  func refusesChecks() {
    let error = #expect(throws: ReadError.self) {
      try jcampRecords(JCAMPTests.file("100A0JJ%T\n104A3j5L"), file: "a.jdx")
    }
    #expect(error?.line == 11)
    #expect(error?.reason == "the check value 13.0 is not the last ordinate before it, 12.0")
  }

  @Test(
    "says what is missing",
    arguments: [
      ("100 10 11 12", "it declares 7 points and holds 3"),
      (
        "100 10 11 12 12 12\n109 -3 0", "the check abscissa on line 11 is 109.0 where 105.0 belongs"
      ),
    ])
  func saysMissing(data: String, sentence: String) throws {
    let record = try jcampRecords(JCAMPTests.file(data), file: "a.jdx")[0]
    #expect(record.shortcomings.contains { $0.hasPrefix(sentence) }, "\(record.shortcomings)")
  }

  /// The first ordinate of a line of differences repeats the last one before it, and cannot show it.
  @Test(
    "says that one point is missing from a line",
    arguments: [
      ("100 10 11 12 12\n105 -3 0", 6), ("100 10 11 12 12\n105.0 -3 0", 6),
      ("100A0JJ%\n104A2j5L", 6),
    ])
  func saysOneMissing(data: String, count: Int) throws {
    let record = try jcampRecords(JCAMPTests.file(data, count: 7), file: "a.jdx")[0]
    #expect(record.shortcomings.contains { $0.contains("so points are missing") })
    #expect(record.shortcomings.contains("it declares 7 points and holds \(count)"))
  }

  @Test("takes abscissae that are written in whole numbers for what they round")
  func roundsAbscissae() throws {
    let text = """
      ##TITLE= a
      ##XUNITS= nm
      ##FIRSTX= 100.4
      ##LASTX= 107.9
      ##NPOINTS= 6
      ##FIRSTY= 1.0004
      ##XYDATA= (X++(Y..Y))
      100 1 2 3
      105 4 5 6
      ##END=

      """
    let record = try jcampRecords(Array(text.utf8), file: "a.jdx")[0]
    #expect(record.shortcomings.isEmpty)
    let wrong = text.replacing("1.0004", with: "3.0")
    #expect(
      try jcampRecords(Array(wrong.utf8), file: "a.jdx")[0].shortcomings
        == ["it declares 3.0 as its first ordinate and holds 1.0"])
  }

  @Test(
    "refuses damaged lines",
    arguments: [
      "100A0Z99999999999", "100J1", "100S2", "x 1 2", "100 --1", "100 1..2",
    ])
  func refusesDamage(data: String) {
    let error = #expect(throws: ReadError.self) {
      try jcampRecords(JCAMPTests.file(data), file: "a.jdx")
    }
    #expect(error?.line == 10)
  }

  @Test("reads blocks that link others, and blocks without ends")
  func readsBlocks() throws {
    func block(_ title: String, end: String) -> String {
      "##TITLE= \(title)\n##XYPOINTS= (XY..XY)\n1,2; 3,4 5,6\n\(end)"
    }
    let linked =
      "##TITLE= all\n##DATA TYPE= LINK\n" + block("a", end: "##END=\n")
      + block("b", end: "##END=\n")
      + "##END=\n"
    let open = block("a", end: "") + block("b", end: "##END=\n")
    for text in [linked, open] {
      let records = try jcampRecords(Array(text.utf8), file: "a.jdx")
      #expect(records.map(\.title) == ["a", "b"])
      #expect(records.allSatisfy { $0.x == [1, 3, 5] && $0.y == [2, 4, 6] })
    }
    #expect(try jcampRecords(Array(open.utf8), file: "a.jdx")[0].isComplete == false)
  }
}
