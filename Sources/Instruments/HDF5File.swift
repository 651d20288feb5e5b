#if HDF5
  internal import CHDF5
  internal import Synchronization

  /// An HDF5 file in memory, open for as long as its body runs.
  ///
  /// The library of HDF5 keeps its state in globals, so that one file is open at a time in a process.
  struct HDF5File: ~Copyable {
    private let identifier: hid_t
    private let name: String

    private static let library = Mutex(())

    /// The most objects that are looked at, and numbers that are read of one dataset.
    private static let most = (objects: 10_000, numbers: 1 << 25, depth: 8)

    /// Opens the bytes of a file for a body that reads it.
    ///
    /// - Throws: `ReadError` where they are damaged, and what the body throws.
    static func withFile<Result: Sendable>(
      _ bytes: [UInt8], name: String,
      _ body: (borrowing HDF5File) throws(ReadError) -> Result
    ) throws(ReadError) -> Result {
      try library.withLock { _ throws(ReadError) in
        // Otherwise it prints every failure, also those that only ask whether something is there.
        H5Eset_auto2(0, nil, nil)
        return try body(try HDF5File(bytes, name: name))
      }
    }

    private init(_ bytes: [UInt8], name: String) throws(ReadError) {
      let access = H5Pcreate(adamas_hdf5_file_access())
      defer { H5Pclose(access) }
      var image = bytes
      guard access >= 0, H5Pset_fapl_core(access, 1 << 16, false) >= 0,
        H5Pset_file_image(access, &image, image.count) >= 0,
        case let identifier = adamas_hdf5_open("image", access), identifier >= 0
      else {
        throw ReadError(
          file: name, reason: "the HDF5 file is damaged or cut", mend: "copy or export it again")
      }
      self.identifier = identifier
      self.name = name
    }

    deinit { H5Fclose(identifier) }

    /// The spectra of every group that has abscissae and ordinates; see ``hdf5Records(_:file:)``.
    func records() throws(ReadError) -> [InstrumentRecord] {
      var datasets: [String: [String]] = [:]
      var left = HDF5File.most.objects
      list(group: "/", into: &datasets, depth: 0, &left)
      var records: [InstrumentRecord] = []
      for (group, names) in datasets.sorted(by: { $0.key < $1.key }) {
        func first(_ wanted: [String]) -> String? {
          wanted.lazy.compactMap { wanted in names.first { $0.lowercased() == wanted } }.first
        }
        guard let x = first(["wavelength", "wavelengths", "x"]),
          let y = first(["intensity", "intensities", "spectrum", "spectra", "y"])
        else { continue }
        records += try spectra(group: group, x: group + x, y: group + y)
      }
      guard !records.isEmpty else {
        throw ReadError(
          file: name, reason: "no group of the HDF5 file has the datasets wavelengths and spectra",
          mend: "name them so, or x and y")
      }
      return records
    }

    /// The traces of one group.
    private func spectra(
      group: String, x: String, y: String
    ) throws(ReadError) -> [InstrumentRecord] {
      let (abscissae, ordinates) = (try dataset(x), try dataset(y))
      let count = abscissae.numbers.count
      let shape = ordinates.shape
      let isByColumns = shape.count == 2 && shape[1] != count && shape[0] == count
      guard abscissae.shape.count == 1, count > 0,
        shape == [count] || shape.count == 2 && (shape[1] == count || isByColumns)
      else {
        throw ReadError(
          file: name,
          reason:
            "\(excerpt(y)) has the dimensions \(shape) for \(abscissae.shape) of \(excerpt(x))",
          mend: "store as many ordinates in a row as there are abscissae")
      }
      let traces = ordinates.numbers.count / count
      let title = String(group.dropFirst().dropLast())
      return (0..<traces).map { trace in
        InstrumentRecord(
          title: title, x: abscissae.numbers,
          y: isByColumns
            ? (0..<count).map { ordinates.numbers[$0 * traces + trace] }
            : Array(ordinates.numbers[trace * count..<(trace + 1) * count]),
          xUnit: abscissae.unit, yUnit: ordinates.unit,
          details: traces > 1 ? [.init("trace", "\(trace + 1)")] : [])
      }
    }

    /// Lists the names of the datasets in a group and in those below it.
    ///
    /// Links to other files, and by name, are not followed.
    ///
    /// - Parameters:
    ///   - path: the path of the group, which ends in a slash.
    ///   - datasets: the names, by the path of their group.
    private func list(
      group path: String, into datasets: inout [String: [String]], depth: Int, _ left: inout Int
    ) {
      let group = H5Gopen2(identifier, path, 0)
      guard group >= 0 else { return }
      defer { H5Gclose(group) }
      var description = H5G_info_t()
      guard H5Gget_info(group, &description) >= 0 else { return }
      for index in 0..<description.nlinks where left > 0 {
        left -= 1
        var buffer = [CChar](repeating: 0, count: 256)
        let length = H5Lget_name_by_idx(
          group, ".", H5_INDEX_NAME, H5_ITER_INC, index, &buffer, buffer.count, 0)
        guard (1..<256).contains(length) else { continue }
        let child = String(
          decoding: buffer[..<Int(length)].map(UInt8.init(bitPattern:)), as: UTF8.self)
        var link = H5L_info_t()
        guard H5Lget_info(group, child, &link, 0) >= 0, link.type == H5L_TYPE_HARD else { continue }
        let object = H5Oopen(group, child, 0)
        guard object >= 0 else { continue }
        let kind = H5Iget_type(object)
        H5Oclose(object)
        if kind == H5I_DATASET {
          datasets[path, default: []].append(child)
        } else if kind == H5I_GROUP, depth < HDF5File.most.depth {
          list(group: path + child + "/", into: &datasets, depth: depth + 1, &left)
        }
      }
    }

    /// The numbers of a dataset, row after row, with its dimensions and its unit.
    private func dataset(
      _ path: String
    ) throws(ReadError) -> (numbers: [Double], shape: [Int], unit: String) {
      func refusal(_ reason: String) -> ReadError {
        ReadError(file: name, reason: "\(excerpt(path)) \(reason)", mend: "export it again")
      }
      let set = H5Dopen2(identifier, path, 0)
      guard set >= 0 else { throw refusal("cannot be opened") }
      defer { H5Dclose(set) }
      let (space, type) = (H5Dget_space(set), H5Dget_type(set))
      defer {
        H5Sclose(space)
        H5Tclose(type)
      }
      guard [H5T_INTEGER, H5T_FLOAT].contains(H5Tget_class(type)) else {
        throw refusal("holds no numbers")
      }
      let rank = H5Sget_simple_extent_ndims(space)
      guard (1...2).contains(rank) else { throw refusal("has \(rank) dimensions, not one or two") }
      var extent = [hsize_t](repeating: 0, count: Int(rank))
      H5Sget_simple_extent_dims(space, &extent, nil)
      let most = hsize_t(HDF5File.most.numbers)
      guard extent.allSatisfy({ $0 <= most }), extent.reduce(1, *) <= most else {
        throw refusal("holds more than \(most) numbers")
      }
      var numbers = [Double](repeating: 0, count: Int(extent.reduce(1, *)))
      guard H5Dread(set, adamas_hdf5_double(), 0, 0, 0, &numbers) >= 0 else {
        throw refusal("cannot be read: it is damaged, or packed in a way that is not known")
      }
      if let index = numbers.firstIndex(where: { !$0.isFinite }) {
        throw refusal("holds a number that is not finite, the \(index + 1)th")
      }
      return (numbers, extent.map(Int.init), text(of: set, attributes: ["units", "unit"]))
    }

    /// The text of the first of some attributes that is there; empty where none is, or is no text.
    private func text(of object: hid_t, attributes: [String]) -> String {
      guard let name = attributes.first(where: { H5Aexists(object, $0) > 0 }) else { return "" }
      let attribute = H5Aopen(object, name, 0)
      guard attribute >= 0 else { return "" }
      defer { H5Aclose(attribute) }
      let (type, space) = (H5Aget_type(attribute), H5Aget_space(attribute))
      defer {
        H5Tclose(type)
        H5Sclose(space)
      }
      guard H5Tget_class(type) == H5T_STRING, H5Sget_simple_extent_npoints(space) == 1 else {
        return ""
      }
      if H5Tis_variable_str(type) > 0 {
        var text: UnsafeMutablePointer<CChar>?
        guard H5Aread(attribute, type, &text) >= 0, let text else { return "" }
        defer { H5free_memory(text) }
        return String(cString: text).trimmed
      }
      let size = H5Tget_size(type)
      guard (1...4096).contains(size) else { return "" }
      var bytes = [UInt8](repeating: 0, count: size)
      guard H5Aread(attribute, type, &bytes) >= 0 else { return "" }
      return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).trimmed
    }
  }
#endif
