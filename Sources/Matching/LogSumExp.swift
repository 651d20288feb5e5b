internal import Foundation

/// `ln (Σ exp x / count)`, without overflow; −∞ where no value is finite.
///
/// ```swift
/// logSumExp([1000, 1000][...])             // 1000.693: 1000 + ln 2
/// logSumExp([1000, 1000][...], over: 2)    // 1000
/// ```
///
/// - Parameters:
///   - values: any numbers and −∞.
///   - count: by what the sum is divided.
func logSumExp(_ values: ArraySlice<Double>, over count: Int = 1) -> Double {
  values.withUnsafeBufferPointer { values in
    var largest = -Double.infinity
    for value in values where value > largest { largest = value }
    guard largest.isFinite else { return -.infinity }
    var sum = 0.0
    // Thousands of values of e⁻³⁰ of the largest move the logarithm by 10⁻⁹ at most.
    for value in values where value > largest - 30 { sum += exp(value - largest) }
    return largest + log(sum / Double(count))
  }
}
