/// One rough diamond as a stones table lists it.
public struct Stone: Sendable, Equatable {
  /// Its weight in carats.
  public let carats: Double
  /// Its identifier, where the table has one.
  public let identifier: String?

  /// A stone of the given weight.
  public init(carats: Double, identifier: String? = nil) {
    self.carats = carats
    self.identifier = identifier
  }
}

/// What one size class of a parcel holds; at least one of the two is known.
public struct ClassContent: Sendable, Equatable {
  /// The number of stones.
  public let stones: Double?
  /// Their weight together, in carats.
  public let carats: Double?

  /// The content of one class.
  public init(stones: Double?, carats: Double? = nil) {
    self.stones = stones
    self.carats = carats
  }
}

/// A parcel of rough diamonds: single stones, or what each size class holds.
public struct Parcel: Sendable, Equatable {
  /// The goods of a parcel.
  public enum Content: Sendable, Equatable {
    /// Every stone by itself.
    case stones([Stone])
    /// One entry for each class of the sieve set.
    case classes(SieveSet, [ClassContent])
  }

  /// The parcel's identifier.
  public let identifier: String
  /// The goods.
  public let content: Content
  /// What happened to them.
  public let handling: Handling
  /// The origin, where the table states one.
  public let origin: Origin?

  /// A parcel.
  public init(
    identifier: String, content: Content, handling: Handling = .unknown, origin: Origin? = nil
  ) {
    self.identifier = identifier
    self.content = content
    self.handling = handling
    self.origin = origin
  }

  /// The number of stones, where every class states it.
  public var stoneCount: Double? {
    switch content {
    case .stones(let stones): return Double(stones.count)
    case .classes(_, let contents):
      let counts = contents.compactMap(\.stones)
      return counts.count == contents.count ? counts.reduce(0, +) : nil
    }
  }
}
