import Benchmark
import Fingerprints
import LinearAlgebra
import Matching

/// References, queries and filters of one size.
struct SearchData: Sendable {
  let index: ReferenceIndex
  let references: Matrix<Float>
  let queries: Matrix<Float>
  let others: SearchFilter
  let few: SearchFilter

  /// Draws them.
  ///
  /// - Parameter spread: how far the fifty places are apart; 0 for data without structure, of which
  ///   nothing can be passed over.
  init(rows: Int, columns: Int, queries count: Int, spread: Double) throws {
    var generator = CounterGenerator(seed: seed, stream: "search \(rows) \(columns) \(spread)")
    let centres = generator.normals(50, columns, times: spread)
    let (references, places) = generator.clustered(rows, about: centres)
    let (queries, own) = generator.clustered(count, about: centres)
    self.references = references
    self.queries = queries
    index = try ReferenceIndex(references)
    let labels = try ReferenceLabels(places, of: index)
    others = SearchFilter(labels, excluding: own)
    few = SearchFilter(labels, admitting: [3, 14, 15, 9, 26])
  }

  /// The first query alone.
  var one: Matrix<Float> { queries.selecting(rows: 0..<1) }
}

/// Products, and exact neighbours with and without structure, filters, and at several `k`.
func neighbourBenchmarks() {
  let clustered = { try SearchData(rows: 100_000, columns: 64, queries: 1000, spread: 2) }
  let plain = { try SearchData(rows: 100_000, columns: 64, queries: 1000, spread: 0) }

  Benchmark("Product, 1,000 x 100,000 x 64") { benchmark, data in
    for start in stride(from: 0, to: data.references.rows, by: 1000) {
      blackHole(
        product(
          data.queries, data.references.selecting(rows: start..<start + 1000), .plain, .transposed,
          workers: .all))
    }
  } setup: {
    try plain()
  }
  Benchmark("Index, 100,000 x 64") { benchmark, data in
    blackHole(try ReferenceIndex(data.references))
  } setup: {
    try clustered()
  }
  for k in [1, 10, 50, 1000] {
    Benchmark("Neighbours, 100,000 x 64 in 50 groups, 1,000 queries, k \(k)") { benchmark, data in
      blackHole(try data.index.neighbours(of: data.queries, k: k))
    } setup: {
      try clustered()
    }
    Benchmark("Neighbours, 100,000 x 64 unstructured, 1,000 queries, k \(k)") { benchmark, data in
      blackHole(try data.index.neighbours(of: data.queries, k: k))
    } setup: {
      try plain()
    }
  }
  Benchmark("Neighbours, own group excluded, k 10") { benchmark, data in
    blackHole(try data.index.neighbours(of: data.queries, k: 10, admitting: data.others))
  } setup: {
    try clustered()
  }
  Benchmark("Neighbours, 5 of 50 groups admitted, k 10") { benchmark, data in
    blackHole(try data.index.neighbours(of: data.queries, k: 10, admitting: data.few))
  } setup: {
    try clustered()
  }
  Benchmark("Neighbours, one query, 50 groups, k 10") { benchmark, data in
    blackHole(try data.index.neighbours(of: data.one, k: 10))
  } setup: {
    try clustered()
  }
  Benchmark("Neighbours, one query, unstructured, k 10") { benchmark, data in
    blackHole(try data.index.neighbours(of: data.one, k: 10))
  } setup: {
    try plain()
  }
}
