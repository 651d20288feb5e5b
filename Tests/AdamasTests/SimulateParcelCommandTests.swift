import Specimens
import Testing

@testable import adamas

struct SimulateParcelCommandTests {
  @Test func boundsAreReadWithTheirMesh() {
    #expect(
      SieveBounds(argument: "square:1.18,1.7")?.bounds
        == [
          .aperture(millimetres: 1.18, mesh: .square), .aperture(millimetres: 1.7, mesh: .square),
        ])
    #expect(SieveBounds(argument: "round:2")?.bounds == [.aperture(millimetres: 2, mesh: .round)])
    #expect(SieveBounds(argument: "carats:0.02")?.bounds == [.carats(0.02)])
  }

  @Test(arguments: [
    "", "1.2", "square:", "square:1,", "square:2,1", "square:1,1", "oval:1", "round:nan",
    "carats:-1", "carats:0", "round:1:2", "round:inf",
  ])
  func boundsOfAnotherFormAreRefused(text: String) {
    #expect(SieveBounds(argument: text) == nil)
  }
}
