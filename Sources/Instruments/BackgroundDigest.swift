internal import Dispatch
internal import Synchronization

/// The SHA-256 of bytes, found on a thread of its own while the bytes are read.
///
/// ```swift
/// let digest = BackgroundDigest(of: bytes)
/// let table = try spectra(in: bytes)   // goes on beside it
/// digest.value                         // waits where it is not ready
/// ```
final class BackgroundDigest: Sendable {
  /// Fewer bytes are not worth a thread.
  private static let fewestBytes = 1 << 20

  private let found = Mutex<[UInt8]>([])
  private let work = DispatchGroup()

  /// Begins.
  init(of bytes: [UInt8]) {
    guard bytes.count >= BackgroundDigest.fewestBytes else {
      found.withLock { $0 = sha256(of: bytes) }
      return
    }
    DispatchQueue.global().async(group: work) { [self] in
      let digest = sha256(of: bytes)
      found.withLock { $0 = digest }
    }
  }

  /// The digest's 32 bytes.
  var value: [UInt8] {
    work.wait()
    return found.withLock { $0 }
  }
}
