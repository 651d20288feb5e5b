import Fingerprints
import Specimens
import Testing

@Suite struct AxisPiecesTests {
  @Test func anEvenAxisIsOnePiece() {
    let axis = WavelengthAxis(wavelengths: (0..<500).map { 200 + 0.5 * Double($0) })
    #expect(axisPieces(of: axis) == [0..<500])
  }

  @Test func aGapAndAChangeOfStepAreSeams() {
    let first = (0..<100).map { 200 + 0.05 * Double($0) }
    let second = (0..<100).map { 205.3 + 0.05 * Double($0) }
    let third = (0..<100).map { 210.31 + 0.08 * Double($0) }
    let axis = WavelengthAxis(wavelengths: first + second + third)
    #expect(axisPieces(of: axis) == [0..<100, 100..<200, 200..<300])
  }

  @Test func stepsThatChangeSlowlyAreNoSeam() {
    var wavelengths = [200.0]
    for _ in 0..<1000 { wavelengths.append((wavelengths.last ?? 0) * 1.0003) }
    #expect(axisPieces(of: WavelengthAxis(wavelengths: wavelengths)) == [0..<1001])
  }

  @Test func segmentsStayApartAndShortOnesWhole() {
    let axis = WavelengthAxis(wavelengths: [1, 2, 9, 3, 4], segments: [0..<3, 3..<5])
    #expect(axisPieces(of: axis) == [0..<3, 3..<5])
    #expect(axisPieces(of: WavelengthAxis(wavelengths: [], segments: [])).isEmpty)
  }

  @Test func aListOfLinesIsNotCut() {
    let wavelengths = (0..<90).map { 250 + Double($0) + ($0.isMultiple(of: 3) ? 0.9 : 0.05) }
    #expect(axisPieces(of: WavelengthAxis(wavelengths: wavelengths)) == [0..<90])
  }

  @Test(.enabled(if: RealSpectra.data != nil, "no real data beside the project"))
  func theSevenSpectrometersOfBHVO2AreFound() throws {
    let table = try #require(try RealSpectra.bhvo2("csa"))
    let starts = axisPieces(of: table.axis).map { table.axis.wavelengths[$0.lowerBound] }
    for start in [266.388, 294.256, 587.108, 617.767, 776.307] {
      #expect(starts.contains { abs($0 - start) < 0.001 })
    }
    for start in [299.9, 391.8, 510.8, 620.9, 717.9, 799.9] {
      #expect(starts.contains { abs($0 - start) < 0.3 })
    }
    #expect(starts.count == 17)
  }
}
