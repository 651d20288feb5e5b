import LinearAlgebra
import Matching
import Testing

struct LabelledFeaturesTests {
  let labelled = LabelledFeatures(
    features: Matrix([[0], [1], [2], [3], [4]]), labels: [2, 0, 2, 0, 2],
    groups: [7, 7, 9, 7, 7], origins: 4)

  @Test func groupsAreNumberedAsTheyAppearAndNeverSpanTwoOrigins() {
    #expect(labelled.groups == [0, 1, 2, 1, 0])
    #expect(labelled.count == 5)
  }

  @Test func selectedItemsKeepTheirOriginAndAreNumberedAnew() {
    let selected = labelled.selecting([3, 4, 2])
    #expect(selected.features == Matrix([[3], [4], [2]]))
    #expect(selected.labels == [0, 2, 2])
    #expect(selected.groups == [0, 1, 2])
    #expect(selected.origins == 4)
  }

  @Test func noItemsAreNoGroups() {
    #expect(labelled.selecting([]).count == 0)
  }
}
