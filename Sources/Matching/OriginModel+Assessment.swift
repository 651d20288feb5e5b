internal import Fingerprints
public import LinearAlgebra
public import Specimens

extension OriginModel {
  /// Assesses questioned material, item by item.
  ///
  /// - Parameters:
  ///   - material: spectra or compositions.
  ///   - items: what each row belongs to: rows of one name are pooled into one assessment.
  ///   - grades: the grade of each origin's footprint.
  ///   - options: level, priors, neighbours.
  ///   - workers: threads; the answer does not depend on them.
  /// - Returns: one assessment for each name, in the order of first appearance.
  /// - Throws: `MatchingError` when the material lacks what the references have, or a prior or the level
  ///   is wrong.
  public func assess(
    _ material: Material, items: [String], grades: [Origin: Grade],
    options: AssessmentOptions = AssessmentOptions(), workers: Workers = .all
  ) throws(MatchingError) -> [OriginAssessment] {
    precondition(items.count == material.count, "One name for each row.")
    guard options.level > 0, options.level < 1 else {
      throw .material(
        reason: "the level is \(options.level)", mend: "give a number between 0 and 1")
    }
    let priors = try options.priors(over: origins)
    let rows = OriginModel.rows(ofUnits: renumbered(items))
    let questioned = QuestionedMaterial(material, axis: axis)
    let parts = options.contributions > 0 ? extractor.parts(namesLines: axis != nil) : []
    // Even no row at all must be of the references' kind.
    if rows.isEmpty { _ = try features(of: questioned, rows: [], workers: workers) }
    let blocks = OriginModel.blocks(of: rows)
    // With a single block its steps share the threads, otherwise the blocks do.
    let inner = blocks.count > 1 ? Workers(1) : workers
    let names = rows.map { items[$0[0]] }
    let found = workers.map(blocks.count) { block in
      Result { () throws(MatchingError) in
        let units = blocks[block]
        let answers = try answers(
          for: Array(rows[units]), of: questioned, priors: priors, explaining: parts,
          count: options.contributions, workers: inner)
        return zip(units, answers).map { unit, answer in
          assessment(
            of: names[unit], count: rows[unit].count, answer, grades: grades, options: options,
            notes: questioned.notes(rows[unit]))
        }
      }
    }
    var assessments: [OriginAssessment] = []
    for block in found { assessments += try block.get() }
    return assessments
  }

  /// About how many rows are compared at a time: so few that their features need no memory to speak
  /// of, so many that they are projected at full speed.
  private static let blockRows = 256

  /// Runs of items with about ``blockRows`` rows together.
  private static func blocks(of rows: [[Int]]) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var (start, count) = (0, 0)
    for (unit, own) in rows.enumerated() {
      if count > 0, count + own.count > blockRows {
        blocks.append(start..<unit)
        (start, count) = (unit, 0)
      }
      count += own.count
    }
    return start < rows.count ? blocks + [start..<rows.count] : blocks
  }

  /// What is found of an item.
  private struct Finding {
    /// What the instrument guard says; `nil` where there is none.
    let examination: InstrumentExamination?
    /// What the classifier says; `nil` where the guard refuses.
    var answer: GroupAnswer?
    /// What speaks for it.
    var explanation: Explanation?
  }

  /// Examines and answers some items.
  private func answers(
    for rows: [[Int]], of questioned: QuestionedMaterial, priors: [Double],
    explaining parts: [FeaturePart], count: Int, workers: Workers
  ) throws(MatchingError) -> [Finding] {
    var found = examinations(of: questioned, rows: rows).map { Finding(examination: $0) }
    // What another instrument measured is not compared at all: its features may not even exist here.
    let comparable = rows.indices.filter { found[$0].examination?.reason == nil }
    guard !comparable.isEmpty else { return found }
    let features = try features(
      of: questioned, rows: comparable.flatMap { rows[$0] }, workers: workers)
    let groups = comparable.enumerated().flatMap { number, unit in rows[unit].map { _ in number } }
    let answers = classifier.answers(
      for: features, groups: groups, priors: priors, workers: workers)
    var start = 0
    for (unit, answer) in zip(comparable, answers) {
      found[unit].answer = answer
      if count > 0 {
        found[unit].explanation = explanation(
          of: features.selecting(rows: start..<start + rows[unit].count), answer, parts: parts,
          count: count)
      }
      start += rows[unit].count
    }
    return found
  }

  private func assessment(
    of item: String, count: Int, _ finding: Finding, grades: [Origin: Grade],
    options: AssessmentOptions, notes: [String]
  ) -> OriginAssessment {
    guard let answer = finding.answer else {
      return .cannotSay(
        item: item, count: count, kind: kind,
        reason: finding.examination?.reason ?? "the measurement cannot be compared",
        warnings: [finding.examination?.note].compactMap(\.self) + notes)
    }
    guard
      let setValues = answer.setValues, let typicalities = answer.typicalities,
      let jointValues = answer.jointValues
    else {
      return .cannotSay(
        item: item, count: answer.count, kind: kind,
        reason: "the library has too few groups of references to learn how sure an answer is")
    }
    let alpha = options.alpha
    let ranked = origins.indices.sorted {
      (answer.probabilities[$1], origins[$0]) < (answer.probabilities[$0], origins[$1])
    }
    let set = ranked.filter { setValues[$0] > alpha }.map { origins[$0] }
    let entries = ranked.map {
      OriginProbability(
        origin: origins[$0], probability: answer.probabilities[$0], typicality: typicalities[$0],
        grade: grades[origins[$0]] ?? .simulated)
    }
    return OriginAssessment(
      item: item, count: answer.count, kind: kind,
      verdict: Verdict(
        ranked: ranked.map { origins[$0] },
        probabilities: ranked.map { answer.probabilities[$0] },
        typicalities: ranked.map { typicalities[$0] }, set: set, alpha: alpha),
      origins: entries, set: set,
      neighbours: nearest(to: answer.score, count: options.neighbours),
      explanation: finding.explanation,
      declared: options.declared.map {
        DeclaredFit(
          of: $0, among: entries, pValues: ranked.map { jointValues[$0] }, alpha: alpha)
      },
      likelihoodRatio: options.declared.flatMap { likelihoodRatio(of: $0, answer) },
      warnings: notes
        + warnings(
          heldOutGroups: classifier.groups.first?.truth.count ?? 0, alpha: alpha))
  }

  /// What speaks for the most probable origin under equal priors against the next.
  private func explanation(
    of features: Matrix<Float>, _ answer: GroupAnswer, parts: [FeaturePart], count: Int
  ) -> Explanation? {
    guard let logs = answer.logPosterior else { return nil }
    let ranked = origins.indices.sorted { (logs[$1], origins[$0]) < (logs[$0], origins[$1]) }
    guard
      ranked.count > 1,
      let found = classifier.contributions(of: features, for: ranked[0], against: ranked[1])
    else { return nil }
    return Explanation(
      first: origins[ranked[0]], second: origins[ranked[1]], logOdds: found.logOdds,
      parts: parts.map { part in
        Explanation.Contribution(
          part: part.name, value: part.features.reduce(0) { $0 + found.values[$1] })
      }, keeping: count)
  }

  /// The likelihood ratio of a declared origin against the other reference origins; `nil` when either
  /// side has no references.
  private func likelihoodRatio(of declared: Origin, _ answer: GroupAnswer) -> LikelihoodRatio? {
    let within = Set(origins.indices.filter { origins[$0].isWithin(declared) })
    guard
      let logs = answer.logPosterior,
      let score = DeclaredOriginScores.score(logPosterior: logs, declared: within),
      let model = classifier.confidence(forCount: answer.count)?.likelihoodRatio
    else { return nil }
    return model.likelihoodRatio(ofScore: score, declared: declared.name)
  }

  /// The reference groups whose mean scores are nearest.
  private func nearest(to score: [Double], count: Int) -> [NearReference] {
    let references = classifier.references
    return references.groupLabels.indices
      .map { group in
        NearReference(
          identifier: groupNames[group], origin: origins[references.groupLabels[group]],
          distance: squaredDistance(score[...], references.groupMeans.row(group)).squareRoot())
      }
      .sorted { ($0.distance, $0.identifier) < ($1.distance, $1.identifier) }
      .prefix(max(0, count)).map(\.self)
  }

  /// What limits every assessment that the model makes.
  private func warnings(heldOutGroups: Int, alpha: Double) -> [String] {
    var result: [String] = []
    if classifier.heldOut == .blocksOfGroups {
      result.append(
        "Hardly any origin has two groups of references, so confidence was learned from blocks of "
          + "the same groups and is optimistic about new ones.")
    }
    if Double(heldOutGroups) < 1 / alpha - 1 {
      result.append(
        "With \(heldOutGroups) held-out reference groups the smallest p-value is "
          + "1/\(heldOutGroups + 1), so at this level nothing can be found \"unlike any "
          + "reference\", and no declared origin refused.")
    }
    return result
  }
}

extension Verdict {
  /// The verdict that probabilities, typicality and prediction set support together.
  ///
  /// *Assigned* needs all three to agree: the most probable origin is typical, its probability
  /// reaches the level, and the prediction set holds it alone. *Unlike any reference* needs no
  /// probability at all: a posterior is no novelty score. Otherwise the verdict names the origins of
  /// the prediction set; where that holds fewer than two, also the most probable ones that together
  /// reach the level.
  ///
  /// - Parameters:
  ///   - ranked: the origins, the most probable first.
  ///   - probabilities: theirs.
  ///   - typicalities: theirs.
  ///   - set: the prediction set, the most probable first.
  ///   - alpha: 1 − level: p-values above it do not exclude.
  /// - Precondition: there is at least one origin.
  init(
    ranked: [Origin], probabilities: [Double], typicalities: [Double], set: [Origin], alpha: Double
  ) {
    guard typicalities.contains(where: { $0 > alpha }) else {
      self = .unlikeAnyReference
      return
    }
    if set == [ranked[0]], probabilities[0] >= 1 - alpha, typicalities[0] > alpha {
      self = .assigned(ranked[0])
      return
    }
    if set.count > 1 {
      self = .ambiguous(set)
      return
    }
    var sum = 0.0
    var candidates: [Origin] = []
    for (origin, probability) in zip(ranked, probabilities) {
      if sum < 1 - alpha || candidates.count < 2 || set.contains(origin) {
        candidates.append(origin)
      }
      sum += probability
    }
    self = .ambiguous(candidates)
  }
}
