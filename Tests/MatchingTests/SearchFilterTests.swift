import LinearAlgebra
import Testing

@testable import Matching

/// Filters against the brute-force oracle, and the work that they save.
struct SearchFilterTests {
  @Test func theDocumentedExampleHolds() throws {
    let index = try ReferenceIndex(Matrix<Float>([[0], [1], [2], [3]]))
    let parcels = try ReferenceLabels([7, 7, 8, 9], of: index)
    #expect(parcels.names == [7, 8, 9])
    let queries = Matrix<Float>([[0], [0]])
    let some = SearchFilter(parcels, admitting: [7, 8])
    #expect(try index.neighbours(of: queries, k: 3, admitting: some)[0].map(\.row) == [0, 1, 2])
    let others = SearchFilter(parcels, excluding: [7, nil])
    let found = try index.neighbours(of: queries, k: 2, admitting: others)
    #expect(found[0].map(\.row) == [2, 3])
    #expect(found[1].map(\.row) == [0, 1])
    #expect(found.cutsTie == [false, false])
  }

  /// References in tight and loose places, some of them more than once, so that distances tie.
  struct Material {
    let references: Matrix<Float>
    let queries: Matrix<Float>
    let labels: [Int]
    let own: [Int?]

    init(seed: Int, rows: Int = 2600, queries count: Int = 13) {
      var numbers = Numbers(seed: seed)
      let centres: Matrix<Float> = numbers.matrix(6, 3, times: 16)
      var references: Matrix<Float> = numbers.matrix(rows, 3)
      for row in 0..<rows {
        for column in 0..<3 {
          // Coarse steps: many equal rows and equal distances.
          references[row, column] =
            (references[row, column] * 4).rounded() / 4 + centres[row % 6, column].rounded()
        }
      }
      self.references = references
      // Labels run across places; label 0 has no row, label 99 one.
      labels = (0..<rows).map { $0 == 5 ? 99 : 1 + $0 % 6 / 2 * 10 + $0 % 7 }
      let from = (0..<count).map { $0 * 197 % rows }
      queries = references.selecting(rows: from)
      let known = labels
      own = from.enumerated().map { $0 % 4 == 3 ? nil : $0 % 5 == 4 ? 0 : known[$1] }
    }

    /// The oracle among what may be a neighbour of each query.
    func expected(k: Int, admitted: Set<Int>?, excludes: Bool) -> [[Neighbour]] {
      (0..<queries.rows).map { query in
        let rows = labels.indices.filter {
          admitted?.contains(labels[$0]) != false && !(excludes && own[query] == labels[$0])
        }
        return oracle(
          references.selecting(rows: rows), queries.selecting(rows: [query]), k: k
        ).map { Neighbour(row: rows[$0.row], squaredDistance: $0.squaredDistance) }
      }
    }
  }

  /// Which labels are admitted: all, some, one of one row, none that occurs, none at all.
  static let admissions: [Set<Int>?] = [nil, [1, 2, 14, 22], [99], [99, 3], [0, 1000], []]

  @Test(arguments: admissions, [true, false])
  func neighboursAreThoseOfTheAdmittedReferences(admitted: Set<Int>?, excludes: Bool) throws {
    let material = Material(seed: 3)
    let index = try ReferenceIndex(material.references)
    let labels = try ReferenceLabels(material.labels, of: index)
    let filter = SearchFilter(
      labels, admitting: admitted, excluding: excludes ? material.own : nil)
    for k in [1, 7, 150] {
      let found = try index.neighbours(
        of: material.queries, k: k, admitting: filter, workers: Workers(2))
      let expected = material.expected(k: k + 1, admitted: admitted, excludes: excludes)
      #expect(found.elements == expected.flatMap { $0.prefix(k) })
      for (query, all) in expected.enumerated() {
        #expect(found[query] == Array(all.prefix(k)))
        #expect(
          found.cutsTie[query]
            == (all.count > k && all[k].squaredDistance == all[k - 1].squaredDistance))
      }
    }
  }

  @Test(arguments: [1, 2, 3, 8], [1, 3, 1024])
  func threadsAndBlocksChangeNothing(threads: Int, blockRows: Int) throws {
    for count in [1, 13] {
      let material = Material(seed: 4, queries: count)
      let index = try ReferenceIndex(material.references)
      let filter = SearchFilter(
        try ReferenceLabels(material.labels, of: index), admitting: [1, 2, 3, 14, 22],
        excluding: material.own)
      var options = SearchOptions()
      options.blockRows = blockRows
      let found = try index.search(
        material.queries, k: 9, admitting: filter, workers: Workers(threads), options: options
      ).neighbours
      #expect(
        found
          == (try index.neighbours(
            of: material.queries, k: 9, admitting: filter, workers: Workers(1))))
      options.prunes = false
      #expect(
        found
          == (try index.search(
            material.queries, k: 9, admitting: filter, workers: Workers(threads), options: options
          ).neighbours))
    }
  }

  @Test func queriesBeyondTheScreenAreFilteredToo() throws {
    var numbers = Numbers(seed: 6)
    let references: Matrix<Double> = numbers.matrix(40, 2)
    let index = try ReferenceIndex(references)
    let labels = (0..<40).map { $0 % 4 }
    let far = Matrix<Double>([[1e30, -1e30]])
    let found = try index.neighbours(
      of: far, k: 40,
      admitting: SearchFilter(
        try ReferenceLabels(labels, of: index), admitting: [1, 2], excluding: [2]))
    let rows = (0..<40).filter { $0 % 4 == 1 }
    #expect(
      found.rows == oracle(references.selecting(rows: rows), far, k: 10).map { rows[$0.row] })
  }

  /// Eight places far apart; the labels are the places.
  static func places() -> (references: Matrix<Float>, labels: [Int]) {
    var numbers = Numbers(seed: 18)
    let centres: Matrix<Float> = numbers.matrix(8, 6, times: 400)
    var references: Matrix<Float> = numbers.matrix(8192, 6)
    for row in 0..<8192 {
      for column in 0..<6 { references[row, column] += centres[row % 8, column] }
    }
    return (references, (0..<8192).map { $0 % 8 })
  }

  @Test func referencesThatAreNotAdmittedAreNotMultiplied() throws {
    let (references, labels) = SearchFilterTests.places()
    let index = try ReferenceIndex(references)
    let prepared = try ReferenceLabels(labels, of: index)
    let queries = references.selecting(rows: [0, 9, 4098, 8187])
    let work = { (filter: SearchFilter, prunes: Bool) in
      var options = SearchOptions()
      options.prunes = prunes
      return try index.search(
        queries, k: 5, admitting: filter, workers: Workers(2), options: options
      ).work.products
    }
    // One place of eight admitted: no more than its references, whatever the reach.
    #expect(try work(SearchFilter(prepared, admitting: [3]), false) == 4 * 1024)
    #expect(try work(SearchFilter(prepared, admitting: []), false) == 0)
    // The own place excluded: nothing of it, and of the others what is in reach.
    let own = queries.rows
    let excluding = SearchFilter(prepared, excluding: [0, 1, 2, 3])
    #expect(try work(excluding, false) == own * 7 * 1024)
    #expect(try work(excluding, true) <= own * 2 * 1024)
  }

  @Test func manyNeighboursDoNotEndPruning() throws {
    let (references, _) = SearchFilterTests.places()
    let index = try ReferenceIndex(references)
    // About 32 clusters of 256: a place holds four of them.
    let queries = references.selecting(rows: [0, 9, 4098, 8187])
    let (found, work) = try index.search(
      queries, k: 1000, workers: Workers(1), options: SearchOptions())
    #expect(work.products <= 4 * 2 * 1024)
    #expect(found.elements == oracle(references, queries, k: 1000))
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let index = try ReferenceIndex(Matrix<Float>([[0], [1], [2]]))
    #expect(throws: MatchingError.labelCount(labels: 2, items: 3)) {
      try ReferenceLabels([1, 2], of: index)
    }
    let filter = SearchFilter(try ReferenceLabels([1, 2, 3], of: index), excluding: [1, 2])
    #expect(throws: MatchingError.labelCount(labels: 2, items: 1)) {
      try index.neighbours(of: Matrix<Float>([[0]]), k: 1, admitting: filter)
    }
  }
}
