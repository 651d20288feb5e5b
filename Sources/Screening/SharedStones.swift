/// Which parcels may hold the same telling stones, without comparing each with each.
///
/// Of a parcel's telling stones at most a tenth may be missing in the other. So among any of them that are
/// one more than a tenth, one at least is there; the rarest are taken, and only parcels with a stone of about that
/// weight are candidates (prefix filtering: R. J. Bayardo, Y. Ma and R. Srikant, 2007, doi:10.1145/1242572.1242591).
///
/// ```swift
/// SharedStones(parcels, reach: 0.018, share: 0.9).forEachPair { a, b in … }
/// ```
struct SharedStones {
  private typealias Parcel = (parcel: Int, telling: [Int], stones: [Double])

  private let parcels: [(parcel: Int, telling: [Int], stones: [Double])]
  private let width: Double
  private let share: Double
  /// The parcels, by their place in the list, that have a stone in each cell of weight.
  private var holders: [Int: [Int]] = [:]

  /// An index of parcels.
  ///
  /// - Parameters:
  ///   - parcels: each one's place in the manifest, the places of its telling stones, and all its stones,
  ///     ascending.
  ///   - reach: how far apart in carats weights of one stone may be.
  ///   - share: how many of the telling stones must be found.
  init(
    _ parcels: [(parcel: Int, telling: [Int], stones: [Double])], reach: Double, share: Double
  ) {
    self.parcels = parcels
    // A little wider, so that rounding never puts a stone within reach two cells away.
    width = reach * 1.001
    self.share = share
    for (place, parcel) in parcels.enumerated() {
      var last = Int.min
      for weight in parcel.stones {
        let cell = cell(weight)
        if cell != last { holders[cell, default: []].append(place) }
        last = cell
      }
    }
  }

  private func cell(_ weight: Double) -> Int { Int((weight / width).rounded(.down)) }

  /// Hands on every pair of parcels that may hold the same stones, once, by their places in the manifest.
  func forEachPair(_ body: (Int, Int) -> Void) {
    for (place, parcel) in parcels.enumerated() {
      let costs = parcel.telling.map { index -> (cost: Int, cell: Int) in
        let cell = cell(parcel.stones[index])
        return ((-1...1).reduce(0) { $0 + (holders[cell + $1]?.count ?? 0) }, cell)
      }
      let missing = Int(Double(costs.count) * (1 - share) + 1e-9)
      var candidates: Set<Int> = []
      for (_, cell) in costs.sorted(by: { $0 < $1 }).prefix(missing + 1) {
        for near in cell - 1...cell + 1 {
          candidates.formUnion((holders[near] ?? []).drop { $0 <= place })
        }
      }
      for other in candidates.sorted() { body(parcel.parcel, parcels[other].parcel) }
    }
  }
}
