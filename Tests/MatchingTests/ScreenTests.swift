import LinearAlgebra
import Testing

@testable import Matching

struct ScreenTests {
  @Test func referencesAreCentredAndScaledByAPowerOfTwo() {
    let screen = Screen(Matrix<Float>([[1, 10], [3, 16]]))
    #expect(screen.centre == [2, 13])
    #expect(screen.scale == 0.25)
    #expect(screen.rows == Matrix([[-0.25, -0.75], [0.25, 0.75]]))
    #expect(screen.partition.order == [0, 1])
    #expect(screen.largestNorm == 0.625.squareRoot())
    #expect(screen.halfNorms.prefix(2) == [0.3125, 0.3125])
    #expect(screen.halfNorms.count == 2 + Screen.chunk)
    #expect(screen.halfNorms.dropFirst(2).allSatisfy { $0 == .infinity })
  }

  @Test func theScaleTakesTheLargestMagnitudeBelowOne() {
    #expect(Screen.scale(forLargest: 1) == 0.5)
    #expect(Screen.scale(forLargest: 0.999) == 1)
    #expect(Screen.scale(forLargest: 0) == 1)
    #expect(Screen.scale(forLargest: .leastNonzeroMagnitude) == 0x1p1000)
  }

  @Test func tilesAreWholeChunks() {
    #expect(Partition.groupSize % Screen.chunk == 0 && Screen.chunk % 16 == 0)
  }
}
