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

/// The logarithm of a product of rising factorials, `ln Π Γ(x + n)/Γ(x)`, gathered factor by factor.
///
/// A few factors are multiplied as they are, `x (x + 1) … (x + n − 1)`, so that most take no logarithm.
///
/// ```swift
/// var product = RisingFactorials()
/// product.multiply(2, count: 3, logGamma: logGamma(2))
/// product.logarithm   // 3.178053830347946: ln (2 · 3 · 4)
/// ```
package struct RisingFactorials {
  /// Up to how many factors are multiplied.
  private static let few = 10.0
  /// Products stay between this and its inverse before they are multiplied.
  private static let largest = 1e90

  private var sum = 0.0
  private var product = 1.0

  /// The empty product.
  package init() {}

  /// Multiplies by `Γ(x + n)/Γ(x)`.
  ///
  /// - Parameters:
  ///   - x: above 0.
  ///   - count: `n`, whole and not negative.
  ///   - logGamma: `ln Γ(x)`, which the caller knows.
  @inline(__always)
  package mutating func multiply(
    _ x: Double, count: Double, logGamma known: @autoclosure () -> Double
  ) {
    guard count <= RisingFactorials.few, x < 1e20 else {
      sum += logGamma(x + count) - known()
      return
    }
    var step = 0.0
    while step < count {
      product *= x + step
      step += 1
    }
    if product > RisingFactorials.largest || product < 1 / RisingFactorials.largest {
      sum += log(product)
      product = 1
    }
  }

  /// The logarithm of the product.
  package var logarithm: Double { sum + log(product) }
}
