internal import Foundation
public import Specimens

/// The parcels that are presented together, with the rows that could not be read.
public struct Manifest: Sendable, Equatable {
  /// One parcel and its place.
  public struct Row: Sendable, Equatable {
    /// The file that holds it: the manifest, or a document of its folder.
    public let file: String
    /// The line on which it begins, counted from 1.
    public let line: Int
    /// The parcel with its papers.
    public let shipment: Shipment
  }

  /// The parcels, in the order of the file.
  public let shipments: [Row]
  /// Why each of the other rows was refused, in the order of the file.
  public let refused: [ReadError]
}

/// Reads a manifest: one parcel for each row of a table, line of JSON or document of a folder.
///
/// The columns of a table are `parcel`, `certificate`, `issuing`, `declared`, `shares`, `hs`,
/// `carats`, `value_usd`, `stones`, `issued`, `expires`, `handling`, `evidence`, `date`, `importer` and
/// `exporter`. Only `parcel` must be there, and an empty field is not stated. Any other column is kept
/// in ``Specimens/Shipment/others``. JSON has the keys of ``readCertificate(at:)``: a text that starts
/// with a brace is one object on each line, or one document; a folder is read by its `.json` files in
/// the order of their names.
///
/// ```swift
/// // parcel,declared,shares,hs,carats,issued
/// // P1,"CI/Séguéla;GH/Birim",60%;40%,71023100,12.5,2025-03-01
/// // P2,***,,7102.31,-1,2025-03-01
/// let manifest = try readManifest(at: "manifest.csv")
/// manifest.shipments[0].shipment.shares   // [0.6, 0.4]
/// manifest.refused[0].description
/// // manifest.csv, line 3, column 5: carats is "-1", not above 0; correct it or leave it empty.
/// ```
///
/// | Field | What it may be |
/// |---|---|
/// | `declared` | origins separated by `;`, `\|` or `,`, or `***` or `mixed` for mixed goods |
/// | `shares` | as many, each 0 to 1 or with `%`, adding up to 1 within 0.01 |
/// | `hs` | 6 to 10 digits, points among them or not; 6 are kept, and a longer text as `hs_full` |
/// | `carats`, `value_usd`, `stones` | above 0; 0 or above; whole and at least 1 |
/// | `issued`, `expires`, `date` | `YYYY-MM-DD` |
/// | `handling` | `run-of-mine`, `sorted` or `unknown` |
/// | `evidence` | paths separated by `;`, of files in the manifest's folder or below it |
///
/// A row that breaks a rule is refused by itself, with its line and column, and so is the second of two
/// parcels with one identifier, a field above 64 KiB, and a text with control characters. What the
/// papers say is not judged here: a certificate may be expired, an issuer unknown.
///
/// - Parameter path: a table or lines of JSON, possibly packed with gzip, or a folder.
/// - Throws: `ReadError` when nothing can be read: no such file, no column `parcel`, a column twice.
/// - Complexity: O(size), and a look at the disk for each piece of evidence.
public func readManifest(at path: String) throws(ReadError) -> Manifest {
  var draft = ManifestDraft()
  var isFolder: ObjCBool = false
  if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
    try readCertificates(inFolder: path, into: &draft)
  } else {
    let text = try TextFile(at: path)
    let folder = EvidenceFolder(of: path)
    if text.startsWithBrace {
      try readCertificates(text, into: &draft, folder: folder)
    } else {
      try ManifestTable(text).read(into: &draft, folder: folder)
    }
  }
  return Manifest(shipments: draft.shipments, refused: draft.refused)
}

/// A manifest while it is being read.
struct ManifestDraft {
  /// The parcels so far.
  private(set) var shipments: [Manifest.Row] = []
  /// The refusals so far.
  var refused: [ReadError] = []
  private var rows: [String: Int] = [:]

  /// Adds the shipment of a record.
  ///
  /// - Throws: `ReadError` where the record is broken or its identifier taken.
  mutating func add(_ record: ShipmentRecord, folder: EvidenceFolder) throws(ReadError) {
    let shipment = try record.shipment(evidenceIn: folder)
    if let earlier = rows[shipment.parcel].map({ shipments[$0] }) {
      let place =
        earlier.file == record.file
        ? "line \(earlier.line)" : "\(earlier.file), line \(earlier.line)"
      throw record.error(
        at: .parcel, reason: "parcel \(excerpt(shipment.parcel)) stands in \(place) already",
        mend: "give every parcel its own identifier")
    }
    rows[shipment.parcel] = shipments.count
    shipments.append(Manifest.Row(file: record.file, line: record.line, shipment: shipment))
  }
}

extension TextFile {
  /// Whether the first byte that is no blank opens a JSON object.
  var startsWithBrace: Bool {
    bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0a && $0 != 0x0d } == UInt8(ascii: "{")
  }
}
