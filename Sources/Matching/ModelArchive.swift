public import LinearAlgebra

/// A fitted model written down as named parameters and named matrices, so that it can be kept.
///
/// A model type writes itself to an archive and reads itself back; a library keeps the archive
/// without knowing what is in it. Nothing is lost on the way: numbers keep every bit.
///
/// ```swift
/// var archive = ModelArchive()
/// archive.parameters["neighbours"] = .number(7)
/// archive.parameters["classes"] = .texts(["CI", "GH"])
/// archive.arrays["means"] = .double(Matrix([[0.5, 1], [2, 4]]))
///
/// try archive.integer("neighbours")  // 7
/// try archive.double("means").rows   // 2
/// try archive.text("neighbours")     // throws: "neighbours" is no text
/// ```
///
/// A long list of numbers belongs in `arrays` as a matrix of one row. The archive does not say which
/// type wrote it; keep a name and a version among the parameters.
public struct ModelArchive: Sendable, Equatable {
  /// The settings and small results, by name.
  public var parameters: [String: ModelParameter]
  /// The matrices, by name.
  public var arrays: [String: ModelArray]

  /// An archive of the given parameters and matrices.
  public init(
    parameters: [String: ModelParameter] = [:], arrays: [String: ModelArray] = [:]
  ) {
    self.parameters = parameters
    self.arrays = arrays
  }

  /// The number of the given name.
  ///
  /// - Throws: when there is no such parameter or it is no number.
  public func number(_ name: String) throws(ModelArchiveError) -> Double {
    guard case .number(let value) = try parameter(name) else {
      throw .otherKind(name: name, expected: "number")
    }
    return value
  }

  /// The number of the given name as an integer.
  ///
  /// - Throws: when there is no such parameter or it is no number without a fraction within ±2^53,
  ///   beyond which a `Double` does not hold every integer. Keep a 64-bit seed as a text.
  public func integer(_ name: String) throws(ModelArchiveError) -> Int {
    let value = try number(name)
    guard let exact = Int(exactly: value), exact.magnitude <= 1 << 53 else {
      throw .otherKind(name: name, expected: "integer")
    }
    return exact
  }

  /// The yes or no of the given name.
  ///
  /// - Throws: when there is no such parameter or it is no flag.
  public func flag(_ name: String) throws(ModelArchiveError) -> Bool {
    guard case .flag(let value) = try parameter(name) else {
      throw .otherKind(name: name, expected: "flag")
    }
    return value
  }

  /// The text of the given name.
  ///
  /// - Throws: when there is no such parameter or it is no text.
  public func text(_ name: String) throws(ModelArchiveError) -> String {
    guard case .text(let value) = try parameter(name) else {
      throw .otherKind(name: name, expected: "text")
    }
    return value
  }

  /// The list of numbers of the given name.
  ///
  /// - Throws: when there is no such parameter or it is no list of numbers.
  public func numbers(_ name: String) throws(ModelArchiveError) -> [Double] {
    guard case .numbers(let value) = try parameter(name) else {
      throw .otherKind(name: name, expected: "list of numbers")
    }
    return value
  }

  /// The list of texts of the given name.
  ///
  /// - Throws: when there is no such parameter or it is no list of texts.
  public func texts(_ name: String) throws(ModelArchiveError) -> [String] {
    guard case .texts(let value) = try parameter(name) else {
      throw .otherKind(name: name, expected: "list of texts")
    }
    return value
  }

  /// The single-precision matrix of the given name.
  ///
  /// - Throws: when there is no such matrix or it is in double precision.
  public func single(_ name: String) throws(ModelArchiveError) -> Matrix<Float> {
    guard case .single(let matrix) = try array(name) else {
      throw .otherKind(name: name, expected: "single-precision matrix")
    }
    return matrix
  }

  /// The double-precision matrix of the given name.
  ///
  /// - Throws: when there is no such matrix or it is in single precision.
  public func double(_ name: String) throws(ModelArchiveError) -> Matrix<Double> {
    guard case .double(let matrix) = try array(name) else {
      throw .otherKind(name: name, expected: "double-precision matrix")
    }
    return matrix
  }

  private func parameter(_ name: String) throws(ModelArchiveError) -> ModelParameter {
    guard let value = parameters[name] else { throw .missing(name: name) }
    return value
  }

  private func array(_ name: String) throws(ModelArchiveError) -> ModelArray {
    guard let value = arrays[name] else { throw .missing(name: name) }
    return value
  }
}

/// A matrix of a model archive, in the precision in which the model holds it.
public enum ModelArray: Sendable, Equatable {
  /// Single precision.
  case single(Matrix<Float>)
  /// Double precision.
  case double(Matrix<Double>)
}

/// Why a model could not be read from an archive.
public enum ModelArchiveError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The archive has nothing of that name.
  case missing(name: String)
  /// What has that name is of another kind than the model expects.
  case otherKind(name: String, expected: String)

  /// The reason and the mend, as one sentence without the library's name.
  public var description: String {
    switch self {
    case .missing(let name): "the fitted model has no \"\(name)\"; fit the library again"
    case .otherKind(let name, let expected):
      "the fitted model's \"\(name)\" is no \(expected); fit the library again"
    }
  }
}
