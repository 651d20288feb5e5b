/// Element tables with three made-up origins, for the tests of the commands.
enum ExampleElements {
  /// References: `stones` stones of each origin with `shots` rows each.
  static func references(stones: Int = 8, shots: Int = 3) -> String {
    var text = "stone,origin,session,Na,Mg,Fe,Sr\n"
    for (number, origin) in ["CI/A", "GH/B", "RU/C"].enumerated() {
      for stone in 0..<stones {
        for shot in 0..<shots {
          text += "\(number)-\(stone),\(origin),1," + row(number, stone, shot) + "\n"
        }
      }
    }
    return text
  }

  /// Questioned stones without an origin: the first three are like the origins in turn, the fourth
  /// is like none.
  static func questioned() -> String {
    var text = "stone,Na,Mg,Fe,Sr\n"
    for number in 0..<3 {
      for shot in 0..<2 { text += "Q\(number),\(row(number, 100 + number, shot))\n" }
    }
    return text + "Q3,900,0.0001,900,0.0001\n"
  }

  /// Four concentrations that depend on the origin, a little on the stone and less on the shot.
  private static func row(_ origin: Int, _ stone: Int, _ shot: Int) -> String {
    let base = [[10.0, 4, 1, 0.5], [2, 9, 3, 1], [5, 2, 8, 4]][origin]
    return base.enumerated().map { column, value in
      let stonePart = Double((stone * 7 + column * 5) % 11 - 5) / 30
      let shotPart = Double((shot * 3 + stone + column * 2) % 5 - 2) / 60
      return "\(value * (1 + stonePart + shotPart))"
    }.joined(separator: ",")
  }
}
