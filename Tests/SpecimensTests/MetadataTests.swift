import Specimens
import Testing

struct MetadataTests {
  let metadata = Metadata(
    names: ["stone", "day"], columns: [["a", "b", "c"], ["1", "2", "3"]], rows: 3)

  @Test func aColumnIsFoundByItsName() {
    #expect(metadata["day"] == ["1", "2", "3"])
    #expect(metadata["Day"] == nil)
  }

  @Test func selectedRowsKeepTheirOrder() {
    let selected = metadata.selecting(rows: [2, 0])
    #expect(selected.rows == 2)
    #expect(selected["stone"] == ["c", "a"])
    #expect(selected["day"] == ["3", "1"])
  }

  @Test func rowsAreCountedWithoutAnyColumn() {
    let empty = Metadata(names: [], columns: [], rows: 3)
    #expect(empty.rows == 3)
    #expect(empty.selecting(rows: [0]).rows == 1)
  }
}
