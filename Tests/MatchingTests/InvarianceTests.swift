import LinearAlgebra
import Testing

@testable import Matching

/// What the answers of a search must not depend on, and what is refused.
struct InvarianceTests {
  let references: Matrix<Float>
  let queries: Matrix<Float>

  init() {
    var numbers = Numbers(seed: 233)
    references = numbers.matrix(1500, 11)
    queries = numbers.matrix(70, 11)
  }

  @Test(arguments: [1, 2, 3], [1, 2, 7, 64, 256])
  func threadsAndBlocksChangeNothing(threads: Int, blockRows: Int) throws {
    let index = try ReferenceIndex(references)
    var options = SearchOptions()
    options.blockRows = blockRows
    let (found, work) = try index.search(
      queries, k: 10, workers: Workers(threads), options: options)
    #expect(work.products <= work.possible)
    #expect(found == (try index.neighbours(of: queries, k: 10, workers: Workers(1))))
  }

  /// Fewer queries than threads: the threads share out the references instead.
  @Test(arguments: [1, 2, 3], [1, 4, 9])
  func fewQueriesAreAnsweredAlikeByAllThreads(count: Int, threads: Int) throws {
    let few = queries.selecting(rows: 0..<count)
    let index = try ReferenceIndex(references)
    for k in [1, 10, 1000] {
      let found = try index.neighbours(of: few, k: k, workers: Workers(threads))
      #expect(found == (try index.neighbours(of: few, k: k, workers: Workers(1))))
      #expect(found.elements == oracle(references, few, k: k))
    }
  }

  /// Many clusters, of which most are never looked at, and queries near, between and far from them.
  @Test(arguments: 0..<4)
  func clustersThatArePassedOverHoldNoNeighbour(seed: Int) throws {
    var numbers = Numbers(seed: seed)
    let centres = numbers.matrix(9, 6, times: 40, as: Double.self)
    var references = numbers.matrix(9000, 6, as: Double.self)
    for row in 0..<9000 {
      for column in 0..<6 { references[row, column] += centres[row * 5 % 9, column] }
    }
    let near = references.selecting(rows: [0, 4000, 8999])
    let queries = Matrix<Double>(
      rows: 9, columns: 6,
      elements: shifted(near, by: 0.25).elements + numbers.matrix(3, 6, times: 40).elements
        + numbers.matrix(3, 6, times: 4000).elements)
    let index = try ReferenceIndex(references)
    // More than one cluster holds, too, so that the last neighbours lie in the next ones.
    for k in [15, 1500] {
      let found = try index.neighbours(of: queries, k: k)
      #expect(found.elements == oracle(references, queries, k: k))
    }
  }

  /// The work that is saved, counted and not timed.
  @Test func farClustersAreNeverMultiplied() throws {
    var numbers = Numbers(seed: 17)
    let centres = numbers.matrix(8, 6, times: 400, as: Double.self)
    var references = numbers.matrix(8192, 6, as: Double.self)
    for row in 0..<8192 {
      for column in 0..<6 { references[row, column] += centres[row % 8, column] }
    }
    let index = try ReferenceIndex(references)
    let queries = references.selecting(rows: [1, 77, 4001])
    let work = try index.search(
      queries, k: 5, workers: Workers(2), options: SearchOptions()
    ).work
    #expect(work.possible == 3 * 8192)
    #expect(work.prunedShare > 0.85)
    var options = SearchOptions()
    options.prunes = false
    let (found, all) = try index.search(queries, k: 5, workers: Workers(2), options: options)
    #expect(all.products == all.possible)
    #expect(found == (try index.neighbours(of: queries, k: 5)))
  }

  @Test func theOrderOfTheQueriesChangesNothing() throws {
    let index = try ReferenceIndex(references)
    let found = try index.neighbours(of: queries, k: 5)
    let order = (0..<70).map { $0 * 31 % 70 }
    let permuted = try index.neighbours(of: queries.selecting(rows: order), k: 5)
    for (place, query) in order.enumerated() { #expect(permuted[place] == found[query]) }
  }

  @Test func theOrderOfTheReferencesOnlyRenamesThem() throws {
    let order = (0..<1500).map { $0 * 7 % 1500 }
    let found = try ReferenceIndex(references).neighbours(of: queries, k: 5)
    let permuted = try ReferenceIndex(references.selecting(rows: order)).neighbours(
      of: queries, k: 5)
    #expect(permuted.rows.map { order[$0] } == found.rows)
    #expect(permuted.squaredDistances == found.squaredDistances)
  }

  @Test func aDuplicateOfTheNearestComesSecond() throws {
    let found = try ReferenceIndex(references).neighbours(of: queries, k: 3)
    let nearest = found[0][0].row
    let more = references.selecting(rows: Array(0..<1500) + [nearest])
    let again = try ReferenceIndex(more).neighbours(of: queries, k: 3)
    #expect(again[0].map(\.row) == [nearest, 1500, found[0][1].row])
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func valuesThatAreNotFiniteAreRefused(value: Float) throws {
    var bad = references
    bad[3, 2] = value
    #expect(throws: MatchingError.notFinite(.references, row: 3, column: 2)) {
      try ReferenceIndex(bad)
    }
    let index = try ReferenceIndex(references)
    #expect(throws: MatchingError.notFinite(.queries, row: 3, column: 2)) {
      try index.neighbours(of: bad, k: 1)
    }
  }

  @Test func whatCannotBeComparedIsRefused() throws {
    #expect(throws: MatchingError.empty(.references)) { try ReferenceIndex(Matrix<Float>([])) }
    #expect(throws: MatchingError.empty(.references)) {
      try ReferenceIndex(Matrix<Double>(rows: 3, columns: 0))
    }
    #expect(throws: MatchingError.tooLarge(.references, row: 0, column: 1)) {
      try ReferenceIndex(Matrix<Double>([[0, -1e151]]))
    }
    let index = try ReferenceIndex(references)
    #expect(throws: MatchingError.empty(.queries)) {
      try index.neighbours(of: Matrix<Float>([]), k: 1)
    }
    #expect(throws: MatchingError.columns(references: 11, queries: 2)) {
      try index.neighbours(of: Matrix<Float>([[1, 2]]), k: 1)
    }
    for k in [-1, 0, 1501] {
      #expect(throws: MatchingError.neighbourCount(asked: k, references: 1500)) {
        try index.neighbours(of: queries, k: k)
      }
    }
  }
}
