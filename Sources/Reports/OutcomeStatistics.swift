public import Foundation
public import Matching

/// What became of screened parcels, as `adamas register statistics` prints it.
///
/// Outcomes are known only of parcels that somebody followed up, and nobody follows up at random: the shares
/// are those among these parcels and no error rates of all. Every output says so.
public struct OutcomeStatistics: Sendable, Equatable {
  /// The parcels with one verdict.
  public struct Verdict: Sendable, Equatable, Encodable {
    /// The verdict: `inconsistent`, `refer`, `cannotSay` or `consistent`.
    public let verdict: String
    /// How many there are.
    public let shipments: Int
    /// Those that were confirmed: something was wrong.
    public let confirmed: Int
    /// Those that were cleared: nothing was.
    public let cleared: Int
    /// Those without an outcome.
    public let open: Int

    /// The parcels with one verdict.
    public init(verdict: String, shipments: Int, confirmed: Int, cleared: Int) {
      self.verdict = verdict
      self.shipments = shipments
      self.confirmed = confirmed
      self.cleared = cleared
      open = shipments - confirmed - cleared
    }
  }

  /// The carats of a country and year.
  public struct Volume: Sendable, Equatable, Encodable {
    /// ISO 3166-1 alpha-2.
    public let country: String
    /// The calendar year.
    public let year: Int
    /// The declared weight in carats.
    public let carats: Double

    /// The carats of a country and year.
    public init(country: String, year: Int, carats: Double) {
      self.country = country
      self.year = year
      self.carats = rounded(carats)
    }
  }

  /// How many manifests were screened.
  public let screenings: Int
  /// The verdicts in the order in which a list ranks them.
  public let verdicts: [Verdict]
  /// The carats by country and year.
  public let volumes: [Volume]

  /// Statistics.
  public init(screenings: Int, verdicts: [Verdict], volumes: [Volume]) {
    self.screenings = screenings
    self.verdicts = verdicts
    self.volumes = volumes
  }

  /// Of parcels said to be inconsistent or referred, and followed up: those confirmed.
  public var confirmedOfFlagged: BinomialShare { share(of: \.confirmed, flagged: true) }
  /// Of the same: those cleared.
  public var clearedOfFlagged: BinomialShare { share(of: \.cleared, flagged: true) }
  /// Of parcels said to be consistent or of which nothing could be said, and followed up: those confirmed.
  public var confirmedOfPassed: BinomialShare { share(of: \.confirmed, flagged: false) }

  private func share(of count: (Verdict) -> Int, flagged: Bool) -> BinomialShare {
    let chosen = verdicts.filter { ["inconsistent", "refer"].contains($0.verdict) == flagged }
    return BinomialShare(
      chosen.reduce(0) { $0 + count($1) },
      of: chosen.reduce(0) { $0 + $1.confirmed + $1.cleared })
  }

  private static let caution =
    "The shares are of the parcels that were followed up only: who chooses whom to follow up chooses "
    + "the shares too. They are no error rates of all parcels."

  /// The statistics as a person reads them.
  public func text(style: TextStyle) -> String {
    let all = verdicts.reduce(0) { $0 + $1.shipments }
    let open = verdicts.reduce(0) { $0 + $1.open }
    var lines = [
      style.strong(
        "Parcels screened: \(all), in screenings: \(screenings). Without an outcome yet: \(open)."),
      "",
      style.faint("verdict        parcels  confirmed  cleared  no outcome"),
    ]
    for verdict in verdicts {
      lines.append(
        verdict.verdict.padded(to: 12)
          + String(
            format: "%10d %10d %8d %11d", verdict.shipments, verdict.confirmed, verdict.cleared,
            verdict.open))
    }
    lines += [
      "",
      sentence("Of parcels said to be inconsistent or to refer", confirmedOfFlagged, "confirmed"),
      sentence("Of the same", clearedOfFlagged, "cleared"),
      sentence(
        "Of parcels said to be consistent or of which nothing could be said", confirmedOfPassed,
        "confirmed"),
      OutcomeStatistics.caution,
    ].map { style.wrapped($0, first: "", indent: 0) }
    if !volumes.isEmpty { lines += ["", style.faint("country  year          carats")] }
    for volume in volumes {
      lines.append(
        volume.country.padded(to: 7) + String(format: "%6d %15.2f", volume.year, volume.carats))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func sentence(_ whose: String, _ share: BinomialShare, _ what: String) -> String {
    guard share.trials > 0 else { return "\(whose), none has an outcome yet." }
    let (low, high) = (String(format: "%.2f", share.lower), String(format: "%.2f", share.upper))
    return "\(whose), \(share.count) of \(share.trials) with an outcome were \(what): "
      + "\(String(format: "%.2f", share.share)) (Wilson's 95 % interval \(low)-\(high))."
  }

  /// The statistics as JSON with the schema `adamas.register.statistics/1`.
  ///
  /// - Throws: what the encoder throws.
  public func json() throws -> Data {
    struct Share: Encodable {
      let count: Int
      let trials: Int
      /// Absent where nobody was followed up.
      let share: Double?
      let lower: Double?
      let upper: Double?

      init(_ share: BinomialShare) {
        (count, trials) = (share.count, share.trials)
        self.share = share.trials > 0 ? rounded(share.share) : nil
        lower = share.trials > 0 ? rounded(share.lower) : nil
        upper = share.trials > 0 ? rounded(share.upper) : nil
      }
    }
    struct File: Encodable {
      let schema: String
      let screenings: Int
      let verdicts: [Verdict]
      let interval: String
      let caution: String
      let confirmedOfFlagged: Share
      let clearedOfFlagged: Share
      let confirmedOfPassed: Share
      let volumes: [Volume]
    }
    return try encoded(
      File(
        schema: "adamas.register.statistics/1", screenings: screenings, verdicts: verdicts,
        interval: "Wilson, 95 %", caution: OutcomeStatistics.caution,
        confirmedOfFlagged: Share(confirmedOfFlagged), clearedOfFlagged: Share(clearedOfFlagged),
        confirmedOfPassed: Share(confirmedOfPassed), volumes: volumes))
  }
}
