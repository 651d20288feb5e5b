internal import Fingerprints
internal import Specimens

extension OriginModel {
  /// The rows of each unit, in the order of the table.
  static func rows(ofUnits units: [Int]) -> [[Int]] {
    var rows = [[Int]](repeating: [], count: (units.max() ?? -1) + 1)
    for (row, unit) in units.enumerated() { rows[unit].append(row) }
    return rows
  }

  /// What the library's instrument guard finds in each item; `nil` where there is no guard.
  ///
  /// Shots of several sessions are examined session by session, and the first that fails counts.
  func examinations(
    of questioned: QuestionedMaterial, rows: [[Int]]
  ) -> [InstrumentExamination?] {
    guard let instrument else { return rows.map { _ in nil } }
    var found = [InstrumentExamination?](repeating: nil, count: rows.count)
    // Which item each of the block's rows belongs to.
    let units = rows.enumerated().flatMap { unit, own in own.map { _ in unit } }
    for selected in questioned.selecting(rows.flatMap(\.self)) {
      guard case .spectra(let table) = selected.part.material else { continue }
      let owners = selected.places.map { units[$0] }
      let present = Set(owners).sorted()
      var stones = [Int: [Int]]()
      for (row, owner) in owners.enumerated() { stones[owner, default: []].append(row) }
      let examinations = instrument.examine(table, stones: present.map { stones[$0] ?? [] })
      for (unit, examination) in zip(present, examinations)
      where found[unit]?.reason == nil && (found[unit] == nil || examination.reason != nil) {
        found[unit] = examination
      }
    }
    return found
  }
}
