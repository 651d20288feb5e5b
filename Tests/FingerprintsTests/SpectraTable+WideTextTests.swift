import Fingerprints
import Specimens
import Testing

@Suite struct SpectraTableWideTextTests {
  @Test func theWideTextQuotesWhatNeedsIt() {
    let table = SpectraTable(
      axis: WavelengthAxis(wavelengths: [230, 230.5]), intensities: [1, 0.25],
      metadata: Metadata(names: ["stone"], columns: [["a \"b\", c"]], rows: 1))
    #expect(table.wideText == "stone,230,230.5\n\"a \"\"b\"\", c\",1,0.25\n")
  }

  @Test func aTableWithoutRowsIsItsHeader() {
    let table = SpectraTable(
      axis: WavelengthAxis(wavelengths: [230, 231]), intensities: [],
      metadata: Metadata(names: ["stone", "shot"], columns: [[], []], rows: 0))
    #expect(table.wideText == "stone,shot,230,231\n")
  }
}
