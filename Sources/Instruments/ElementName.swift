/// What a column name says about an element: `Rb`, `Co59`, `208Pb`, `TiO2`, `FeO*`.
///
/// Names are case sensitive, as symbols are: `CO` and `NO` are no elements.
///
/// ```swift
/// ElementName("Co59")    // symbol Co, certain
/// ElementName("In")      // symbol In, but perhaps a word
/// ElementName("No")      // nil: a number, hardly nobelium
/// ElementName("S1")      // nil: sulphur has no isotope of mass 1
/// ```
///
/// What is read as an element:
/// - a symbol of an element that occurs in nature in measurable amounts;
/// - any symbol with a mass before or after it that an isotope can have (1.9 to 2.7 times the atomic
///   number; hydrogen and helium 1 to 4), so that `P1` or `V2` are no elements;
/// - an oxide of one element with a digit or a symbol of two letters (`K2O`, `MgO`, but not `CO`,
///   `NO`), with `*`, `T` or `t` behind it for total iron.
///
/// Units in names (`Rb_ppm`) are not read: that is what `--features` is for.
struct ElementName: Equatable {
  /// The symbol of the element.
  let symbol: String
  /// Whether the name is as likely to be a word or a count.
  ///
  /// `As`, `Be`, `He`, `I`, `In`, `N`: such a column is an element only if all its values are
  /// concentrations.
  let isAmbiguous: Bool

  /// The element that a column is named after, or `nil`.
  init?(_ name: String) {
    guard let first = name.first, name.utf8.count <= 8 else { return nil }
    if first.isASCIIDigit {
      let mass = name.prefix { $0.isASCIIDigit }
      let letters = name.dropFirst(mass.count)
      guard isIsotope(letters, mass: mass) else { return nil }
      symbol = String(letters)
      isAmbiguous = false
      return
    }
    let letters = name.prefix { !$0.isASCIIDigit }
    let rest = name.dropFirst(letters.count)
    if rest.isEmpty, let number = atomicNumbers[String(letters)] {
      guard !radioactive.contains(number) else { return nil }
      symbol = String(letters)
      isAmbiguous = words.contains(symbol)
    } else if rest.allSatisfy(\.isASCIIDigit), isIsotope(letters, mass: rest) {
      symbol = String(letters)
      isAmbiguous = false
    } else if let cation = oxideCation(name) {
      symbol = cation
      isAmbiguous = false
    } else {
      return nil
    }
  }
}

/// Whether a symbol has an isotope of about the given mass.
private func isIsotope(_ symbol: Substring, mass: Substring) -> Bool {
  guard let number = atomicNumbers[String(symbol)], let mass = Int(mass) else { return false }
  if number <= 2 { return (1...4).contains(mass) }
  return mass * 10 >= number * 19 && mass * 10 <= number * 27
}

/// The symbol of the element in an oxide: what stands before the `O`.
private func oxideCation(_ name: String) -> String? {
  var formula = name[...]
  if let last = formula.last, "*Tt".contains(last) { formula = formula.dropLast() }
  guard let oxygen = formula.lastIndex(of: "O"),
    formula[oxygen...].dropFirst().allSatisfy(\.isASCIIDigit)
  else { return nil }
  let cation = formula[..<oxygen]
  let symbol = cation.prefix { !$0.isASCIIDigit }
  guard let number = atomicNumbers[String(symbol)], !radioactive.contains(number), symbol != "O",
    cation.dropFirst(symbol.count).allSatisfy(\.isASCIIDigit),
    symbol.count == 2 || formula.contains(where: \.isASCIIDigit)
  else { return nil }
  return String(symbol)
}

/// The place of each symbol in the periodic table.
private let atomicNumbers: [String: Int] = Dictionary(
  uniqueKeysWithValues: symbols.enumerated().map { (String($1), $0 + 1) })

/// The symbols by atomic number (IUPAC).
private let symbols = """
  H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr \
  Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm \
  Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No \
  Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og
  """.split(separator: " ")

/// Elements without a stable or nearly stable isotope.
///
/// No table reports their concentration without a mass, and `No`, `At`, `Am`, `Es` are words. Thorium
/// (90) and uranium (92) are left out.
private let radioactive: Set<Int> = Set([43, 61, 91] + Array(84...89) + Array(93...118))

/// Symbols that are also words, pronouns or a count.
private let words: Set<String> = ["As", "Be", "He", "I", "In", "N"]

extension Character {
  /// Whether this is one of 0 to 9 (`isNumber` also takes other scripts' digits).
  fileprivate var isASCIIDigit: Bool { "0" <= self && self <= "9" }
}
