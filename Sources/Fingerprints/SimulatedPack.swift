import Foundation
public import Specimens

/// Tables and packs of made-up stones.
///
/// Everything here is text and values; writing files is the command's business.
extension SpectrumSimulator {
  /// A table of reference stones of one origin, with its origin in every row.
  ///
  /// Stones are named after the origin's folder and numbered from 1; they take turns in three
  /// sessions that all origins share, so that a session says nothing about origin.
  ///
  /// - Parameters:
  ///   - origin: one of `levels.origins`
  ///   - stones: how many stones
  ///   - shots: how many shots of each
  /// - Returns: one row for each shot, with the metadata `stone`, `shot`, `session`, `instrument`,
  ///   `medium` and `origin`.
  public func table(of origin: Origin, stones: Int, shots: Int) -> SpectraTable {
    let names = (0..<max(0, stones)).map { stone in
      let number = String(stone + 1)
      let zeros = String(repeating: "0", count: max(0, 2 - number.count))
      return "\(SpectrumSimulator.folder(of: origin))-\(zeros)\(number)"
    }
    return table(
      names.enumerated().map { ($1, "S\($0 % 3 + 1)") }, origin: origin, shots: shots,
      statesOrigin: true)
  }

  /// A table of one questioned stone: measured in a session of its own, its origin not stated.
  ///
  /// The session is named after the stone, so it shares its wavelength shift and response with no
  /// reference stone, as in a laboratory where the questioned stone comes on another day.
  ///
  /// - Parameters:
  ///   - name: the stone's name
  ///   - origin: where it is made to come from; the table does not say
  ///   - shots: how many shots
  public func questionedTable(named name: String, origin: Origin, shots: Int) -> SpectraTable {
    table([(name, name)], origin: origin, shots: shots, statesOrigin: false)
  }

  /// The shots of named stones one after another, with or without the column that tells the answer.
  private func table(
    _ stones: [(name: String, session: String)], origin: Origin, shots: Int, statesOrigin: Bool
  ) -> SpectraTable {
    var columns: [[String]] = Array(repeating: [], count: 6)
    var intensities: [Float] = []
    for stone in stones {
      intensities += self.shots(
        ofStone: stone.name, origin: origin, session: stone.session, shots: shots)
      for shot in 0..<max(0, shots) {
        let row = [
          stone.name, String(shot + 1), stone.session, "simulated", "air", origin.name,
        ]
        for (column, value) in row.enumerated() { columns[column].append(value) }
      }
    }
    let names = ["stone", "shot", "session", "instrument", "medium", "origin"]
    let kept = statesOrigin ? 6 : 5
    return SpectraTable(
      axis: axis, intensities: intensities,
      metadata: Metadata(
        names: Array(names.prefix(kept)), columns: Array(columns.prefix(kept)),
        rows: columns[0].count))
  }

  /// The folder of an origin in a pack: its name in ASCII, every other character a hyphen.
  ///
  /// Accents are dropped from their letters. Two origins that differ in nothing else would share a
  /// folder; the shipped ones do not. A name never leads out of the pack, since dots and slashes
  /// become hyphens.
  ///
  /// ```swift
  /// SpectrumSimulator.folder(of: Origin("CI/Séguéla"))   // "CI-Seguela"
  /// ```
  public static func folder(of origin: Origin) -> String {
    let scalars = origin.name.decomposedStringWithCanonicalMapping.unicodeScalars
    return String(
      String.UnicodeScalarView(
        scalars.filter { !$0.properties.isDiacritic }.map { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            ? scalar : "-"
        }))
  }

  /// The generated files of a pack: `library.json` and each origin's `spectra.csv`.
  ///
  /// - Parameters:
  ///   - name: the pack's name
  ///   - stones: how many stones of each origin
  ///   - shots: how many shots of each stone
  /// - Returns: each file's path within the pack and its text; the same seed, facts and levels give
  ///   the same bytes.
  public func packFiles(
    name: String, stones: Int, shots: Int
  ) -> [(path: String, text: String)] {
    let tables = levels.origins.map { origin in
      (
        path: "\(SpectrumSimulator.folder(of: origin))/spectra.csv",
        text: table(of: origin, stones: stones, shots: shots).wideText
      )
    }
    return [("library.json", libraryText(name: name, stones: stones, shots: shots))] + tables
  }

  /// The pack's `library.json`, written by hand so that no library's choice of spaces changes it.
  private func libraryText(name: String, stones: Int, shots: Int) -> String {
    let origins = levels.origins.map { origin in
      """
          {
            "origin": \(jsonQuoted(origin.name)),
            "folder": \(jsonQuoted(SpectrumSimulator.folder(of: origin))),
            "stones": \(stones),
            "shots": \(stones * shots)
          }
      """
    }
    let command = "adamas simulate spectra --seed \(seed) --stones \(stones) --shots \(shots)"
    return """
      {
        "schema": "adamas.pack/1",
        "name": \(jsonQuoted(name)),
        "version": "1",
        "kind": "\(EvidenceKind.spectra.rawValue)",
        "grade": "\(Grade.simulated.rawValue)",
        "created": {
          "command": "\(command)",
          "seed": \(seed)
        },
        "question": "Which of these made-up origins does a made-up stone fit best?",
        "limits": [
          "Every element level is invented: nothing here says anything about real diamonds.",
          "No public LIBS spectra of diamonds with origin labels exist to compare it with.",
          "Not for any decision about real goods."
        ],
        "origins": [
      \(origins.joined(separator: ",\n"))
        ]
      }

      """
  }
}
