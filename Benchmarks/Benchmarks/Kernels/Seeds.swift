import Fingerprints
import LinearAlgebra

/// The seed of everything that is drawn here.
let seed: UInt64 = 20_211_121

extension CounterGenerator {
  /// A matrix of standard normal values.
  mutating func normals(_ rows: Int, _ columns: Int, times factor: Double = 1) -> Matrix<Double> {
    Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { _ in factor * normal() })
  }

  /// Rows about fifty places, as `Benchmarks/peers/knn.py make` draws them: the places have twice the
  /// spread of the rows about them.
  mutating func clustered(
    _ rows: Int, about places: Matrix<Double>
  ) -> (rows: Matrix<Float>, places: [Int]) {
    let owners = (0..<rows).map { _ in integer(below: places.rows) }
    var elements: [Float] = []
    elements.reserveCapacity(rows * places.columns)
    for owner in owners {
      for column in 0..<places.columns {
        elements.append(Float(places[owner, column] + normal()))
      }
    }
    return (Matrix(rows: rows, columns: places.columns, elements: elements), owners)
  }
}
