internal import Fingerprints
internal import Foundation
public import LinearAlgebra
public import Specimens

/// Holds many parcels against the origins that their papers declare.
///
/// What is drawn for one declaration, sieve set and number of stones serves all parcels alike, so
/// a parcel costs little more than its own comparison. Draws come from streams named after what they are for: an
/// answer depends neither on the other parcels nor on their order.
///
/// ```swift
/// var screen = SizeScreen(model)
/// let answers = screen.test(questions, workers: .all)
/// ```
public struct SizeScreen: Sendable {
  /// A parcel with what its papers declare.
  public struct Question: Sendable {
    /// The parcel.
    public let parcel: Parcel
    /// The declared origins, one or several.
    public let declared: [Origin]

    /// A parcel with its declared origins.
    public init(_ parcel: Parcel, declared: [Origin]) {
      self.parcel = parcel
      self.declared = declared
    }
  }

  /// What was declared of goods in which classes.
  private struct Case: Hashable {
    let declared: [Origin]
    let sieves: SieveSet
  }

  /// The same of some number of stones.
  private struct TrialCase: Hashable {
    let goods: Case
    let stones: Int
  }

  private let model: SizeModel
  private var classes: [SieveSet: KeptClasses] = [:]
  private var hypotheses: [Case: DeclarationHypotheses] = [:]
  private var trials: [TrialCase: DeclarationTrials] = [:]

  /// A screen that knows the footprints of a library.
  public init(_ model: SizeModel) { self.model = model }

  /// Tests parcels, each by itself.
  ///
  /// - Parameters:
  ///   - questions: parcels with declarations.
  ///   - workers: threads; no answer depends on them.
  /// - Returns: an answer for each, in their order.
  /// - Complexity: O(members · classes) for each parcel, and 480 times as much for each declaration, sieve set
  ///   and range of numbers of stones that did not occur before.
  public mutating func test(
    _ questions: [Question], workers: Workers = .all
  ) -> [Result<DeclarationTest, DeclarationTest.Refusal>] {
    let sorted = workers.map(questions.count) { [self] in classed(questions[$0].parcel) }
    for case (let set, _)? in sorted where classes[set] == nil {
      classes[set] = KeptClasses(
        of: set, pooled: model.pooled, cutOff: model.cutOff, curve: model.curve)
    }
    let footprints = footprints(of: questions)
    let known = self
    let prepared = workers.map(questions.count) { index in
      known.prepare(questions[index], sorted[index], footprints)
    }
    addHypotheses(prepared, workers: workers)
    addTrials(prepared, workers: workers)
    let ready = self
    return workers.map(prepared.count) { index in
      prepared[index].map { ready.answer($0) }
    }
  }

  /// A parcel that can be compared.
  private struct Prepared: Sendable {
    let goods: Case
    let footprints: [[Int]]
    let counts: [Double]
    var stones: Int { Int(counts.reduce(0, +)) }
  }

  /// The footprints of each origin that is declared.
  private func footprints(of questions: [Question]) -> [Origin: [Int]] {
    let declared = Set(questions.flatMap(\.declared))
    return Dictionary(
      uniqueKeysWithValues: declared.map { origin in
        (origin, model.origins.indices.filter { model.origins[$0].isWithin(origin) })
      })
  }

  private func prepare(
    _ question: Question, _ sorted: (set: SieveSet, contents: [ClassContent])?,
    _ footprintsOf: [Origin: [Int]]
  ) -> Result<Prepared, DeclarationTest.Refusal> {
    let declared = Array(Set(question.declared)).sorted()
    let footprints = declared.map { footprintsOf[$0] ?? [] }
    if let place = footprints.firstIndex(where: \.isEmpty) {
      return .failure(.unknownOrigin(declared[place]))
    }
    for place in footprints.joined() where model.footprints[place].scatter == .unknown {
      return .failure(
        .parcel(
          reason:
            "there is one reference parcel of \(model.origins[place]), so how far parcels of it "
            + "differ is not known"))
    }
    guard let sorted, let kept = classes[sorted.set] else {
      return .failure(.parcel(reason: "the parcel has no stones, or one without a positive weight"))
    }
    let question = SizeQuestion(sorted.contents, in: kept, handling: question.parcel.handling)
    if let refusal = question.refusal { return .failure(.parcel(reason: refusal)) }
    return .success(
      Prepared(
        goods: Case(declared: declared, sieves: sorted.set), footprints: footprints,
        counts: question.counts.map { $0.rounded() }))
  }

  private mutating func addHypotheses(
    _ prepared: [Result<Prepared, DeclarationTest.Refusal>], workers: Workers
  ) {
    var wanted: [Case: [[Int]]] = [:]
    for case .success(let parcel) in prepared where hypotheses[parcel.goods] == nil {
      wanted[parcel.goods] = parcel.footprints
    }
    let cases = Array(wanted)
    let (model, classes) = (model, classes)
    let made = workers.map(cases.count) { index -> DeclarationHypotheses? in
      let (goods, footprints) = cases[index]
      return classes[goods.sieves].map { kept in
        DeclarationHypotheses(
          model, declared: footprints, classes: kept,
          stream: goods.declared.map(\.name).joined(separator: "+") + "/"
            + kept.names.joined(separator: "+"))
      }
    }
    for (index, hypotheses) in made.enumerated() { self.hypotheses[cases[index].key] = hypotheses }
  }

  private mutating func addTrials(
    _ prepared: [Result<Prepared, DeclarationTest.Refusal>], workers: Workers
  ) {
    var wanted: Set<TrialCase> = []
    for case .success(let parcel) in prepared {
      for stones in DeclarationTrials.stones(around: parcel.stones) {
        wanted.insert(TrialCase(goods: parcel.goods, stones: stones))
      }
    }
    let cases = wanted.filter { trials[$0] == nil }
    let list = Array(cases)
    let hypotheses = hypotheses
    let made = workers.map(list.count) { index in
      hypotheses[list[index].goods].map { DeclarationTrials($0, stones: list[index].stones) }
    }
    for (index, trials) in made.enumerated() { self.trials[list[index]] = trials }
  }

  private func answer(_ parcel: Prepared) -> DeclarationTest {
    let near = DeclarationTrials.stones(around: parcel.stones).compactMap {
      trials[TrialCase(goods: parcel.goods, stones: $0)]
    }
    guard let hypotheses = hypotheses[parcel.goods], !near.isEmpty else {
      preconditionFailure("Every parcel's hypotheses and trials were made before.")
    }
    let densities = hypotheses.logDensities(of: parcel.counts)
    let posterior = logSoftmax([densities.asDeclared] + densities.others + [densities.none])
      .map { exp($0) }
    let alternatives = hypotheses.others.enumerated().map { place, footprint in
      DeclarationTest.Alternative(
        origin: model.origins[footprint], probability: posterior[place + 1])
    }
    let noticed = near.compactMap(\.noticed)
    return DeclarationTest(
      stones: parcel.stones,
      // Of the numbers of stones on either side the one that is kinder to the papers.
      pValue: near.map { $0.pValue(ofRatio: densities.ratio) }.max() ?? 1,
      log10LikelihoodRatio: min(max(-densities.ratio / log(10), -3), 3),
      noticed: noticed.min(), asDeclared: posterior[0],
      alternatives: alternatives.sorted {
        ($1.probability, $0.origin) < ($0.probability, $1.origin)
      },
      noneOfThese: posterior[posterior.count - 1])
  }

  // MARK: Single stones

  /// A parcel in classes; single stones in steps of half an octave of weight above a cut-off.
  ///
  /// A table of stones states no cut-off; its smallest stone says about where recovery stopped. A sieve
  /// lets stones through up to about twice the weight of the smallest that it holds back, so only those above
  /// twice its weight are counted, from the next half octave on, so that parcels share their classes.
  private func classed(_ parcel: Parcel) -> (set: SieveSet, contents: [ClassContent])? {
    switch parcel.content {
    case .classes(let set, let contents): return (set, contents)
    case .stones(let stones):
      let carats = stones.map(\.carats).sorted()
      guard let smallest = carats.first, smallest > 0, carats.allSatisfy(\.isFinite) else {
        return nil
      }
      let lowest = max(2 * smallest, model.cutOff ?? 0)
      let half = (2 * log2(lowest) - 1e-9).rounded(.up)
      var bounds = [exp2(half / 2)]
      while let last = bounds.last,
        shareAbove(last * 2.0.squareRoot()) >= SizeQuestion.smallestShare
      {
        bounds.append(exp2((half + Double(bounds.count)) / 2))
      }
      var counts = [Double](repeating: 0, count: bounds.count)
      for stone in carats {
        let place = bounds.lastIndex { $0 <= stone }
        if let place { counts[place] += 1 }
      }
      return (
        SieveSet(bounds: bounds.map(SizeBound.carats)), counts.map { ClassContent(stones: $0) }
      )
    }
  }

  /// The pooled share of stones above a weight.
  private func shareAbove(_ carats: Double) -> Double {
    model.pooled[CaratGrid.cell(ofCarats: carats)...].reduce(0, +)
  }
}
