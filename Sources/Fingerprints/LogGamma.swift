internal import Foundation

/// The logarithm of the gamma function.
///
/// Stirling's series from 16 up (NIST Digital Library of Mathematical Functions, 5.11.1,
/// https://dlmf.nist.gov/5.11), below that through `Γ(x + 1) = x Γ(x)`: relative error below 10⁻¹⁴
/// away from its zeros at 1 and 2. The C library's function keeps the sign in a global variable,
/// which threads would share.
///
/// ```swift
/// logGamma(5)   // 3.178053830347946: ln 24
/// ```
///
/// - Precondition: `x > 0`.
package func logGamma(_ x: Double) -> Double {
  var (z, product) = (x, 1.0)
  while z < 16 {
    product *= z
    z += 1
  }
  let inverse = 1 / z
  let square = inverse * inverse
  let high = 1.0 / 1260 - square * (1.0 / 1680 - square / 1188)
  let series = inverse * (1.0 / 12 - square * (1.0 / 360 - square * high))
  let value = (z - 0.5) * log(z) - z + 0.918_938_533_204_672_741_78 + series
  return product == 1 ? value : value - log(product)
}
