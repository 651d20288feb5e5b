/// Whether bytes are an archive as SpectraSuite saves it.
func isProcSpec(_ bytes: [UInt8]) -> Bool {
  guard ZipArchive.isZip(bytes), let archive = try? ZipArchive(bytes, file: "") else {
    return false
  }
  return serialisedSpectrum(archive) != nil
}

/// The serialised object of a SpectraSuite archive; `nil` in any other.
private func serialisedSpectrum(_ archive: ZipArchive) -> ZipArchive.Entry? {
  guard archive.entries.contains(where: { $0.name == "OOISignatures.xml" }) else { return nil }
  return archive.entries.first { $0.name.hasPrefix("ps_") && $0.name.hasSuffix(".xml") }
}

/// Reads the spectrum of a SpectraSuite archive (`.ProcSpec`).
///
/// It is a ZIP of a serialised object, `ps_….xml`: the light of the source, dark and reference as the
/// detector gave them, and what was made of them last. The channels' wavelengths are in nanometres: for
/// the same spectrometer the program's JCAMP-DX export has the same numbers, and states that unit. The
/// ordinates have none.
///
/// - Throws: `ReadError` when the archive holds no such object, or one without light.
func procSpecRecords(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  let archive = try ZipArchive(bytes, file: file)
  guard let entry = serialisedSpectrum(archive) else {
    throw ReadError(
      file: file, reason: "the archive holds no spectrum of SpectraSuite",
      mend: "save the spectrum again")
  }
  let object = SerialisedSpectrum(try archive.bytes(of: entry))
  guard
    let wavelengths = object.numbers.first(where: { $0.path.hasSuffix("/channelWavelengths") })?
      .values,
    !wavelengths.isEmpty
  else {
    throw ReadError(
      file: file, reason: "\(excerpt(entry.name)) holds no wavelengths",
      mend: "save the spectrum again")
  }
  let titles = [
    (end: "/processedPixels", title: "processed"),
    (end: "OmniSpectrum/pixelValues", title: "source"),
    (end: "/darkSpectrum/pixelValues", title: "dark"),
    (end: "/referenceSpectrum/pixelValues", title: "reference"),
  ]
  var records: [InstrumentRecord] = []
  for (end, title) in titles {
    // What was processed last stands last.
    guard let values = object.numbers.last(where: { $0.path.hasSuffix(end) })?.values else {
      continue
    }
    guard values.count == wavelengths.count else {
      throw ReadError(
        file: file,
        reason:
          "the \(title) light has \(values.count) values for \(wavelengths.count) wavelengths",
        mend: "save the spectrum again")
    }
    records.append(
      InstrumentRecord(
        title: title, x: wavelengths, y: values, xUnit: "nm", details: object.details))
  }
  guard !records.isEmpty else {
    throw ReadError(
      file: file, reason: "\(excerpt(entry.name)) holds no light", mend: "save the spectrum again")
  }
  return records
}

/// The numbers of a serialised object, by the path of the elements that they stand in.
private struct SerialisedSpectrum {
  private(set) var numbers: [(path: String, values: [Double])] = []
  private(set) var details: [InstrumentRecord.Detail] = []

  /// Elements of XML without comments and sections, as the program writes them.
  init(_ bytes: [UInt8]) {
    var path: [String] = []
    var position = bytes.startIndex
    let wanted = [
      "integrationTime": "integration time (usec)", "boxcarWidth": "boxcar width",
      "userName": "user",
    ]
    while let open = bytes[position...].firstIndex(of: UInt8(ascii: "<")),
      let close = bytes[open...].firstIndex(of: UInt8(ascii: ">"))
    {
      let tag = bytes[open + 1..<close]
      position = close + 1
      if tag.first == UInt8(ascii: "/") {
        if !path.isEmpty { path.removeLast() }
        continue
      }
      let name = String(
        decoding: tag.prefix { $0 != 0x20 && $0 != UInt8(ascii: "/") }, as: UTF8.self)
      let isEmpty = tag.last == UInt8(ascii: "/")
      let text = bytes[position...].prefix { $0 != UInt8(ascii: "<") }
      if name == "double" {
        let value = text.withUnsafeBufferPointer { try? parseNumber($0).value }
        if let value {
          let place = path.joined(separator: "/")
          if numbers.last?.path != place { numbers.append((place, [])) }
          numbers[numbers.count - 1].values.append(value)
        }
      } else if let detail = wanted[name], !details.contains(where: { $0.name == detail }) {
        details.append(.init(detail, String(decoding: text, as: UTF8.self).trimmed))
      }
      if !isEmpty { path.append(name) }
      // The program nests some thirty elements.
      if path.count > 200 { return }
    }
  }
}
