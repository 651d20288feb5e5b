internal import Foundation

extension SignedFolder {
  /// Checks that enough trusted keys signed the folder, that it is as they signed it, and that its time
  /// is not over.
  ///
  /// - Parameters:
  ///   - keys: the keys that are trusted.
  ///   - day: the day of use, as `YYYY-MM-DD`.
  /// - Returns: the trusted keys that signed it.
  /// - Throws: ``LibraryError`` of the kind `untrusted`, with a sentence of its own for each way in which
  ///   a folder can fail.
  @discardableResult
  public func verify(by keys: TrustedKeys, on day: String) throws(LibraryError) -> [PublicKey] {
    try requirePlainPaths()
    let signers = try requireSignatures(of: keys)
    try requireFiles()
    if let expires = statement.expires, day > expires {
      throw refusal(
        "its validity ended on \(expires)", "take a newer release from its source")
    }
    return signers
  }

  /// Checks that the folder is as its signers left it and that its time is not over, whoever they are.
  ///
  /// That finds what happened by accident, and nothing that somebody did on purpose, who could sign anew.
  ///
  /// - Parameter day: the day of use, as `YYYY-MM-DD`.
  /// - Throws: ``LibraryError`` as ``verify(by:on:)``.
  public func verifyItself(on day: String) throws(LibraryError) {
    let keys = Set(
      signatures.compactMap { PublicKey(name: $0.name, publicKey: $0.publicKey) })
    guard let own = TrustedKeys(threshold: 1, keys: Array(keys)) else {
      throw refusal("its signatures name no keys", "take it from its source again")
    }
    try verify(by: own, on: day)
  }

  /// Checks the folder's version against those that were trusted before.
  ///
  /// - Returns: what to remember from now on.
  /// - Throws: ``LibraryError`` when a newer version was trusted before, or the same one with another
  ///   content.
  public func verify(
    against trusted: TrustedVersions
  ) throws(LibraryError) -> TrustedVersions {
    let digest = statement.digest.hexadecimal
    if let known = trusted.folders[statement.name] {
      guard statement.version >= known.version else {
        throw refusal(
          "it is version \(statement.version) of \(statement.name), and version \(known.version) was "
            + "trusted before: an older one was put in its place",
          "take the newest release from its source")
      }
      guard statement.version > known.version || digest == known.digest else {
        throw refusal(
          "there are two different folders that call themselves version \(statement.version) of "
            + statement.name,
          "ask its makers which one is theirs")
      }
    }
    var trusted = trusted
    trusted.folders[statement.name] = .init(version: statement.version, digest: digest)
    return trusted
  }

  /// Refuses a list that names a place outside the folder.
  private func requirePlainPaths() throws(LibraryError) {
    for file in statement.files.keys.sorted() {
      let parts = file.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !["", ".", ".."].contains($0) }), !file.contains("\\") else {
        throw refusal(
          "its list of files names \"\(file)\", a place outside the folder",
          "take the folder from its source again")
      }
    }
  }

  /// Refuses a list that too few of the trusted keys signed.
  ///
  /// - Returns: those that did.
  private func requireSignatures(of keys: TrustedKeys) throws(LibraryError) -> [PublicKey] {
    var signers: [PublicKey] = []
    var strangers: [String] = []
    var twice: String?
    for entry in signatures {
      guard let key = keys.keys.first(where: { $0.publicKey == entry.publicKey }) else {
        strangers.append(entry.name)
        continue
      }
      guard
        let signature = Data(base64Encoded: entry.signature),
        key.holds(signature, of: statement.bytes)
      else {
        throw refusal(
          "the signature of \(key.name) is not of this list of files",
          "take the folder from its source again")
      }
      if signers.contains(key) { twice = key.name } else { signers.append(key) }
    }
    guard signers.count < keys.threshold else { return signers }
    let needed = keys.threshold == 1 ? "a trusted key" : "\(keys.threshold) trusted keys"
    let mend = "have it signed with adamas library sign, or take it from its source again"
    if let twice {
      throw refusal(
        "\(needed) must have signed it; the key of \(twice) stands there twice and counts once",
        mend)
    }
    if signers.isEmpty, !strangers.isEmpty {
      throw refusal(
        "the key that signed it is not trusted: it calls itself \(strangers.joined(separator: ", "))",
        mend)
    }
    let found =
      signers.isEmpty ? "none has" : "\(signers.map(\.name).joined(separator: ", ")) alone has"
    throw refusal("\(needed) must have signed it, and \(found)", mend)
  }

  /// Refuses files that are not those of the list.
  private func requireFiles() throws(LibraryError) {
    let present = try SignedFolder.digests(in: path)
    let mend = "take the folder from its source again"
    if let missing = statement.files.keys.sorted().first(where: { present[$0] == nil }) {
      throw refusal("the file \(missing) is missing", mend)
    }
    if let added = present.keys.sorted().first(where: { statement.files[$0] == nil }) {
      throw refusal("the file \(added) was added after it was signed", "remove it")
    }
    let changed = statement.files.keys.sorted().filter { statement.files[$0] != present[$0] }
    guard let first = changed.first else { return }
    if let other = changed.dropFirst().first(where: {
      present[$0] == statement.files[first] && present[first] == statement.files[$0]
    }) {
      throw refusal("the files \(first) and \(other) have changed places", mend)
    }
    throw refusal("the file \(first) is not as it was signed", mend)
  }

  private func refusal(_ reason: String, _ mend: String) -> LibraryError {
    LibraryError(.untrusted, path: path, reason: reason, mend: mend)
  }
}
