public import LinearAlgebra
public import Specimens

extension Baseline {
  /// The baseline of one spectrum.
  ///
  /// ```swift
  /// let flat = Spectrum(axis: axis, intensities: [5, 5, 5, 5, 5])
  /// try Baseline.snip(halfWindow: 1).baseline(of: flat)   // [5, 5, 5, 5, 5]
  /// ```
  ///
  /// - Returns: one value for each channel, in the unit of the light; zeros for ``none``.
  /// - Throws: ``FingerprintError`` when the spectrum holds a value that is not finite.
  public func baseline(of spectrum: Spectrum) throws(FingerprintError) -> [Double] {
    let table = SpectraTable(
      axis: spectrum.axis, intensities: spectrum.intensities,
      metadata: Metadata(names: [], columns: [], rows: 1))
    return try baselines(of: table, workers: Workers(1)).elements
  }

  /// The baselines of all shots of a table.
  ///
  /// A shot's baseline has the same bits in every table and for every number of threads. A segment of
  /// one or two channels, in which nothing can be told from anything, is its own baseline.
  ///
  /// - Parameters:
  ///   - table: the shots.
  ///   - segments: the channels that share a baseline; by default those of the axis.
  ///   - workers: threads.
  /// - Returns: `table.count x table.axis.count`, in the unit of the light; zeros for ``none``, and for
  ///   channels outside the segments.
  /// - Throws: ``FingerprintError`` when a shot holds a value that is not finite, or the baseline is
  ///   not determined in double precision, as with `lambda` of 1e15 on 7,152 channels.
  /// - Complexity: O(shots · channels · iterations), or half windows.
  public func baselines(
    of table: SpectraTable, segments: [Range<Int>]? = nil, workers: Workers = .all
  ) throws(FingerprintError) -> Matrix<Double> {
    let (light, axis) = (table.intensities, table.axis)
    var result = [Double](repeating: 0, count: light.count)
    try result.withUnsafeMutableBufferPointer { result throws(FingerprintError) in
      // Each block writes its own shots.
      nonisolated(unsafe) let result = result
      try forEachBaseline(
        of: light, axis: axis, segments: segments ?? axis.segments, workers: workers
      ) { start, baseline in
        for (channel, value) in baseline.enumerated() { result[start + channel] = value }
      }
    }
    return Matrix(rows: table.count, columns: axis.count, elements: result)
  }

  /// A table without its baselines: the light above them, which may be negative by noise.
  ///
  /// - Parameters:
  ///   - table: the shots.
  ///   - workers: threads; the result does not depend on them.
  /// - Throws: ``FingerprintError`` as ``baselines(of:workers:)``.
  public func subtracted(
    from table: SpectraTable, workers: Workers = .all
  ) throws(FingerprintError) -> SpectraTable {
    guard self != .none else { return table }
    var light = table.intensities
    try subtract(from: &light, axis: table.axis, workers: workers)
    return SpectraTable(axis: table.axis, intensities: light, metadata: table.metadata)
  }

  /// Takes the baselines away from shots, given one after the other.
  func subtract(
    from light: inout [Float], axis: WavelengthAxis, workers: Workers
  ) throws(FingerprintError) {
    guard self != .none else { return }
    let given = light
    try light.withUnsafeMutableBufferPointer { light throws(FingerprintError) in
      // Each block writes its own shots.
      nonisolated(unsafe) let light = light
      try forEachBaseline(
        of: given, axis: axis, segments: axis.segments, workers: workers
      ) { start, baseline in
        for (channel, value) in baseline.enumerated() {
          light[start + channel] = Float(Double(given[start + channel]) - value)
        }
      }
    }
  }

  /// How many shots a block holds: enough that lanes are seldom empty, few enough for two threads to
  /// share some hundred shots evenly.
  private static let shotsOfBlock = 32

  /// Finds the baseline of every segment of every shot.
  ///
  /// - Parameter done: takes the place of a segment's first channel in `light`, and its baseline; called
  ///   from several threads at a time, and not at all for ``none``.
  private func forEachBaseline(
    of light: [Float], axis: WavelengthAxis, segments: [Range<Int>], workers: Workers,
    done: @Sendable (_ start: Int, _ baseline: [Double]) -> Void
  ) throws(FingerprintError) {
    if let fault { preconditionFailure("A baseline that can be computed: \(fault).") }
    if let place = light.firstIndex(where: { !$0.isFinite }) {
      let (shot, channel) = place.quotientAndRemainder(dividingBy: axis.count)
      throw FingerprintError(
        reason: "shot \(shot + 1) holds a value at \(axis.wavelengths[channel]) nm that is not a "
          + "finite number",
        mend: "leave the shot out")
    }
    guard self != .none, axis.count > 0 else { return }
    let shots = light.count / axis.count
    let blocks = (shots + Baseline.shotsOfBlock - 1) / Baseline.shotsOfBlock
    let failed = workers.map(blocks * segments.count) { block in
      let first = block / segments.count * Baseline.shotsOfBlock
      return fit(
        light, rows: first..<min(first + Baseline.shotsOfBlock, shots), width: axis.count,
        channels: segments[block % segments.count], done)
    }
    if let shot = failed.flatMap(\.self).min() {
      throw FingerprintError(
        reason: "the baseline \(self) of shot \(shot + 1) is not determined in double precision",
        mend: "take a smaller lambda")
    }
  }

  /// Finds the baselines of one segment of a block of shots.
  ///
  /// - Returns: the shots whose baseline is not determined.
  private func fit(
    _ light: [Float], rows: Range<Int>, width: Int, channels: Range<Int>,
    _ done: (_ start: Int, _ baseline: [Double]) -> Void
  ) -> [Int] {
    var smoothing: ReweightedSmoothing
    switch self {
    case .none: return []
    case .snip(let halfWindow):
      let clipping = PeakClipping(halfWindow: halfWindow, channels: channels.count)
      for row in rows {
        let start = row * width + channels.lowerBound
        done(
          start, clipping.baseline(of: light[start..<start + channels.count].map { Double($0) }))
      }
      return []
    case .airPLS(let lambda, let tolerance, let iterations):
      smoothing = ReweightedSmoothing(
        rule: .airPLS, channels: channels.count, lambda: lambda, tolerance: tolerance,
        iterations: iterations)
    case .arPLS(let lambda, let tolerance, let iterations):
      smoothing = ReweightedSmoothing(
        rule: .arPLS, channels: channels.count, lambda: lambda, tolerance: tolerance,
        iterations: iterations)
    }
    return smoothing.fit(rows) { row, channel in
      light[row * width + channels.lowerBound + channel]
    } done: { row, baseline in
      done(row * width + channels.lowerBound, baseline)
    }
  }
}
