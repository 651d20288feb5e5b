/// Whether bytes begin as an HDF5 file does.
///
/// The signature may also stand at 512 bytes and its doubles, behind a block of the user's; such files are
/// not recognised.
func isHDF5(_ bytes: [UInt8]) -> Bool {
  bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a])
}

/// Reads the spectra of an HDF5 file in which abscissae and ordinates are datasets of one group.
///
/// The abscissae are a dataset of one dimension, called `wavelength`, `wavelengths` or `x`; the ordinates
/// one of one or two dimensions, called `intensity`, `intensities`, `spectrum`, `spectra` or `y`, whatever
/// the case. In two dimensions a row is a spectrum of as many ordinates as there are abscissae, or, where
/// only the columns are as long, a column. Every group that has both is read, in the order of their names.
/// Units are the attributes `units` or `unit` of the datasets, and empty where there are none.
///
/// A build without the package's trait `HDF5` recognises the file and refuses it.
///
/// - Throws: `ReadError`.
func hdf5Records(_ bytes: [UInt8], file: String) throws(ReadError) -> [InstrumentRecord] {
  #if HDF5
    return try HDF5File.withFile(bytes, name: file) { (hdf5) throws(ReadError) in
      try hdf5.records()
    }
  #else
    throw ReadError(
      file: file, reason: "this is an HDF5 file, which this build of adamas does not read",
      mend: "build it with \"swift build --traits HDF5\", or export the spectra as text")
  #endif
}

extension InstrumentFormat {
  /// The formats that this build reads; all but HDF5 without the package's trait `HDF5`.
  public static var readable: [InstrumentFormat] {
    #if HDF5
      allCases
    #else
      allCases.filter { $0 != .hdf5 }
    #endif
  }
}
