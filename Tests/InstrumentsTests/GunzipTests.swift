import Foundation
import Testing

@testable import Instruments

@Suite("Unpacking of gzip")
struct GunzipTests {
  /// Made with Python: `gzip.compress(b"stone,carats\n" + b"A,0.5\n" * 1000, 9, mtime=0)`.
  private let packed: [UInt8] =
    Data(
      base64Encoded:
        "H4sIAAAAAAACA+3EsQ0AEAAAsN0tIhYHOEXESoL/4whrO/TcNUfsbbd7Qo05Fdu2bdu2bdu2/fUDu6eGmH0XAAA="
    ).map { Array($0) } ?? []
  private let text = Array(("stone,carats\n" + String(repeating: "A,0.5\n", count: 1_000)).utf8)

  @Test("gives what was packed, in one member or several")
  func unpacks() throws {
    #expect(try gunzip(packed, file: "a.gz", limit: 10_000) == text)
    #expect(try gunzip(packed + packed, file: "a.gz", limit: 20_000) == text + text)
    #expect(try gunzip(gzip([]), file: "a.gz", limit: 10) == [])
    #expect(try gunzip(gzip(text) + packed + [0, 0], file: "a.gz", limit: 20_000) == text + text)
  }

  @Test("packs of more than a chunk arrive whole")
  func unpacksLarge() throws {
    let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
    #expect(try gunzip(gzip(bytes), file: "a.gz", limit: 1_000_000) == bytes)
  }

  @Test("stops at the limit")
  func limit() {
    #expect(
      throws: ReadError(
        file: "a.gz", reason: "the gzip data unpack to more than 6012 bytes",
        mend: "split the table into smaller files")
    ) { try gunzip(packed, file: "a.gz", limit: 6_012) }
  }

  @Test("every truncation is noticed")
  func truncations() {
    for count in 2..<packed.count {
      #expect(
        throws: ReadError(
          file: "a.gz", byte: count, reason: "the gzip data stop before their end",
          mend: "fetch the file again or compress it again")
      ) { try gunzip(Array(packed.prefix(count)), file: "a.gz", limit: 10_000) }
    }
  }

  @Test("every changed byte of the data or the trailer is noticed")
  func damages() {
    for index in 10..<packed.count {
      var damaged = packed
      damaged[index] ^= 0x55
      #expect(throws: ReadError.self) { try gunzip(damaged, file: "a.gz", limit: 10_000) }
    }
  }

  @Test("a prefix is enough when no more is asked for")
  func prefix() throws {
    let start = try gunzip(
      Array(packed.prefix(packed.count - 9)), file: "a.gz", limit: 10_000, prefix: 12)
    #expect(start.starts(with: text.prefix(12)))
  }
}
