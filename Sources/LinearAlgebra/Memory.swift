internal import COpenBLAS

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

/// Keeps freed memory for what the process does next, instead of giving it back to the system.
///
/// The C library gives large blocks back as soon as they are freed, and the next block of the same
/// size is cleared by the system page by page. For a command that ends when its work is done, this
/// is for nothing: a twelfth of the time of `classify`. Call it first of all, and not from a program
/// that lives on.
package func keepFreedMemory() {
  // Larger blocks than 32 MiB are always asked of the system by themselves.
  adamas_keep_freed_memory(1 << 24, 1 << 25)
}
