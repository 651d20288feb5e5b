import Specimens
import Testing

struct SieveSetTests {
  @Test func joinedBoundsCloseOneClassAndOpenTheNext() {
    let bounds: [SizeBound] = [
      .aperture(millimetres: 1.5, mesh: .round), .carats(0.1), .carats(1),
    ]
    let set = SieveSet(bounds: bounds)
    #expect(
      set.classes == [
        SizeClass(lower: bounds[0], upper: bounds[1]),
        SizeClass(lower: bounds[1], upper: bounds[2]),
        SizeClass(lower: bounds[2], upper: nil),
      ])
    #expect(set.bottomCutOff == bounds[0])
    #expect(bounds.map(\.value) == [1.5, 0.1, 1])
  }

  @Test func withoutBoundsThereAreNoClasses() {
    #expect(SieveSet(bounds: []).classes.isEmpty)
    #expect(SieveSet(classes: []).bottomCutOff == nil)
  }

  @Test func theSameNumberInAnotherUnitIsAnotherBound() {
    let bounds: Set<SizeBound> = [
      .carats(1), .aperture(millimetres: 1, mesh: .round), .aperture(millimetres: 1, mesh: .square),
    ]
    #expect(bounds.count == 3)
  }
}
