import Specimens
import Testing

@testable import Screening

struct GoodsCheckTests {
  @Test func stonesOfAWeightAreCountedWhereTheyAreKnown() {
    #expect(ScreenedGoods(stoneCarats: [0.49, 0.5, 2]).stones(from: 0.5) == 2)
    #expect(ScreenedGoods().stones(from: 0.5) == nil)
    let bounds: [SizeBound] = [.carats(0.1), .carats(0.5), .carats(1)]
    #expect(Fixtures.classes(bounds, [9, 3, 2]).stones(from: 0.5) == 5)
    #expect(Fixtures.classes(bounds, [9, 0, 0]).stones(from: 0.5) == 0)
    let straddling: [SizeBound] = [.carats(0.1), .carats(0.6)]
    #expect(Fixtures.classes(straddling, [9, 0]).stones(from: 0.5) == nil)
    #expect(Fixtures.classes(straddling, [0, 0]).stones(from: 0.5) == 0)
    #expect(Fixtures.classes(straddling, [9, 2]).stones(from: 0.5) == 2)
    let apertures: [SizeBound] = [.aperture(millimetres: 1, mesh: .square)]
    #expect(Fixtures.classes(apertures, [9]).stones(from: 0.5) == nil)
  }
}
