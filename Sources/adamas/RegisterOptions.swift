internal import ArgumentParser
internal import FootprintLibraries
internal import Foundation
internal import Instruments
internal import Screening
internal import Specimens

/// Which register a screening uses, if any.
struct RegisterOptions: ParsableArguments {
  @Option(
    name: .customLong("register"),
    help: ArgumentHelp(
      "A register that remembers screened parcels, so that certificates and volumes are followed over time; "
        + "made where there is none.", valueName: "file"))
  var path: String?

  /// A run over a manifest, with what the register knows that bears on it.
  ///
  /// - Parameters:
  ///   - source: the manifest's path.
  ///   - output: where the list goes, which must not be the register.
  /// - Throws: `LibraryError` when the register cannot be used, or does not hold.
  func run(over manifest: Manifest, at source: String, output: String?) throws -> RegisteredRun {
    guard let path else { return RegisteredRun(path: nil, source: source, sha256: "") }
    if let output, standardised(output) == standardised(path) {
      throw ValidationError("--output and --register name the same file: give the list its own.")
    }
    var run = RegisteredRun(path: path, source: source, sha256: try digest(ofManifestAt: source))
    guard ScreeningRegister.exists(at: path) else {
      try ScreeningRegister.requireRoom(at: path)
      return run
    }
    let register = try ScreeningRegister.open(at: path)
    let known = try register.earlier(
      to: manifest.shipments.map { RegisteredShipment.Papers($0.shipment) }, sha256: run.sha256)
    try register.close()
    run.before = EarlierShipments(
      certificates: known.certificates.map { .init(shipment: Shipment($0.papers), day: $0.day) },
      volumes: known.volumes)
    return run
  }

  private func standardised(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }

  /// The SHA-256 of a manifest: that of its file, or of the names and hashes of a folder's documents.
  private func digest(ofManifestAt source: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: source, isDirectory: &isFolder), isFolder.boolValue
    else { return try sha256(ofFileAt: source) }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: source)) ?? []
    let lines = try names.filter { $0.lowercased().hasSuffix(".json") }.sorted().map { name in
      "\(try sha256(ofFileAt: "\(source)/\(name)"))  \(name)\n"
    }
    return hexadecimal(sha256(of: Array(lines.joined().utf8)))
  }
}

/// A run over a manifest that a register may remember.
struct RegisteredRun {
  /// The register's file; `nil` without one.
  let path: String?
  /// The manifest's path.
  let source: String
  /// The manifest's SHA-256, in hexadecimal digits; empty without a register.
  let sha256: String
  /// What the register knows of other manifests.
  var before = EarlierShipments()

  /// Remembers a screening whose list was written; nothing without a register.
  ///
  /// - Throws: `LibraryError` when the register cannot be written; it then holds nothing of the screening.
  func remember(_ screened: [ScreenedShipment]) throws {
    guard let path else { return }
    let register = try ScreeningRegister.openOrCreate(at: path)
    let done = try register.remember(
      screened.lazy.map { RegisteredShipment($0) },
      of: .init(day: .today, manifest: source, sha256: sha256),
      note: ChangeNote(who: NSUserName(), time: CalendarDay.now.ISO8601Format(), why: ""))
    try register.close()
    let added = done.added == 1 ? "1 shipment was" : "\(done.added) shipments were"
    let entry = done.entry.map { ", entry \($0.number)" } ?? ""
    let known = done.known == 1 ? "; 1 was known already" : "; \(done.known) were known already"
    say("\(path): \(added) added to the register\(entry)\(done.known == 0 ? "" : known).")
  }
}
