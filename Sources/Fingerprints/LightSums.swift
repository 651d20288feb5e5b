/// The sum of intensities and the largest of them.
///
/// Four partial sums in double precision are added up in a fixed order, so that equal shots have equal
/// sums on every machine. The sum is finite if and only if every intensity is.
///
/// ```swift
/// lightSum(of: [1, 4, 2])   // (sum: 7, maximum: 4)
/// ```
///
/// - Returns: 0 and minus infinity where there are none.
func lightSum(of light: UnsafeBufferPointer<Float>) -> (sum: Double, maximum: Float) {
  var sums = SIMD4<Double>()
  var tops = SIMD4<Float>(repeating: -.infinity)
  let whole = light.count / 4 * 4
  let bytes = UnsafeRawBufferPointer(light)
  for start in stride(from: 0, to: whole, by: 4) {
    let four = bytes.loadUnaligned(
      fromByteOffset: start * MemoryLayout<Float>.size, as: SIMD4<Float>.self)
    sums += SIMD4<Double>(four)
    tops = tops.replacing(with: four, where: four .> tops)
  }
  var (sum, maximum) = ((sums[0] + sums[1]) + (sums[2] + sums[3]), tops.max())
  for index in whole..<light.count {
    sum += Double(light[index])
    maximum = max(maximum, light[index])
  }
  return (sum, maximum)
}
