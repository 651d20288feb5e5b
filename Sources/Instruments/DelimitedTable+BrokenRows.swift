extension DelimitedTable {
  /// Calls the given closure with every row in order, and goes on after a row that is broken.
  ///
  /// A row of the wrong length, a blank line, a row that the closure refuses: each is reported, and the
  /// next row is read. Behind a quote that is not closed, or followed by text, the next line is taken
  /// for the next row, so that no good row is lost in a quoted field that was none.
  ///
  /// - Parameters:
  ///   - refuse: gets each error.
  ///   - use: gets each row; it must not be kept.
  /// - Throws: `ReadError` where the quotes of a file are so broken that reading on would take more than
  ///   16 MiB to be read again.
  /// - Complexity: O(size).
  func forEachRow(
    refuse: (ReadError) -> Void, _ use: (inout TableRow) throws(ReadError) -> Void
  ) throws(ReadError) {
    try bytes.withUnsafeBufferPointer { all throws(ReadError) in
      let bytes = UnsafeBufferPointer(rebasing: all[..<body.upperBound])
      var scanner = FieldScanner(
        bytes: bytes, delimiter: delimiter.rawValue, file: file, position: body.lowerBound,
        line: bodyLine)
      var row = TableRow(table: self, bytes: bytes)
      var patience = 1 << 24
      while scanner.hasNext {
        row.line = scanner.line
        let start = scanner.position
        do throws(ReadError) {
          try scanner.scanRow(into: &row.fields)
        } catch {
          refuse(error)
          // What was scanned is scanned again. A quote that stays open to the end counts for nothing:
          // behind it all quotes stand in pairs, so there is only one such.
          patience -= (row.fields.last?.end ?? start) - start
          guard patience > 0 else { throw error }
          let end = bytes[start...].firstIndex { $0 == 0x0a || $0 == 0x0d } ?? bytes.count
          let isPair = end + 1 < bytes.count && bytes[end] == 0x0d && bytes[end + 1] == 0x0a
          scanner.position = min(bytes.count, end + (isPair ? 2 : 1))
          scanner.line = row.line + 1
          continue
        }
        do throws(ReadError) {
          guard row.fields.count == names.count, !row.isBlank else { throw lengthError(of: row) }
          try use(&row)
        } catch {
          refuse(error)
        }
      }
    }
  }
}
