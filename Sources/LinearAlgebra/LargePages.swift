#if canImport(Glibc)
  internal import Glibc
#endif

/// Asks the system for large pages where memory is about to be filled for the first time.
///
/// Filling a hundred megabytes by pages of 4 KiB takes some ten thousand page faults. Advice only:
/// contents never depend on it, and nothing happens for small memory, for memory without whole pages
/// of 2 MiB or on systems without them.
///
/// - Parameter memory: memory that nothing has been written to yet.
package func adviseLargePages(_ memory: UnsafeMutableRawBufferPointer) {
  #if canImport(Glibc)
    let page = 1 << 21
    guard memory.count >= 4 * page, let base = memory.baseAddress else { return }
    let start = base.alignedUp(toMultipleOf: page)
    let length = (memory.count - (start - base)) / page * page
    // What it returns does not matter: it is advice.
    _ = madvise(start, length, MADV_HUGEPAGE)
  #endif
}
