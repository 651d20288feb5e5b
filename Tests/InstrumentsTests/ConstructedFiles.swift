import Instruments

/// Small files made of the described layout of their format, for tests and for `Scripts/fuzz`; no
/// instrument wrote them.
enum ConstructedFiles {
  /// Two or more of every format that is read without the package's traits.
  static let all: [(format: InstrumentFormat, bytes: [UInt8])] =
    [jcamp("100A0JJ%T\n104A2j5L"), jcamp("100 10 11 12 12 12\n105 -3 0"), jcampPairs]
    .map { (InstrumentFormat.jcamp, Array($0.utf8)) }
    + [galactic(), galactic(flags: 0x80), galactic(flags: 0xc4, traces: 2), oldGalactic]
    .map { (.galacticSPC, $0) }
    + [andor(frames: 1), andor(frames: 2)].map { (.andorSIF, $0) }
    + [
      avaSoft(version: 60, mode: 0, ordinates: [Float](repeating: 1, count: 273)),
      avaSoft(version: 70, mode: 2, ordinates: [10, 20, 1, 11, 21, 2, 12, 22, 3]),
    ].map { (.avaSoft, $0) }
    + [avaSoft8(), avaSoft8(mode: 5, spectra: 2)].map { (.avaSoft8, $0) }
    + [procSpec(channels: 3), procSpec(channels: 1)].map { (.procSpec, $0) }
    + [
      "Spectrometer: S1\nWave;Dark;Light\n[nm];[counts];[counts]\n200,5;1;2\n201,5;3;4\n",
      "XAxis mode: Wavelengths\n\t\t200\t201\t202\n09:14\t5\t1\t2\t3\n09:15\t6\t4\t5\t6\n",
      "meta,wvl,wvl\nid,200,201\na,1,2\nb,3,4\n",
      ">>>>>Begin Spectral Data<<<<<\n200.5 1e3\n201.5 2e3\n>>>>>End Spectral Data<<<<<\n",
    ].map { (.columns, Array($0.utf8)) }

  /// Seven points from 100 to 106, in any form of the data.
  static func jcamp(_ data: String) -> String {
    "##TITLE= a\n##JCAMP-DX= 4.24\n##XUNITS= NANOMETERS\n##XFACTOR= 1\n##YFACTOR= 1\n"
      + "##FIRSTX= 100\n##LASTX= 106\n##NPOINTS= 7\n##FIRSTY= 10\n##XYDATA= (X++(Y..Y))\n"
      + data + "\n##END=\n"
  }

  private static let jcampPairs =
    "##TITLE= all\n##DATA TYPE= LINK\n##TITLE= a\n##XUNITS= nm\n##XYPOINTS= (XY..XY)\n"
    + "1,2; 3,4 5,6\n##END=\n##TITLE= b\n##PEAK TABLE= (XY..XY)\n1.5,2\n##END=\n##END=\n"

  /// The bytes of numbers in single precision, the least significant first.
  static func bytes(_ values: [Float]) -> [UInt8] {
    values.flatMap { little($0.bitPattern) }
  }

  private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian, Array.init)
  }

  /// Three points in each trace; flags 0x80 for abscissae, 0x40 for those of each trace, 0x04 for several.
  static func galactic(flags: UInt8 = 0, traces: Int32 = 1) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ value: [UInt8], _ place: Int) {
      header.replaceSubrange(place..<place + value.count, with: value)
    }
    put([flags, 0x4b, 0, 0x80], 0)
    put(little(Int32(3)) + little(200.0.bitPattern) + little(202.0.bitPattern) + little(traces), 4)
    put([3, 4], 28)
    put(Array("constructed".utf8), 88)
    let own = flags & 0x40 != 0
    var result = header + (flags & 0x80 != 0 && !own ? bytes([200, 201, 202]) : [])
    for trace in 0..<traces {
      var subheader = [UInt8](repeating: 0, count: 32)
      subheader[1] = 0x80
      subheader[16] = 3
      result += subheader + (own ? bytes([200, 201, 202]) : []) + bytes([1, 2, Float(trace)])
    }
    return result
  }

  private static let oldGalactic: [UInt8] = {
    var header = [UInt8](repeating: 0, count: 256)
    header.replaceSubrange(0..<4, with: [0, 0x4d, 32, 0])
    header.replaceSubrange(4..<16, with: bytes([3, 200, 202]))
    return header + [0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0]
  }()

  /// Frames of two tracks of three pixels.
  static func andor(frames: Int) -> [UInt8] {
    let header =
      "Andor Technology Multi-Channel File\n65538 1\n65567 0 0 1 1504875832 -50 0 0 0 0 0 0 0.1\n"
      + "DU888_BV\n 3 2 8\n405.5 0.5 0 0\n0 1 0 0\n0 1 0 0\n10\nWavelength6\nCounts12\n"
      + "Pixel number65541 1 3 2 1 \(frames) 1 6 6\n65538 1 2 3 1 1 1 0\n"
      + String(repeating: "0\n", count: frames) + "0\n"
    return Array(header.utf8)
      + bytes((0..<6 * frames).map { Float($0) })
  }

  /// A file of AvaSoft 6 or 7 with as many pixels from the third on as the ordinates of its traces allow.
  static func avaSoft(version: Float, mode: Float, ordinates: [Float]) -> [UInt8] {
    let name = Array("0606052U1".utf8).map(Float.init)
    let axis: [Float] = [200, 0.5, 0, 0, 0]
    let settings: [Float] = version == 60 ? [12.5, 3, 7] : [12.5, 3, 0]
    let pixels = [2, Float(1 + ordinates.count / (mode == 1 || mode == 2 ? 3 : 1)), mode, 0]
    guard version == 70 else {
      return bytes([version] + axis + name + pixels + ordinates + settings)
    }
    var header = [version] + name + [Float](repeating: 0, count: 64) + axis + pixels
    header += [Float](repeating: 0, count: 8) + [7] + [Float](repeating: 0, count: 8)
    return bytes(header + ordinates + settings)
  }

  /// A file of AvaSoft 8 whose spectra have three pixels, and say how many bytes they have.
  static func avaSoft8(mode: UInt8 = 0, spectra: Int = 1, stated: UInt32 = 370) -> [UInt8] {
    var result = Array("AVS84".utf8) + [UInt8(spectra)]
    for number in 0..<spectra {
      var header = [UInt8](repeating: 0, count: 322)
      func put(_ value: [UInt8], _ place: Int) {
        header.replaceSubrange(place..<place + value.count, with: value)
      }
      put(little(stated) + [UInt8(number), mode], 0)
      put(Array("1209167U1".utf8), 8)
      put([5, 0, 7, 0], 83)
      put(bytes([6.5]), 87)
      put([79], 95)
      put([1], 101)
      put(Array("lens 2".utf8), 192)
      let base = Float(100 * number)
      result += header
      result += bytes([300, 301, 302, base + 1, base + 2, base + 3, 4, 5, 6, 7, 8, 9])
      result += [UInt8](repeating: 0, count: 10)
    }
    return result
  }

  /// An archive of SpectraSuite whose object is stored and not packed, so that no checksum hides it.
  static func procSpec(channels: Int) -> [UInt8] {
    func array(_ name: String, _ start: Int) -> String {
      "<\(name)>" + (0..<channels).map { "<double>\(start + $0).5</double>" }.joined()
        + "</\(name)>"
    }
    let object =
      "<a><com.OmniSpectrum><integrationTime>10</integrationTime>"
      + array("pixelValues", 1) + array("channelWavelengths", 200) + "</com.OmniSpectrum>"
      + array("processedPixels", 5) + "<empty/></a>"
    return archive([("OOISignatures.xml", []), ("ps_1.xml", Array(object.utf8))])
  }

  /// A ZIP archive of files that are stored (APPNOTE.TXT 6.3), with no checksums.
  static func archive(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    var (result, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, bytes) in files {
      let sizes = little(UInt32(bytes.count)) + little(UInt32(bytes.count))
      let common = [20, 0, 0, 0, 0, 0, 0, 0, 0, 0] + little(UInt32(0)) + sizes
      let lengths = little(UInt16(name.utf8.count)) + [0, 0]
      directory +=
        [0x50, 0x4b, 1, 2, 20, 0] + common + lengths + [UInt8](repeating: 0, count: 10)
        + little(UInt32(result.count)) + Array(name.utf8)
      result += [0x50, 0x4b, 3, 4] + common + lengths + Array(name.utf8) + bytes
    }
    let count = little(UInt16(files.count))
    return result + directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + count + count
      + little(UInt32(directory.count)) + little(UInt32(result.count)) + [0, 0]
  }
}
