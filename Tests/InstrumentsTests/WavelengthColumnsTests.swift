import Specimens
import Testing

@testable import Instruments

@Suite("The arrangement of wavelength columns")
struct WavelengthColumnsTests {
  /// An axis of n channels with the given first wavelength and step.
  private func sampled(_ first: Double, _ step: Double, _ count: Int) -> [Double] {
    (0..<count).map { first + step * Double($0) }
  }

  @Test("leaves a rising axis as it is")
  func rising() {
    let columns = WavelengthColumns([200, 201, 203])
    #expect(columns.axis.segments == [0..<3])
    #expect(columns.channels == [0, 1, 2])
    #expect(columns.isFirst == [true, true, true])
  }

  @Test("reverses a descending axis, segment by segment")
  func descending() {
    let columns = WavelengthColumns([305, 304, 303, 304.5, 303.5, 302.5])
    #expect(columns.axis.wavelengths == [302.5, 303.5, 304.5, 303, 304, 305])
    #expect(columns.axis.segments == [0..<3, 3..<6])
    #expect(columns.channels == [5, 4, 3, 2, 1, 0])
  }

  @Test("sorts a scrambled axis into one segment")
  func scrambled() {
    let columns = WavelengthColumns([203, 200, 205, 201, 204, 202])
    #expect(columns.axis.wavelengths == [200, 201, 202, 203, 204, 205])
    #expect(columns.axis.segments == [0..<6])
    #expect(columns.channels == [3, 0, 5, 1, 4, 2])
  }

  @Test("every permutation of an axis fills the same channels", arguments: 0..<20)
  func permutations(seed: Int) {
    let axis = sampled(200, 0.5, 7)
    let order = axis.indices.map { ($0 * (seed % 6 + 1) + seed) % 7 }
    let columns = WavelengthColumns(order.map { axis[$0] })
    for (column, channel) in columns.channels.enumerated() {
      #expect(columns.axis.wavelengths[channel] == axis[order[column]])
    }
  }

  @Test("cuts where a spectrometer left a gap")
  func gap() {
    let columns = WavelengthColumns(sampled(200, 0.1, 50) + sampled(300, 0.1, 50))
    #expect(columns.axis.segments == [0..<50, 50..<100])
  }

  @Test("does not cut at a step of twenty medians or less")
  func smallGap() {
    let axis = sampled(200, 0.125, 50)
    let next = axis[49] + 0.125 * 20
    #expect(WavelengthColumns.cut(axis + sampled(next, 0.125, 50)) == [0..<100])
    #expect(WavelengthColumns.cut(axis + sampled(next + 0.125, 0.125, 50)) == [0..<50, 50..<100])
  }

  @Test("does not shatter a list of lines")
  func lines() {
    // Steps grow from 0.01 to 50 nm: a list of lines, crowded at one end.
    let steps = (0..<60).map { 0.01 * pow1(1.155, $0) }
    let lines = steps.reduce(into: [200.0]) { $0.append(($0.last ?? 0) + $1) }
    #expect(WavelengthColumns(lines).axis.segments.count == 1)
  }

  @Test("does not cut a handful of channels")
  func few() {
    #expect(WavelengthColumns([200, 201, 202, 203, 500]).axis.segments == [0..<5])
  }

  @Test("does not cut an echelle, whose steps grow with wavelength")
  func echelle() {
    let axis = (0..<5_000).map { 200 * pow1(1.0003, $0) }
    #expect(WavelengthColumns(axis).axis.segments == [0..<5_000])
  }

  @Test("a wavelength twice within a segment is one channel")
  func duplicates() {
    let columns = WavelengthColumns([200, 201, 201, 202])
    #expect(columns.axis.wavelengths == [200, 201, 202])
    #expect(columns.channels == [0, 1, 1, 2])
    #expect(columns.isFirst == [true, true, false, true])
  }

  @Test("a run that only repeats others is no segment")
  func repetition() {
    let axis = sampled(200, 1, 10)
    let columns = WavelengthColumns(axis + [204])
    #expect(columns.axis.segments == [0..<10])
    #expect(columns.channels.last == 4)
    let twice = WavelengthColumns(axis + axis)
    #expect(twice.axis.segments == [0..<10])
    #expect(twice.channels == Array(0..<10) + Array(0..<10))
    #expect(
      twice.isFirst == [Bool](repeating: true, count: 10) + [Bool](repeating: false, count: 10))
  }

  @Test("no columns make no segments")
  func empty() {
    #expect(WavelengthColumns([]).channels.isEmpty)
  }

  /// A whole power.
  private func pow1(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }
}
