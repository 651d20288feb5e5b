internal import GRDB
public import Specimens

/// What became of the parcels of a register, counted.
public struct RegisterStatistics: Sendable, Equatable {
  /// The parcels with one verdict.
  public struct Verdict: Sendable, Equatable {
    /// The verdict: `inconsistent`, `refer`, `cannotSay` or `consistent`.
    public let name: String
    /// How many presentations had it.
    public var shipments = 0
    /// Those whose last outcome is that something was wrong.
    public var confirmed = 0
    /// Those whose last outcome is that nothing was.
    public var cleared = 0

    /// Those without an outcome.
    public var open: Int { shipments - confirmed - cleared }
  }

  /// How many runs over manifests brought something.
  public var screenings = 0
  /// The verdicts in the order of their names.
  public var verdicts: [Verdict] = []
  /// The carats by country and year of all presentations, by country and year.
  public var volumes: [DeclaredVolume] = []
}

extension ScreeningRegister {
  /// Counts presentations: papers that were screened several times count once.
  ///
  /// A presentation counts under the verdict that stood when its last outcome was recorded, because that is the
  /// one that was put to the test; without an outcome under its last verdict.
  ///
  /// - Throws: a sentence where the log or a record does not hold, as ``verifyLog(holding:)``.
  /// - Complexity: linear in the register.
  public var statistics: RegisterStatistics {
    get throws(LibraryError) {
      return try reading { db in
        let reader = RegisterReader(path: path)
        let outcomes = try reader.outcomes(db)
        let presentations = try reader.presentations(db, of: outcomes)
        // The shipment that the last outcome of a presentation is of.
        var tested: [String: (shipment: Int64, result: Outcome)] = [:]
        for outcome in outcomes {
          guard let presentation = presentations[outcome.shipment] else { continue }
          tested[presentation] = (outcome.shipment, outcome.result)
        }
        var verdicts: [String: String] = [:]
        var sums = VolumeSums()
        try reader.verify(db) { stored in
          let presentation = stored.presentation
          if verdicts[presentation] == nil {
            for volume in stored.shipment.papers.volumes { sums.add(volume) }
          }
          if tested[presentation].map({ $0.shipment >= stored.id }) ?? true {
            verdicts[presentation] = stored.shipment.verdict.name
          }
        }
        var counts: [String: RegisterStatistics.Verdict] = [:]
        for (presentation, name) in verdicts {
          counts[name, default: .init(name: name)].shipments += 1
          switch tested[presentation]?.result {
          case .confirmed: counts[name]?.confirmed += 1
          case .cleared: counts[name]?.cleared += 1
          case nil: break
          }
        }
        return RegisterStatistics(
          screenings: try reader.runs(db).count,
          verdicts: counts.values.sorted { $0.name < $1.name },
          volumes: sums.volumes)
      }
    }
  }
}
