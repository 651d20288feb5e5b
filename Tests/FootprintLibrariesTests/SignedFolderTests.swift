import Foundation
import Testing

@testable import FootprintLibraries

/// A pack of a library, release 2, that two of three trusted people must sign.
private struct SignedPack {
  let folder: String
  let pack: String
  let keys: [SigningKey]
  let trusted: TrustedKeys

  init(in folder: String) throws {
    self.folder = folder
    pack = folder + "/pack"
    try LibraryPack.write(sampleContents(), to: pack, version: 2)
    keys = try ["Анна", "Bea", "Célia", "stranger"].map {
      try SigningKey.create(name: $0, at: "\(folder)/\($0).key")
    }
    trusted = try #require(
      TrustedKeys(threshold: 2, keys: keys.prefix(3).map(\.publicKey)))
  }

  @discardableResult
  func sign(with signers: Int..., expires: String? = "2027-01-31") throws -> SignedFolder {
    for signer in signers {
      _ = try SignedFolder.sign(
        pack, name: "pack", version: 2, expires: expires, with: keys[signer])
    }
    return try SignedFolder.read(at: pack)
  }

  /// Why the pack is refused; `nil` when it is not.
  func refusal(on day: String = "2026-11-22") -> LibraryError? {
    failure { try SignedFolder.read(at: pack).verify(by: trusted, on: day) }
  }

  /// Changes the file of signatures as text.
  func rewriteSignatures(_ change: (String) -> String) throws {
    let place = URL(fileURLWithPath: pack + "/signatures.json")
    let text = try String(contentsOf: place, encoding: .utf8)
    #expect(change(text) != text)
    try change(text).write(to: place, atomically: true, encoding: .utf8)
  }
}

struct SignedFolderTests {
  private let items = ["CI-Seguela/items.csv", "GH-Birim/items.csv"]

  private func withPack(_ body: (SignedPack) throws -> Void) throws {
    try withFolder { folder in try body(SignedPack(in: folder)) }
  }

  @Test func enoughSignaturesOfTrustedKeysHold() throws {
    try withPack { pack in
      let signed = try pack.sign(with: 0, 2)
      #expect(signed.statement.version == 2)
      #expect(
        signed.statement.files.keys.sorted() == ["CARD.md"] + items + ["library.json"])
      #expect(
        try signed.verify(by: pack.trusted, on: "2027-01-31").map(\.name) == ["Анна", "Célia"])
      try pack.sign(with: 3)
      #expect(
        try SignedFolder.read(at: pack.pack).verify(by: pack.trusted, on: "2026-01-01").count == 2)
    }
  }

  /// Ten ways to pass off a pack as one that two trusted people signed, each refused in its own words.
  @Test func everyAttackIsRefusedInItsOwnWords() throws {
    var sentences: Set<String> = []
    func attack(
      _ reason: String, signers: [Int] = [0, 1], _ change: (SignedPack) throws -> Void
    ) throws {
      try withPack { pack in
        for signer in signers { try pack.sign(with: signer) }
        try change(pack)
        let error = pack.refusal()
        #expect(error?.kind == .untrusted)
        #expect(error?.reason == reason)
        sentences.insert(error?.reason ?? "")
      }
    }
    let first = items[0]
    try attack("the file \(first) is not as it was signed") { pack in
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(pack.pack)/\(first)"))
      try patch("\(pack.pack)/\(first)", at: bytes.count - 3, with: [bytes[bytes.count - 3] ^ 1])
    }
    try attack("the file \(items[1]) is missing") { pack in
      try FileManager.default.removeItem(atPath: "\(pack.pack)/\(items[1])")
    }
    try attack("the file CI-Seguela/more.csv was added after it was signed") { pack in
      try Data().write(to: URL(fileURLWithPath: "\(pack.pack)/CI-Seguela/more.csv"))
    }
    try attack("the files \(items[0]) and \(items[1]) have changed places") { pack in
      let manager = FileManager.default
      try manager.moveItem(atPath: "\(pack.pack)/\(items[0])", toPath: "\(pack.folder)/x")
      try manager.moveItem(atPath: "\(pack.pack)/\(items[1])", toPath: "\(pack.pack)/\(items[0])")
      try manager.moveItem(atPath: "\(pack.folder)/x", toPath: "\(pack.pack)/\(items[1])")
    }
    try attack("2 trusted keys must have signed it, and Bea alone has", signers: [1]) { _ in }
    try attack("2 trusted keys must have signed it, and none has") { pack in
      try pack.rewriteSignatures {
        $0.replacing(/"signatures" : \[.*?\],/.dotMatchesNewlines(), with: "\"signatures\" : [],")
      }
    }
    try attack(
      "the key that signed it is not trusted: it calls itself stranger", signers: [3]
    ) { _ in }
    try attack(
      "2 trusted keys must have signed it; the key of Анна stands there twice and counts once",
      signers: [0]
    ) { pack in
      try pack.rewriteSignatures { text in
        let entry =
          text.firstMatch(of: /\{\s*"name" : "Анна".*?\}/.dotMatchesNewlines())?.output ?? ""
        return text.replacing(entry, with: "\(entry), \(entry.replacing("Анна", with: "Dora"))")
      }
    }
    try attack("its list of files names \"../keys.json\", a place outside the folder") { pack in
      try pack.rewriteSignatures { $0.replacing("\"CARD.md\"", with: "\"../keys.json\"") }
    }
    try attack("the signature of Анна is not of this list of files") { pack in
      try pack.rewriteSignatures { $0.replacing("2027-01-31", with: "2099-01-31") }
    }
    try withPack { pack in
      try pack.sign(with: 0, 1)
      #expect(pack.refusal(on: "2027-01-31") == nil)
      let error = pack.refusal(on: "2027-02-01")
      #expect(error?.reason == "its validity ended on 2027-01-31")
      sentences.insert(error?.reason ?? "")
    }
    try withPack { pack in
      let signed = try pack.sign(with: 0, 1)
      var trusted = try signed.verify(against: TrustedVersions())
      #expect(try signed.verify(against: trusted) == trusted)
      trusted.folders["pack"] = .init(version: 3, digest: "")
      let error = failure { _ = try signed.verify(against: trusted) }
      #expect(
        error?.reason
          == "it is version 2 of pack, and version 3 was trusted before: an older one was put in its place"
      )
      sentences.insert(error?.reason ?? "")
      trusted.folders["pack"] = .init(version: 2, digest: "another")
      let other = failure { _ = try signed.verify(against: trusted) }
      #expect(
        other?.reason == "there are two different folders that call themselves version 2 of pack")
      sentences.insert(other?.reason ?? "")
    }
    #expect(sentences.count == 13)
  }

  @Test func otherTrickeryIsRefusedToo() throws {
    let tricks: [(SignedPack) throws -> Void] = [
      { try $0.rewriteSignatures { $0.replacing("\"version\" : 2", with: "\"version\" : 9") } },
      {
        try $0.rewriteSignatures { $0.replacing("\"name\" : \"pack\"", with: "\"name\" : \"p\"") }
      },
      { try $0.rewriteSignatures { $0.replacing("signatures/1", with: "signatures/2") } },
      { try $0.rewriteSignatures { $0.replacing("\"CARD.md\"", with: "\"/etc/passwd\"") } },
      { try $0.rewriteSignatures { $0.replacing("\"CARD.md\"", with: "\"a//b\"") } },
      { try $0.rewriteSignatures { String($0.dropLast(9)) } },
      { try FileManager.default.removeItem(atPath: $0.pack + "/signatures.json") },
      { pack in
        try FileManager.default.removeItem(atPath: pack.pack + "/CARD.md")
        try FileManager.default.createSymbolicLink(
          atPath: pack.pack + "/CARD.md", withDestinationPath: "/etc/hostname")
      },
      { pack in
        try FileManager.default.createDirectory(
          atPath: pack.pack + "/.hidden", withIntermediateDirectories: false)
        try Data().write(to: URL(fileURLWithPath: pack.pack + "/.hidden/x"))
      },
    ]
    for (number, trick) in tricks.enumerated() {
      try withPack { pack in
        try pack.sign(with: 0, 1)
        #expect(pack.refusal() == nil)
        try trick(pack)
        let error = pack.refusal()
        #expect(error?.kind == .untrusted, "\(number): \(error as Any)")
      }
    }
  }

  @Test func aSignatureOfWhatNoLongerIsIsLeftOut() throws {
    try withPack { pack in
      try pack.sign(with: 0)
      #expect(failure { try pack.sign(with: 0) }?.kind == .exists)
      try Data("words".utf8).write(to: URL(fileURLWithPath: pack.pack + "/CARD.md"))
      #expect(try pack.sign(with: 1).signatures.map(\.name) == ["Bea"])
      #expect(try pack.sign(with: 0).signatures.map(\.name) == ["Bea", "Анна"])
      #expect(try pack.sign(with: 0, expires: nil).signatures.map(\.name) == ["Анна"])
    }
  }

  @Test func whatItsOwnSignersLeftIsToldFromAnAccident() throws {
    try withPack { pack in
      let signed = try pack.sign(with: 3)
      try signed.verifyItself(on: "2026-11-22")
      #expect(failure { try signed.verifyItself(on: "2028-01-01") }?.kind == .untrusted)
      try patch(pack.pack + "/CARD.md", at: 3, with: [0x20])
      #expect(failure { try signed.verifyItself(on: "2026-11-22") }?.kind == .untrusted)
    }
  }

  @Test func trustIsRememberedInAFile() throws {
    try withPack { pack in
      let place = pack.folder + "/trust.json"
      let signed = try pack.sign(with: 0, 1)
      #expect(try TrustedVersions.read(at: place) == TrustedVersions())
      let trusted = try signed.verify(against: TrustedVersions())
      try Data(try trusted.json).write(to: URL(fileURLWithPath: place))
      #expect(try TrustedVersions.read(at: place) == trusted)
      try Data("{}".utf8).write(to: URL(fileURLWithPath: place))
      #expect(failure { _ = try TrustedVersions.read(at: place) }?.kind == .damaged)
    }
  }
}

struct SigningKeyTests {
  @Test func thePrivateHalfIsItsOwnersAlone() throws {
    try withFolder { folder in
      let path = folder + "/a.key"
      let key = try SigningKey.create(name: "Anna", at: path)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      #expect(try SigningKey.read(at: path).publicKey == key.publicKey)
      #expect(try PublicKey.read(at: path + ".pub") == key.publicKey)
      #expect(failure { _ = try SigningKey.create(name: "Bea", at: path) }?.kind == .exists)
      let secret = try String(contentsOfFile: path, encoding: .utf8)
        .split(separator: "\"").map(String.init).filter { $0.count == 44 }
      #expect(secret.count == 1)
      #expect(!"\(key)".contains(try #require(secret.first)))
      chmod(path, 0o644)
      let error = failure { _ = try SigningKey.read(at: path) }
      #expect(error?.reason == "others than its owner may read the private key")
    }
  }

  @Test func whatIsNoKeyIsRefused() throws {
    try withFolder { folder in
      let path = folder + "/a.key"
      #expect(failure { _ = try SigningKey.read(at: path) }?.kind == .missing)
      try Data("{}".utf8).write(to: URL(fileURLWithPath: path))
      chmod(path, 0o600)
      #expect(failure { _ = try SigningKey.read(at: path) }?.kind == .notALibrary)
      #expect(failure { _ = try PublicKey.read(at: path) }?.kind == .notALibrary)
      #expect(failure { _ = try TrustedKeys.read(at: path) }?.kind == .notALibrary)
      #expect(
        failure { _ = try SigningKey.create(name: "", at: folder + "/none/a.key") }?.kind
          == .unwritable)
      #expect(PublicKey(name: "", publicKey: "AAAA") == nil)
    }
  }

  @Test func aKeyIsTrustedOnce() throws {
    try withFolder { folder in
      let keys = try ["a", "b"].map {
        try SigningKey.create(name: $0, at: "\(folder)/\($0)").publicKey
      }
      let again = try #require(PublicKey(name: "c", publicKey: keys[0].publicKey))
      #expect(TrustedKeys(threshold: 2, keys: [keys[0], again]) == nil)
      #expect(TrustedKeys(threshold: 3, keys: keys) == nil)
      #expect(TrustedKeys(threshold: 0, keys: keys) == nil)
      let trusted = try #require(TrustedKeys(threshold: 2, keys: keys))
      let place = folder + "/keys.json"
      try Data(try trusted.json).write(to: URL(fileURLWithPath: place))
      #expect(try TrustedKeys.read(at: place) == trusted)
      let text = try String(contentsOfFile: place, encoding: .utf8)
      try text.replacing(keys[1].publicKey, with: keys[0].publicKey)
        .write(toFile: place, atomically: true, encoding: .utf8)
      #expect(failure { _ = try TrustedKeys.read(at: place) }?.kind == .untrusted)
    }
  }
}
