import Matching
import Specimens
import Testing

struct LabelledMaterialTests {
  let material = Material.elements(
    ElementTable(
      elements: ["Rb"], concentrations: [.measured(1), .measured(2), .measured(3)],
      metadata: Metadata(
        names: ["country", "stone", "day"],
        columns: [["GH", "CI", "GH"], ["a", "b", "a"], ["1", "1", "2"]], rows: 3)))

  @Test func originsAndGroupsComeFromTheTablesColumns() throws {
    let labelled = try LabelledMaterial(material, label: "country", groups: ["stone", "day"])
    #expect(labelled.labels == [Origin("GH"), Origin("CI"), Origin("GH")])
    #expect(labelled.groups == ["a/1", "b/1", "a/2"])
    #expect(labelled.origins == [Origin("CI"), Origin("GH")])
    #expect(labelled.count == 3)
  }

  @Test func withoutGroupColumnsEveryRowIsAGroup() throws {
    let labelled = try LabelledMaterial(material, label: "country", groups: [])
    #expect(labelled.groups == ["row 1", "row 2", "row 3"])
  }

  @Test func selectedItemsKeepTheirOriginAndGroup() throws {
    let labelled = try LabelledMaterial(material, label: "country", groups: ["stone"])
      .selecting([2, 1])
    #expect(labelled.labels == [Origin("GH"), Origin("CI")])
    #expect(labelled.groups == ["a", "b"])
    #expect(labelled.material.metadata["day"] == ["2", "1"])
  }

  @Test func aColumnThatIsNotThereIsRefusedWithThoseThatAre() {
    let expected = MatchingError.material(
      reason: "the table has no column mine; it has country, stone, day",
      mend: "name one that is there")
    #expect(throws: expected) {
      try LabelledMaterial(material, label: "mine", groups: [])
    }
    #expect(throws: expected) {
      try LabelledMaterial(material, label: "country", groups: ["stone", "mine"])
    }
    #expect(
      throws: MatchingError.material(
        reason: "the table has no column mine; it has none", mend: "name one that is there")
    ) {
      try Metadata(names: [], columns: [], rows: 2).column("mine")
    }
  }

  @Test func aRowWithoutItsOriginIsRefused() {
    let table = Material.elements(
      ElementTable(
        elements: [], concentrations: [],
        metadata: Metadata(names: ["country"], columns: [["CI", ""]], rows: 2)))
    #expect(
      throws: MatchingError.material(
        reason: "row 2 of the table has no country",
        mend: "fill it in, or leave the row out with --where")
    ) {
      try LabelledMaterial(table, label: "country", groups: [])
    }
  }
}
