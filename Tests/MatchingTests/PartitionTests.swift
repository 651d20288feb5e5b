import LinearAlgebra
import Testing

@testable import Matching

struct PartitionTests {
  /// Rows about four corners, one after the other in turn.
  let rows: Matrix<Float> = {
    var numbers = Numbers(seed: 3)
    var rows = numbers.matrix(5000, 2, times: 0.01, as: Float.self)
    for row in 0..<5000 {
      rows[row, 0] += row % 2 == 0 ? -0.5 : 0.5
      rows[row, 1] += row % 4 < 2 ? -0.5 : 0.5
    }
    return rows
  }()

  @Test func everyRowIsInOneGroup() {
    let partition = Partition(rows)
    #expect(partition.order.sorted() == Array(0..<5000))
    #expect(partition.groups.flatMap(\.places) == Array(0..<5000))
    #expect(partition.groups.allSatisfy { $0.places.count <= Partition.groupSize })
    #expect(partition.clusters.flatMap(\.self) == Array(partition.groups.indices))
    for (centre, groups) in partition.clusters.enumerated() {
      #expect(partition.groups[groups].allSatisfy { $0.centre == centre })
    }
  }

  @Test func rowsOfOneCornerLieTogether() {
    let partition = Partition(rows)
    #expect(partition.centres.rows >= 4)
    #expect(partition.groups.allSatisfy { $0.radius < 0.02 })
    for group in partition.groups {
      #expect(Set(partition.order[group.places].map { $0 % 4 }).count == 1)
    }
  }

  @Test func noMemberIsNearerThanTheLowerBound() {
    let partition = Partition(rows)
    var numbers = Numbers(seed: 4)
    for query in [numbers.matrix(1, 2, as: Float.self), rows.selecting(rows: [17])] {
      var distances = [Double](repeating: 0, count: partition.centres.rows)
      partition.distances(of: query.elements, into: &distances)
      let point = query.elements.map(Double.init)
      for group in partition.groups {
        let bound = Partition.lowerBound(of: group, distance: distances[group.centre])
        for row in partition.order[group.places] {
          let square = squaredDistance(Array(rows.row(row)), point, count: 2)
          #expect(square.squareRoot() >= bound)
        }
      }
    }
  }

  @Test func equalRowsAreOneCluster() {
    let partition = Partition(Matrix<Float>(rows: 3000, columns: 2, repeating: 0.5))
    #expect(partition.centres.rows == 1)
    #expect(partition.order == Array(0..<3000))
  }

  @Test(arguments: [(1, 1), (255, 1), (2560, 20), (10_000, 64), (20_000, 78), (1_000_000, 256)])
  func thereIsAClusterForSoManyRows(rows: Int, clusters: Int) {
    #expect(Partition.clusterCount(rows: rows) == clusters)
  }

  @Test func threadsChangeNothing() {
    let (one, three) = (Partition(rows), Partition(rows, workers: Workers(3)))
    #expect(one.order == three.order && one.centres == three.centres)
    #expect(one.groups.map(\.places) == three.groups.map(\.places))
    #expect(one.groups.map(\.radius) == three.groups.map(\.radius))
    #expect(one.sorted(rows, workers: Workers(3)) == rows.selecting(rows: one.order))
  }
}
