internal import Foundation
internal import GRDB

/// Reading columns of a file that may have been damaged: a wrong type is an error, never a crash.
extension Row {
  /// The value of a column that is never empty.
  ///
  /// - Throws: `Damage` when the column is NULL or holds another type.
  func checked<Value: DatabaseValueConvertible>(_ index: Int, as type: Value.Type = Value.self)
    throws -> Value
  {
    let stored: DatabaseValue = self[index]
    guard let value = Value.fromDatabaseValue(stored) else {
      throw Damage(reason: "a record cannot be read")
    }
    return value
  }

  /// The value of a column, or `nil` when it is NULL.
  ///
  /// - Throws: `Damage` when the column holds another type.
  func checkedIfPresent<Value: DatabaseValueConvertible>(
    _ index: Int, as type: Value.Type = Value.self
  ) throws -> Value? {
    let stored: DatabaseValue = self[index]
    return stored.isNull ? nil : try checked(index)
  }

  /// The value of a column that names one of the cases of a type.
  ///
  /// - Throws: `Damage` when it names none.
  func checkedCase<Value: RawRepresentable<String>>(_ index: Int) throws -> Value {
    guard let value = Value(rawValue: try checked(index)) else {
      throw Damage(reason: "a record cannot be read")
    }
    return value
  }

  /// The numbers of a column of bytes, in the precision that another column names.
  ///
  /// - Throws: `Damage` when the bytes are no whole number of them.
  func checkedMeasurements(scalar: Int, bytes: Int) throws -> Measurements {
    let scalar: Scalar = try checkedCase(scalar)
    let values: Measurements? = try withUnsafeData(atIndex: bytes) { data in
      switch scalar {
      case .f32: LittleEndian.numbers(data ?? Data()).map(Measurements.single)
      case .f64: LittleEndian.numbers(data ?? Data()).map(Measurements.double)
      }
    }
    guard let values else { throw Damage(reason: "a measurement is cut short") }
    return values
  }
}

/// The precision of stored numbers, as the file names it.
enum Scalar: String {
  /// IEEE 754 single precision.
  case f32
  /// IEEE 754 double precision.
  case f64

  /// Bytes of a number.
  var size: Int {
    switch self {
    case .f32: 4
    case .f64: 8
    }
  }
}

extension Measurements {
  /// The precision's name in the file.
  var scalar: Scalar {
    switch self {
    case .single: .f32
    case .double: .f64
    }
  }

  /// The numbers' bytes in the file.
  var bytes: Data {
    switch self {
    case .single(let values): LittleEndian.bytes(values)
    case .double(let values): LittleEndian.bytes(values)
    }
  }
}
