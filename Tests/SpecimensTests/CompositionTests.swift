import Specimens
import Testing

struct CompositionTests {
  static let table = ElementTable(
    elements: ["Rb", "Ti"],
    concentrations: [.measured(1), .measured(2), .belowDetection(limit: 0.5), .measured(4)],
    metadata: Metadata(names: ["stone"], columns: [["a", "b"]], rows: 2))

  @Test func aCompositionIsOneRowOfTheTable() {
    #expect(CompositionTests.table.count == 2)
    #expect(
      CompositionTests.table[1]
        == Composition(
          elements: ["Rb", "Ti"], concentrations: [.belowDetection(limit: 0.5), .measured(4)]))
  }

  @Test func selectedRowsKeepTheirMetadata() {
    let selected = CompositionTests.table.selecting(rows: [1, 1])
    #expect(selected[0] == CompositionTests.table[1])
    #expect(selected.metadata["stone"] == ["b", "b"])
    #expect(CompositionTests.table.selecting(rows: []).concentrations.isEmpty)
  }
}
