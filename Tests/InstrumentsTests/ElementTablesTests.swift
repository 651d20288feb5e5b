import Instruments
import Specimens
import Testing

@Suite("Tables of elements")
struct ElementTablesTests {
  @Test("reads symbols, isotopes and oxides; the rest is metadata")
  func readsTable() throws {
    let path = try Scratch().keeping(
      "item,Rb,Co59,source,208Pb,TiO2,FeO*,No\nA1,121,<0.5,Z,,1e-3,0,7\n")
    let table = try readElementTable(at: path.file, features: nil)
    #expect(table.elements == ["Rb", "Co59", "208Pb", "TiO2", "FeO*"])
    #expect(
      table[0].concentrations == [
        .measured(121), .belowDetection(limit: 0.5), .belowDetection(limit: nil),
        .measured(0.001), .measured(0),
      ])
    #expect(table.metadata.names == ["item", "source", "No"])
    #expect(table.metadata["No"] == ["7"])
  }

  @Test("reads the features that are asked for, in their order")
  func readsFeatures() throws {
    let path = try Scratch().keeping("item,Rb,Ni_ppm,No\nA1,121,3,102\n")
    let table = try readElementTable(at: path.file, features: ["No", "Ni_ppm"])
    #expect(table.elements == ["No", "Ni_ppm"])
    #expect(table.concentrations == [.measured(102), .measured(3)])
    #expect(table.metadata.names == ["item", "Rb"])
  }

  @Test("takes an ambiguous name for an element only if all its values are concentrations")
  func ambiguousNames() throws {
    let path = try Scratch().keeping("N,In,As,Rb\n12,inside,1,5\n<10,outside,,6\n")
    let table = try readElementTable(at: path.file, features: nil)
    #expect(table.elements == ["N", "As", "Rb"])
    #expect(table.metadata["In"] == ["inside", "outside"])
  }

  @Test("reads every form of below detection", arguments: ["", " ", "<", "< ", "\"\""])
  func belowDetection(_ field: String) throws {
    let path = try Scratch().keeping("item,Rb\nA,\(field)\n")
    let table = try readElementTable(at: path.file, features: nil)
    #expect(table.concentrations == [.belowDetection(limit: nil)])
  }

  @Test("reads decimal commas and limits in a semicolon-separated file")
  func decimalCommas() throws {
    let path = try Scratch().keeping("item;Rb;Sr\nA; < 0,5 ;1,25\n")
    let table = try readElementTable(at: path.file, features: nil)
    #expect(table.concentrations == [.belowDetection(limit: 0.5), .measured(1.25)])
  }

  private static let mend =
    "write a concentration, <limit, or nothing where it is below detection"

  @Test(
    "refuses bad tables with the place",
    arguments: [
      Malformed(
        "item,Rb,Sr\nA,1,2\nB,1,l2\n", line: 3, column: 3, "Sr is \"l2\", not a number", mend),
      Malformed(
        "item,Rb\nA,nan\n", line: 2, column: 2, "Rb is \"nan\", not a finite number", mend),
      Malformed(
        "item,Rb\nA,1e400\n", line: 2, column: 2, "Rb is \"1e400\", not a finite number", mend),
      Malformed("item,Rb\nA,n.d.\n", line: 2, column: 2, "Rb is \"n.d.\", not a number", mend),
      Malformed("item,Rb\nA,<LOD\n", line: 2, column: 2, "Rb is \"<LOD\", not a number", mend),
      Malformed(
        "item;Rb\nA;0,5\nB;<1.234\n", line: 3, column: 2,
        "Rb is \"<1.234\", but numbers before it have the other decimal mark",
        "write all numbers with one decimal mark and without thousands separators"),
      Malformed("item,Rb\nA,>5\n", line: 2, column: 2, "Rb is \">5\", not a number", mend),
      Malformed(
        "item,Rb\nA,-0.5\n", line: 2, column: 2, "the concentration is \"-0.5\", below 0",
        "leave the field empty where the element is below detection"),
      Malformed(
        "item,Rb\nA,<-1\n", line: 2, column: 2, "the detection limit is \"<-1\", not above 0",
        "leave the field empty where the element is below detection"),
      Malformed(
        "item,Rb\nA,<0\n", line: 2, column: 2, "the detection limit is \"<0\", not above 0",
        "leave the field empty where the element is below detection"),
      Malformed(
        "item,rubidium,CO,No\nA,1,2,3\n", line: 1,
        "no column is named after an element (the columns are \"item\", \"rubidium\", \"CO\", \"No\")",
        "name the columns of concentrations with --features"),
      Malformed(
        "item,In\nA,inside\n", line: 1,
        "no column is named after an element (the columns are \"item\", \"In\")",
        "name the columns of concentrations with --features"),
      Malformed(
        "item Rb\nA 1\n", line: 1,
        "no column is named after an element (the columns are \"item Rb\")",
        "name the columns of concentrations with --features"),
    ])
  func refuses(_ malformed: Malformed) throws {
    try malformed.expectRefusal { path throws(ReadError) in
      try readElementTable(at: path, features: nil)
    }
  }

  @Test(
    "refuses features that are not there or named twice",
    arguments: [
      (
        ["Rb", "Zr"],
        Malformed(
          "item,Rb\nA,1\n", line: 1,
          "there is no column \"Zr\" (the columns are \"item\", \"Rb\")",
          "name the features as the header does")
      ),
      (
        ["Rb", "Rb"],
        Malformed(
          "item,Rb\nA,1\n", line: 1, column: 2, "the feature \"Rb\" is named twice",
          "name it once")
      ),
      (
        [],
        Malformed(
          "item,Rb\nA,1\n", line: 1,
          "no column is named after an element (the columns are \"item\", \"Rb\")",
          "name the columns of concentrations with --features")
      ),
      (
        ["item"],
        Malformed("item,Rb\nA,1\n", line: 2, column: 1, "item is \"A\", not a number", mend)
      ),
    ])
  func refusesFeatures(_ features: [String], _ malformed: Malformed) throws {
    try malformed.expectRefusal { path throws(ReadError) in
      try readElementTable(at: path, features: features)
    }
  }

  // The measurements are not part of the project; see `sharedData`.
  @Test(
    "reads the shared measurements",
    .enabled(if: sharedData != nil, "the shared measurements are not here"),
    arguments: [("sources", 113), ("artefacts", 91)])
  func readsMeasurements(_ name: String, _ rows: Int) throws {
    let path = try shared("elements/obsidian-\(name).csv")
    let table = try readElementTable(at: path, features: nil)
    #expect(table.count == rows)
    #expect(table.elements == ["Rb", "Sr", "Y", "Zr", "Nb"])
    #expect(table.metadata.names == ["source", "item"])
    #expect(try detectEvidenceKind(at: path) == .elements)
  }
}
