internal import Specimens

/// Which channel of an axis each wavelength column of a table fills.
///
/// Spectrometers with several channels are written one after another, so that wavelengths overlap,
/// leave gaps or jump back. The columns are arranged so:
///
/// 1. If more steps fall than rise, the order is reversed: a descending axis.
/// 2. Maximal rising runs in file order become segments, each strictly rising.
/// 3. If runs are shorter than three channels on average, the order means nothing: all columns are
///    sorted into one run. A run all of whose wavelengths stand in other runs as well is no
///    spectrometer but a repetition, and is merged likewise.
/// 4. A run is cut where a spectrometer left a gap; see ``cut(_:)``.
///
/// Columns with one wavelength are duplicates when they meet in one run (or in a repetition): they
/// fill one channel and must agree in every row. Two overlapping segments may both have a wavelength:
/// two spectrometers measured it, and neither is dropped.
///
/// ```swift
/// let columns = WavelengthColumns([200, 201, 202, 201.5, 202.5, 203.5])
/// columns.axis.segments                                    // [0..<3, 3..<6]
/// WavelengthColumns([202, 201, 200]).channels              // [2, 1, 0]
/// ```
struct WavelengthColumns {
  /// The channels.
  let axis: WavelengthAxis
  /// The channel of each column, in the table's order.
  let channels: [Int]
  /// Whether the column is the first to fill its channel; the others are duplicates.
  let isFirst: [Bool]

  /// Arranges the columns with the given wavelengths in nanometres.
  ///
  /// - Complexity: O(n log n) for n columns.
  init(_ wavelengths: [Double]) {
    var runs = WavelengthColumns.risingRuns(wavelengths)
    if runs.count * 3 > wavelengths.count {
      runs = [WavelengthColumns.sorted(Array(wavelengths.indices), by: wavelengths)]
    } else if runs.count > 1 {
      runs = WavelengthColumns.mergingRepetitions(runs, wavelengths)
    }

    var axis: [Double] = []
    var segments: [Range<Int>] = []
    var channels = [Int](repeating: 0, count: wavelengths.count)
    for run in runs {
      var distinct: [Double] = []
      for column in run {
        if distinct.last != wavelengths[column] { distinct.append(wavelengths[column]) }
        channels[column] = axis.count + distinct.count - 1
      }
      for piece in WavelengthColumns.cut(distinct) {
        segments.append(axis.count + piece.lowerBound..<axis.count + piece.upperBound)
      }
      axis += distinct
    }
    self.axis = WavelengthAxis(wavelengths: axis, segments: segments)
    self.channels = channels
    var isFilled = [Bool](repeating: false, count: axis.count)
    isFirst = channels.map { channel in
      defer { isFilled[channel] = true }
      return !isFilled[channel]
    }
  }

  /// Where a spectrometer left a gap: the ranges between steps of more than twenty times the median.
  ///
  /// Only a sampled axis has gaps, where steps change slowly along it. A list of lines is irregular
  /// and would shatter, and so would a handful of channels; so an axis is cut only if it has at least
  /// 32 channels and nine of ten steps lie within a factor of three of the median. A grating's step
  /// changes by less than that, an echelle's, proportional to wavelength, by 4.5 from 200 to 900 nm
  /// and so by about 2 from its median.
  ///
  /// Measured: fish (452 channels, steps of 1.42 nm) and soil within its parts have no step above 2
  /// medians; soil's two gaps are 90 and 160 medians; of the 97 steps of alloys, a line list, only a
  /// minority is within the factor of three.
  static func cut(_ wavelengths: [Double]) -> [Range<Int>] {
    let all = [0..<wavelengths.count]
    guard wavelengths.count >= 32 else { return all }
    let steps = zip(wavelengths.dropFirst(), wavelengths).map { $0 - $1 }
    let median = steps.sorted()[steps.count / 2]
    let regular = steps.count { median / 3 <= $0 && $0 <= median * 3 }
    guard regular * 10 >= steps.count * 9 else { return all }
    var pieces: [Range<Int>] = []
    var start = 0
    for (index, step) in steps.enumerated() where step > 20 * median {
      pieces.append(start..<index + 1)
      start = index + 1
    }
    return pieces + [start..<wavelengths.count]
  }

  /// The columns in maximal runs of wavelengths that do not fall.
  private static func risingRuns(_ wavelengths: [Double]) -> [[Int]] {
    let steps = zip(wavelengths, wavelengths.dropFirst())
    let rising = steps.count { $0 < $1 }
    let falling = steps.count { $0 > $1 }
    var order = Array(wavelengths.indices)
    if falling > rising { order.reverse() }
    var runs: [[Int]] = []
    for column in order {
      if let last = runs.last?.last, wavelengths[last] <= wavelengths[column] {
        runs[runs.count - 1].append(column)
      } else {
        runs.append([column])
      }
    }
    return runs
  }

  /// The runs without those that only repeat wavelengths of others, whose columns join the first run
  /// that has the wavelength.
  private static func mergingRepetitions(_ runs: [[Int]], _ wavelengths: [Double]) -> [[Int]] {
    var holders: [Double: [Int]] = [:]
    for (index, run) in runs.enumerated() {
      for column in run where holders[wavelengths[column]]?.last != index {
        holders[wavelengths[column], default: []].append(index)
      }
    }
    var merged = runs
    // From the last run to the first, so that of two equal runs the first one stays.
    for index in runs.indices.reversed() {
      let homes = runs[index].map { column in
        holders[wavelengths[column]]?.first { $0 != index && !merged[$0].isEmpty }
      }
      guard homes.allSatisfy({ $0 != nil }) else { continue }
      for (column, home) in zip(runs[index], homes) {
        if let home { merged[home].append(column) }
      }
      merged[index] = []
    }
    return merged.filter { !$0.isEmpty }.map { sorted($0, by: wavelengths) }
  }

  /// Columns by rising wavelength; equal ones stay in the table's order.
  private static func sorted(_ columns: [Int], by wavelengths: [Double]) -> [Int] {
    columns.sorted { (wavelengths[$0], $0) < (wavelengths[$1], $1) }
  }
}
