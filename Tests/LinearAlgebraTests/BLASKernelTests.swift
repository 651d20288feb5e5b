import LinearAlgebra
import Testing

struct BLASKernelTests {
  @Test func theKernelAndItsChoiceAreNamed() {
    let kernel = BLASKernel.current
    #expect(!kernel.name.isEmpty)
    #expect(kernel.configuration.hasPrefix("OpenBLAS"))
    #expect(kernel.description.hasPrefix("\(kernel.name) (\(kernel.choice.rawValue)); "))
  }

  /// Two kernels may sum in different orders; both stay within `γ(n) Σ|a||b|` of the exact sum.
  @Test func productsStayWithinTheBoundThatHoldsForEveryKernel() {
    let n = 97
    let values = (0..<n * n).map { Float($0 * 7919 % 1009) / 503 - 1 }
    let a = Matrix<Float>(rows: n, columns: n, elements: values)
    let found = product(a, a)
    let wide = Matrix<Double>(a)
    let exact = plainProduct(wide, wide)
    let magnitudes = Matrix<Double>(rows: n, columns: n, elements: wide.elements.map(abs))
    let limits = plainProduct(magnitudes, magnitudes)
    let gamma = Double(n) * 0x1p-24 / (1 - Double(n) * 0x1p-24)
    let isWithin = found.elements.indices.allSatisfy { index in
      abs(Double(found.elements[index]) - exact.elements[index]) <= gamma * limits.elements[index]
    }
    #expect(isWithin)
  }
}
