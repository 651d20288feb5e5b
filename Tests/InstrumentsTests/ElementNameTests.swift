import Testing

@testable import Instruments

@Suite("Element names")
struct ElementNameTests {
  @Test(
    "knows symbols, isotopes and oxides",
    arguments: [
      ("Rb", "Rb"), ("Y", "Y"), ("U", "U"), ("Th", "Th"), ("Co59", "Co"), ("59Co", "Co"),
      ("La139", "La"), ("208Pb", "Pb"), ("U238", "U"), ("Li7", "Li"), ("H1", "H"), ("C13", "C"),
      ("K39", "K"), ("Ca40", "Ca"), ("Ra226", "Ra"), ("TiO2", "Ti"), ("Al2O3", "Al"),
      ("FeO*", "Fe"), ("Fe2O3T", "Fe"), ("FeOt", "Fe"), ("K2O", "K"), ("MgO", "Mg"),
      ("P2O5", "P"), ("CO2", "C"), ("H2O", "H"), ("UO2", "U"), ("CoO", "Co"),
    ])
  func knows(_ name: String, _ symbol: String) {
    #expect(ElementName(name)?.symbol == symbol)
    #expect(ElementName(name)?.isAmbiguous == false)
  }

  @Test("doubts symbols that are words", arguments: ["As", "Be", "He", "I", "In", "N"])
  func doubts(_ name: String) {
    #expect(ElementName(name)?.isAmbiguous == true)
  }

  @Test(
    "takes no other name for an element",
    arguments: [
      "", "No", "At", "Am", "Es", "Tc", "CO", "NO", "rb", "RB", "item", "source", "stone", "P1",
      "V2", "S1", "C2", "K1", "N100", "Rb_ppm", "Rb (ppm)", "59", "200.5", "XO2", "O2O3",
      "NoO", "Si O2", "SiO2SiO2SiO2", "B٣", "*", "T", "OO2", "99Rb99",
    ])
  func refuses(_ name: String) {
    #expect(ElementName(name) == nil)
  }
}
