internal import COpenBLAS
internal import Foundation

/// Which of its hand-written kernels OpenBLAS uses in this process, and who chose it.
///
/// OpenBLAS picks its kernels by the processor's model number and falls back to AVX2 ones for models
/// that it does not know, even where the processor has AVX-512. Those are up to 1.9 times slower.
/// The choice is made once, before the first product: where the processor and the operating system
/// have AVX-512 and OpenBLAS did not see it, OpenBLAS is asked to choose again with
/// `OPENBLAS_CORETYPE=SkylakeX`, and the result is checked against a small product whose exact value
/// is known. Whatever goes wrong, OpenBLAS's own choice stays.
///
/// A value of `OPENBLAS_CORETYPE` that the user has set is respected.
public struct BLASKernel: Sendable, Equatable, CustomStringConvertible {
  /// How the kernel came to be chosen.
  public enum Choice: String, Sendable {
    /// OpenBLAS recognised the processor, or nothing better was available.
    case openBLAS = "chosen by OpenBLAS"
    /// The user set `OPENBLAS_CORETYPE`.
    case environment = "chosen by OPENBLAS_CORETYPE"
    /// Adamas asked for the AVX-512 kernels.
    case adamas = "AVX-512 kernels chosen by Adamas"
  }

  /// OpenBLAS's name of the kernels, for example `SkylakeX`.
  public let name: String
  /// Who chose them.
  public let choice: Choice
  /// OpenBLAS's own description of its build, with its version.
  public let configuration: String

  /// The name, the choice and the version in one line.
  public var description: String { "\(name) (\(choice.rawValue)); \(configuration)" }

  /// The kernels of this process.
  ///
  /// The first use makes the choice and sets OpenBLAS to one thread: Adamas splits its work itself,
  /// because a product's last bits depend on OpenBLAS's thread count. The threads that OpenBLAS
  /// started when it was loaded are ended, as they would keep the other processors busy with waiting
  /// for about 0.1 s; so a program that lives for less should use this first of all.
  public static let current: BLASKernel = choose()

  private static func choose() -> BLASKernel {
    var choice = Choice.openBLAS
    if getenv(variable) != nil {
      choice = .environment
    } else if adamas_has_avx512() == 1, !namesOfAVX512Kernels.contains(coreName()) {
      choice = chooseAgain(asking: "SkylakeX") ? .adamas : .openBLAS
    }
    openblas_set_num_threads(1)
    if let end = dlsym(nil, "blas_thread_shutdown_") {
      _ = unsafeBitCast(end, to: (@convention(c) () -> Int32).self)()
    }
    return BLASKernel(
      name: coreName(), choice: choice, configuration: String(cString: openblas_get_config()))
  }

  private static let variable = "OPENBLAS_CORETYPE"
  private static let namesOfAVX512Kernels = ["SkylakeX", "Cooperlake", "SapphireRapids", "Zen4"]

  private static func coreName() -> String { String(cString: openblas_get_corename()) }

  /// Makes OpenBLAS choose its kernels again; `false` leaves everything as it was.
  private static func chooseAgain(asking name: String) -> Bool {
    typealias Action = @convention(c) () -> Void
    guard
      let quit = dlsym(nil, "gotoblas_dynamic_quit"),
      let start = dlsym(nil, "gotoblas_dynamic_init")
    else { return false }
    let restart = {
      unsafeBitCast(quit, to: Action.self)()
      unsafeBitCast(start, to: Action.self)()
    }
    setenv(variable, name, 1)
    restart()
    unsetenv(variable)
    if coreName() == name, smallProductIsRight() { return true }
    restart()
    return false
  }

  /// Whether a product of small whole numbers, exact in any order of its sums, comes out right.
  private static func smallProductIsRight() -> Bool {
    let n = 67
    let a = (0..<n * n).map { Float($0 * 7 % 11) - 5 }
    let b = (0..<n * n).map { Float($0 * 5 % 13) - 6 }
    var c = [Float](repeating: 0, count: n * n)
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(n), Int32(n), Int32(n), 1, a, Int32(n), b,
      Int32(n), 0, &c, Int32(n))
    return (0..<n * n).allSatisfy { index in
      let (i, j) = (index / n, index % n)
      return c[index] == (0..<n).reduce(Float(0)) { $0 + a[i * n + $1] * b[$1 * n + j] }
    }
  }
}
