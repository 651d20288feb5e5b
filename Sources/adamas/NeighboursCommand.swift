internal import ArgumentParser
internal import Instruments
internal import LinearAlgebra
internal import Matching

/// `adamas neighbours`: the exact nearest references of every query, from and to `.npy` files.
///
/// It exposes ``ReferenceIndex`` as it is, so that anyone can check against another engine that the
/// neighbours behind a verdict are the true ones:
///
/// ```
/// adamas neighbours --references R.npy --queries Q.npy -k 10 --output IDS.npy
/// ```
///
/// Nothing goes to standard output. A tie that was cut by the order of the rows is said on standard
/// error; it is not an error. Exit codes are those of ``withExitCodes(_:)``; more neighbours than there
/// are references is bad input (65), fewer than one a usage error (64).
struct NeighboursCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "neighbours",
    abstract: "Find the exact nearest references of every query.",
    discussion: """
      Example:
        adamas neighbours --references R.npy --queries Q.npy -k 10 --output IDS.npy

      R.npy and Q.npy hold one item per row (float32 or float64, C order), with the same \
      columns. IDS.npy receives, for every query, the rows of its k nearest references (int64, \
      counted from 0), nearest first; equally near ones in the order of their rows. Distances \
      are Euclidean and exact to double precision.
      """)

  @Option(help: ArgumentHelp("The references, one per row.", valueName: "R.npy"))
  var references: String

  @Option(help: ArgumentHelp("The queries, one per row.", valueName: "Q.npy"))
  var queries: String

  @Option(name: .short, help: ArgumentHelp("How many neighbours of each query.", valueName: "k"))
  var k: Int

  @Option(help: ArgumentHelp("Where the rows of the neighbours go.", valueName: "IDS.npy"))
  var output: String

  @Option(
    help: ArgumentHelp("Where their squared distances go (float64).", valueName: "D.npy"))
  var distances: String?

  @Option(help: "Threads; the answer does not depend on them. All processors by default.")
  var threads: Int?

  @Option(
    name: .customLong("time"),
    help: ArgumentHelp(
      "Search this many times and say how fast it was on standard error, and how fast the products "
        + "alone are.",
      valueName: "N"))
  var repetitions: Int?

  @Flag(
    help: ArgumentHelp(
      "Look at every reference for every query; the answer is the same.", visibility: .hidden))
  var noPruning = false

  @Flag(help: "Say how long reading, indexing and searching took, and with which kernels.")
  var verbose = false

  /// Refuses what is wrong whatever the files hold.
  func validate() throws {
    guard k >= 1 else { throw ValidationError("-k must be at least 1.") }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1.") }
    if let repetitions, repetitions < 1 {
      throw ValidationError("--time must be at least 1.")
    }
    if output == distances { throw ValidationError("--output and --distances are the same file.") }
  }

  /// Reads, indexes, searches and writes.
  func run() throws {
    try withExitCodes {
      let clock = ContinuousClock()
      let start = clock.now
      let references = try RealMatrix(numPyFile: self.references)
      let queries = try RealMatrix(numPyFile: self.queries)
      let read = clock.now
      let workers = threads.map { Workers($0) } ?? .all
      let index =
        switch references {
        case .single(let matrix): try ReferenceIndex(matrix, workers: workers)
        case .double(let matrix): try ReferenceIndex(matrix, workers: workers)
        }
      let indexed = clock.now
      var options = SearchOptions()
      options.prunes = !noPruning
      let search = {
        switch queries {
        case .single(let matrix):
          try index.search(matrix, k: k, workers: workers, options: options)
        case .double(let matrix):
          try index.search(matrix, k: k, workers: workers, options: options)
        }
      }
      let (found, work) = try search()
      let searched = clock.now
      try write(found)
      let ties = found.cutsTie.count(where: \.self)
      if ties > 0 {
        say("\(ties) of \(found.count) queries: the last neighbour is tied with one left out.")
      }
      if let repetitions {
        let times = try (0..<repetitions).map { _ in try clock.measure { _ = try search() } }
        let products = (0..<repetitions).map { _ in
          clock.measure {
            switch queries {
            case .single(let matrix): index.multiplyAll(matrix, workers: workers)
            case .double(let matrix): index.multiplyAll(matrix, workers: workers)
            }
          }
        }
        say("queries per second: \(rates(of: found.count, times))")
        say("products alone: \(rates(of: found.count, products))")
        say(
          "threads \(workers.count), "
            + "\((1000 * work.prunedShare).rounded() / 10) % of the references passed over unseen")
        say("OpenBLAS kernels: \(BLASKernel.current)")
      }
      if verbose {
        say("read \(read - start), indexed \(indexed - read), searched \(searched - indexed)")
        say("\(Int(Double(found.count) / ((searched - indexed) / .seconds(1)))) queries per second")
        say("OpenBLAS kernels: \(BLASKernel.current)")
      }
    }
  }

  /// How many queries a second the best and the median repetition answered.
  private func rates(of count: Int, _ times: [Duration]) -> String {
    let sorted = times.map { $0 / .seconds(1) }.sorted()
    let rate = { (time: Double) in Int((Double(count) / time).rounded()) }
    return "best \(rate(sorted[0])), median \(rate(sorted[sorted.count / 2]))"
  }

  /// Writes the distances, if wanted, and then the rows; each file whole or not at all.
  ///
  /// The rows come last, so that where they stand the distances stand, too.
  private func write(_ found: Neighbours) throws(OutputError) {
    let shape = [found.count, found.k]
    let rows = NumPyArray(shape: shape, values: .integer(found.rows.map(Int64.init)))
    if let distances {
      let squares = NumPyArray(shape: shape, values: .double(found.squaredDistances))
      try adamas.write(squares.encoded, to: distances)
    }
    try adamas.write(rows.encoded, to: output)
  }
}
