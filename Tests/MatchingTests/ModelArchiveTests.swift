import LinearAlgebra
import Matching
import Testing

struct ModelArchiveTests {
  private let archive = ModelArchive(
    parameters: [
      "k": .number(7), "half": .number(0.5), "far": .number(1e300), "none": .number(.nan),
      "on": .flag(true), "name": .text("7"), "steps": .numbers([1, 2]), "classes": .texts(["CI"]),
    ],
    arrays: [
      "single": .single(Matrix([[1, 2]])), "double": .double(Matrix([[3], [4]])),
    ])

  @Test func whatWasWrittenIsReadByNameAndKind() throws {
    #expect(try archive.number("half") == 0.5)
    #expect(try archive.integer("k") == 7)
    #expect(try archive.flag("on"))
    #expect(try archive.text("name") == "7")
    #expect(try archive.numbers("steps") == [1, 2])
    #expect(try archive.texts("classes") == ["CI"])
    #expect(try archive.single("single") == Matrix([[1, 2]]))
    #expect(try archive.double("double") == Matrix([[3], [4]]))
  }

  @Test(arguments: ["half", "far", "none"])
  func aNumberThatIsNoIntegerIsAnError(name: String) {
    #expect(throws: ModelArchiveError.otherKind(name: name, expected: "integer")) {
      try archive.integer(name)
    }
  }

  @Test func whatIsMissingOrOfAnotherKindIsAnError() {
    #expect(throws: ModelArchiveError.missing(name: "K")) { try archive.number("K") }
    #expect(throws: ModelArchiveError.missing(name: "k")) { try archive.single("k") }
    #expect(throws: ModelArchiveError.otherKind(name: "name", expected: "number")) {
      try archive.number("name")
    }
    #expect(throws: ModelArchiveError.self) { try archive.flag("k") }
    #expect(throws: ModelArchiveError.self) { try archive.text("k") }
    #expect(throws: ModelArchiveError.self) { try archive.texts("steps") }
    #expect(throws: ModelArchiveError.self) { try archive.numbers("classes") }
    #expect(throws: ModelArchiveError.self) { try archive.double("single") }
    #expect(throws: ModelArchiveError.self) { try archive.single("double") }
  }

  @Test func anErrorIsAReasonAndAMend() {
    #expect(
      ModelArchiveError.missing(name: "k").description
        == "the fitted model has no \"k\"; fit the library again")
  }
}
