import Testing

@testable import Instruments

#if HDF5
  import CHDF5
#endif

@Suite("HDF5 files")
struct HDF5Tests {
  #if HDF5
    /// A dataset of a file that is written.
    struct Dataset {
      let path: String
      let shape: [UInt64]
      let numbers: [Double]
      var unit: String?
    }

    /// Writes a file with the library itself and returns its bytes.
    static func file(_ datasets: [Dataset], groups: [String] = []) throws -> [UInt8] {
      let scratch = try Scratch()
      let path = "\(scratch.path)/a.h5"
      let file = adamas_hdf5_create(path)
      for group in groups { H5Gclose(H5Gcreate2(file, group, 0, 0, 0)) }
      for dataset in datasets {
        let space = H5Screate_simple(Int32(dataset.shape.count), dataset.shape, nil)
        let set = H5Dcreate2(file, dataset.path, adamas_hdf5_double(), space, 0, 0, 0)
        H5Dwrite(set, adamas_hdf5_double(), 0, 0, 0, dataset.numbers)
        if let unit = dataset.unit {
          let type = H5Tcopy(adamas_hdf5_text())
          H5Tset_size(type, unit.utf8.count)
          let scalar = H5Screate(H5S_SCALAR)
          let attribute = H5Acreate2(set, "units", type, scalar, 0, 0)
          H5Awrite(attribute, type, Array(unit.utf8))
          H5Aclose(attribute)
          H5Sclose(scalar)
          H5Tclose(type)
        }
        H5Dclose(set)
        H5Sclose(space)
      }
      H5Fclose(file)
      return try readBytes(at: path, limit: 1 << 20)
    }

    @Test("reads spectra in rows, in columns and alone, with their units")
    func reads() throws {
      let bytes = try HDF5Tests.file(
        [
          Dataset(path: "/Wavelengths", shape: [3], numbers: [200, 201, 202], unit: "nm"),
          Dataset(path: "/spectra", shape: [2, 3], numbers: [1, 2, 3, 4, 5, 6], unit: "counts"),
          Dataset(path: "/b/x", shape: [3], numbers: [1, 2, 3]),
          Dataset(path: "/b/y", shape: [3, 2], numbers: [1, 4, 2, 5, 3, 6]),
          Dataset(path: "/c/x", shape: [2], numbers: [1, 2]),
          Dataset(path: "/c/y", shape: [2], numbers: [7, 8]),
          Dataset(path: "/d/other", shape: [1], numbers: [0]),
        ], groups: ["/b", "/c", "/d"])
      let file = try instrumentFile(bytes, path: "a.h5")
      #expect(file.format == .hdf5 && file.records.map(\.title) == ["", "", "b", "b", "c"])
      #expect(
        file.records.map(\.y) == [[1, 2, 3], [4, 5, 6], [1, 2, 3], [4, 5, 6], [7, 8]])
      #expect(file.records[1].xUnit == "nm" && file.records[1].yUnit == "counts")
      #expect(file.records[2].xUnit.isEmpty && file.records[2].yUnit.isEmpty)
    }

    @Test("refuses a file that is cut, and one with other names or dimensions")
    func refuses() throws {
      let x = Dataset(path: "/x", shape: [3], numbers: [200, 201, 202])
      let bytes = try HDF5Tests.file(
        [x, Dataset(path: "/y", shape: [3], numbers: [1, 2, 3])])
      for cut in stride(from: 8, to: bytes.count, by: 61) {
        #expect(throws: ReadError.self) { try instrumentFile(Array(bytes[..<cut]), path: "a.h5") }
      }
      let lonely = try HDF5Tests.file([x])
      let none = #expect(throws: ReadError.self) { try instrumentFile(lonely, path: "a.h5") }
      #expect(
        none?.reason == "no group of the HDF5 file has the datasets wavelengths and spectra")
      let uneven = try HDF5Tests.file(
        [x, Dataset(path: "/y", shape: [2], numbers: [1, 2])])
      let wrong = #expect(throws: ReadError.self) { try instrumentFile(uneven, path: "a.h5") }
      #expect(wrong?.reason == "\"/y\" has the dimensions [2] for [3] of \"/x\"")
    }
  #else
    @Test("are recognised and refused by a build that does not read them")
    func refuses() {
      let bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]
      let error = #expect(throws: ReadError.self) { try instrumentFile(bytes, path: "a.h5") }
      #expect(
        error?.description
          == "a.h5: this is an HDF5 file, which this build of adamas does not read; "
          + "build it with \"swift build --traits HDF5\", or export the spectra as text.")
      #expect(!InstrumentFormat.readable.contains(.hdf5))
    }
  #endif
}
