/// p-values of many tests at once, adjusted so that those at most `q` hold false discoveries for a share of
/// at most `q` on average.
///
/// Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical
/// Society B 57 (1995) 289, doi:10.1111/j.2517-6161.1995.tb02031.x: of `m` values in rising order the
/// `i`-th becomes the least of `m p_j / j` over `j ≥ i`. It holds for independent tests and for those that
/// depend positively on one another, as shipments compared with the same references do.
///
/// ```swift
/// falseDiscoveryAdjusted([0.01, nil, 0.04, 0.03])   // [0.03, nil, 0.04, 0.04]
/// ```
///
/// - Parameter pValues: one for each test; `nil` where there was none.
/// - Returns: the adjusted values in the same order, `nil` where there was no test.
/// - Complexity: O(n log n).
public func falseDiscoveryAdjusted(_ pValues: [Double?]) -> [Double?] {
  let order = pValues.indices.filter { pValues[$0] != nil }
    .sorted { (pValues[$0] ?? 1, $0) < (pValues[$1] ?? 1, $1) }
  var adjusted = [Double?](repeating: nil, count: pValues.count)
  var least = 1.0
  for (rank, index) in order.enumerated().reversed() {
    guard let pValue = pValues[index] else { continue }
    least = min(least, pValue * Double(order.count) / Double(rank + 1))
    adjusted[index] = least
  }
  return adjusted
}
