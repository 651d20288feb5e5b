import Instruments
import Specimens
import Testing

@Suite("Tables of stones")
struct StonesTableTests {
  @Test("groups stones by parcel in the order of first appearance")
  func groups() throws {
    let path = try Scratch().keeping(
      "stone,parcel,origin,carats,colour,handling\n1,B,CI/Séguéla,0.52,D,run-of-mine\n"
        + "2,A,,0.11,E,\n,B,,1.3,F,run-of-mine\n")
    let parcels = try readParcels(at: path.file)
    #expect(
      parcels == [
        Parcel(
          identifier: "B",
          content: .stones([Stone(carats: 0.52, identifier: "1"), Stone(carats: 1.3)]),
          handling: .runOfMine, origin: Origin("CI/Séguéla")),
        Parcel(identifier: "A", content: .stones([Stone(carats: 0.11, identifier: "2")])),
      ])
  }

  @Test(
    "names a lone parcel after the file",
    arguments: [
      ("lot-7.csv", "lot-7"), ("lot.7.tsv", "lot.7"), ("lot 7.CSV.GZ", "lot 7"), ("lot7", "lot7"),
      (".csv", ".csv"),
    ])
  func names(_ name: String, _ identifier: String) throws {
    let scratch = try Scratch()
    let path = try scratch.file(name, "carats\n0.5\n")
    #expect(try readParcels(at: path).map(\.identifier) == [identifier])
  }

  @Test("reads decimal commas")
  func decimalCommas() throws {
    let path = try Scratch().keeping("stone;carats\n1;0,52\n2;1,3\n")
    #expect(
      try readParcels(at: path.file)[0].content
        == .stones([
          Stone(carats: 0.52, identifier: "1"), Stone(carats: 1.3, identifier: "2"),
        ]))
  }

  @Test(
    "refuses bad tables with the place",
    arguments: [
      Malformed(
        "stone,carats\n1,0.5\n2,-0.5\n", line: 3, column: 2, "carats is \"-0.5\", not above 0",
        "write the stone's weight or remove the row"),
      Malformed(
        "stone,carats\n1,0\n", line: 2, column: 2, "carats is \"0\", not above 0",
        "write the stone's weight or remove the row"),
      Malformed(
        "stone,carats\n1,O.5\n", line: 2, column: 2, "carats is \"O.5\", not a number",
        "write it with digits, as in 0.5"),
      Malformed(
        "stone,carats\n1,NaN\n", line: 2, column: 2, "carats is \"NaN\", not a finite number",
        "write a finite number or remove the row"),
      Malformed(
        "stone,carats\n1,\n", line: 2, column: 2, "carats is empty",
        "write a number or remove the row"),
      Malformed(
        "stone;carats\n1;0,5\n2;1.234\n", line: 3, column: 2,
        "carats is \"1.234\", but numbers before it have the other decimal mark",
        "write all numbers with one decimal mark and without thousands separators"),
      Malformed(
        "parcel,carats\nA,1\n,2\n", line: 3, column: 1, "parcel is empty",
        "name the parcel in every row"),
      Malformed(
        "parcel,origin,carats\nA,CI,1\nB,GH,1\nA,GH,2\n", line: 4, column: 2,
        "origin is \"GH\", but parcel \"A\" has \"CI\" in an earlier row",
        "make it two parcels or leave the origin of mixed goods empty"),
      Malformed(
        "handling,carats\nmixed,1\n", line: 2, column: 1, "handling is \"mixed\"",
        "write run-of-mine, sorted or unknown"),
      Malformed(
        "handling,carats\nsorted,1\nrun-of-mine,1\n", line: 3, column: 1,
        "handling is \"run-of-mine\", but parcel \"table\" has another in an earlier row",
        "make it two parcels or write unknown"),
      Malformed(
        "stone|carats\n1|2\n", line: 1,
        "there is no column \"carats\", \"lower_ct\" or \"lower_mm\" (the columns are "
          + "\"stone|carats\")",
        "name the column of weights \"carats\", or that of the classes' lower bounds "
          + "\"lower_ct\" or \"lower_mm\""),
    ])
  func refuses(_ malformed: Malformed) throws {
    try malformed.expectRefusal { path throws(ReadError) in try readParcels(at: path) }
  }
}

@Suite("Tables of size classes")
struct SizeClassTableTests {
  @Test("reads classes in carats, smallest first, the top one open")
  func readsCarats() throws {
    let path = try Scratch().keeping(
      "lower_ct,upper_ct,stones,carats\n1,,2,3.5\n0.1,0.2,50,\n0.5,1,0,0\n")
    let parcels = try readParcels(at: path.file)
    let sieves = SieveSet(classes: [
      SizeClass(lower: .carats(0.1), upper: .carats(0.2)),
      SizeClass(lower: .carats(0.5), upper: .carats(1)),
      SizeClass(lower: .carats(1), upper: nil),
    ])
    #expect(
      parcels.map(\.content) == [
        .classes(
          sieves,
          [
            ClassContent(stones: 50), ClassContent(stones: 0, carats: 0),
            ClassContent(stones: 2, carats: 3.5),
          ])
      ])
    #expect(parcels.map(\.handling) == [.unknown])
  }

  @Test("reads apertures with their mesh, several parcels and the origin")
  func readsMillimetres() throws {
    let path = try Scratch().keeping(
      "parcel,origin,handling,lower_mm,upper_mm,mesh,carats\n"
        + "P,GH/Birim,run-of-mine,1.5,2,round,4.5\nQ,,sorted,0.85,,square,1\n"
        + "P,GH/Birim,,2,,round,10\n")
    let parcels = try readParcels(at: path.file)
    #expect(parcels.map(\.identifier) == ["P", "Q"])
    #expect(parcels.map(\.origin) == [Origin("GH/Birim"), nil])
    #expect(parcels.map(\.handling) == [.runOfMine, .sorted])
    let bounds = [1.5, 2].map { SizeBound.aperture(millimetres: $0, mesh: .round) }
    #expect(
      parcels[0].content
        == .classes(
          SieveSet(bounds: bounds),
          [ClassContent(stones: nil, carats: 4.5), ClassContent(stones: nil, carats: 10)]))
  }

  @Test(
    "refuses bad tables with the place",
    arguments: [
      Malformed(
        "lower_ct,stones\n1,2\n", line: 1,
        "there is no column \"upper_ct\" (the columns are \"lower_ct\", \"stones\")",
        "give lower_ct and upper_ct, or lower_mm, upper_mm and mesh"),
      Malformed(
        "lower_mm,upper_mm,stones\n1,2,3\n", line: 1,
        "there is no column \"mesh\" (the columns are \"lower_mm\", \"upper_mm\", \"stones\")",
        "give lower_ct and upper_ct, or lower_mm, upper_mm and mesh"),
      Malformed(
        "lower_ct,upper_ct,lower_mm,stones\n1,2,3,4\n", line: 1, column: 3,
        "bounds are given both as lower_ct and as lower_mm",
        "keep those that were sieved or weighed"),
      Malformed(
        "lower_ct,upper_ct\n1,2\n", line: 1, "there is no column \"stones\" or \"carats\"",
        "say how many stones or carats each class holds"),
      Malformed(
        "lower_ct,upper_ct,stones\n-1,2,3\n", line: 2, column: 1,
        "the lower bound is \"-1\", below 0", "write a bound of 0 or more"),
      Malformed(
        "lower_ct,upper_ct,stones\n,2,3\n", line: 2, column: 1, "lower_ct is empty",
        "write a number or remove the row"),
      Malformed(
        "lower_ct,upper_ct,stones\n2,2,3\n", line: 2, column: 2,
        "the upper bound is \"2\", not above the lower bound \"2\"",
        "write the larger bound as the upper one"),
      Malformed(
        "lower_ct,upper_ct,stones\n1,2,3\n2,3,-1\n", line: 3, column: 3,
        "stones is \"-1\", below 0",
        "write what the class holds, 0 if nothing"),
      Malformed(
        "lower_ct,upper_ct,carats\n1,2,-0.1\n", line: 2, column: 3, "carats is \"-0.1\", below 0",
        "write what the class holds, 0 if nothing"),
      Malformed(
        "lower_ct,upper_ct,stones\n1,2,2.5\n", line: 2, column: 3,
        "stones is \"2.5\", not a whole number", "write how many stones the class holds"),
      Malformed(
        "lower_ct,upper_ct,stones,carats\n1,2,,\n", line: 2, column: 3,
        "neither stones nor carats are given", "write what the class holds, 0 if nothing"),
      Malformed(
        "lower_ct,upper_ct,stones,carats\n1,2,0,5\n", line: 2, column: 4,
        "the class holds \"0\" stones but \"5\" carats",
        "correct one of them, or leave empty what is not known"),
      Malformed(
        "lower_ct,upper_ct,stones\n2,3,1\n1,2.5,1\n", line: 3, column: 1,
        "the class overlaps that of line 2 in parcel \"table\"", "make the bounds of classes meet"),
      Malformed(
        "lower_ct,upper_ct,stones\n1,2,1\n1,2,1\n", line: 3, column: 1,
        "the class repeats that of line 2 in parcel \"table\"", "add the two up or remove one"),
      Malformed(
        "lower_ct,upper_ct,stones\n1,,1\n2,3,1\n", line: 2, column: 2,
        "the upper bound is empty, but line 3 has a higher class of the parcel",
        "leave only the top class open"),
      Malformed(
        "parcel,lower_ct,upper_ct,stones\nA,1,2,1\nB,1,2,0\n", line: 3,
        "parcel \"B\" has no stones in any class", "remove the parcel or complete its counts"),
      Malformed(
        "lower_mm,upper_mm,mesh,stones\n1,2,oval,1\n", line: 2, column: 3, "mesh is \"oval\"",
        "write round or square"),
      Malformed(
        "lower_mm,upper_mm,mesh,stones\n1,2,round,1\n2,3,square,1\n", line: 3, column: 3,
        "parcel \"table\" has round and square meshes",
        "make it two parcels, one for each set of sieves"),
      Malformed(
        "lower_ct,upper_ct,stones\n1,inf,1\n", line: 2, column: 2,
        "upper_ct is \"inf\", not a finite number", "write a finite number or remove the row"),
    ])
  func refuses(_ malformed: Malformed) throws {
    try malformed.expectRefusal { path throws(ReadError) in try readParcels(at: path) }
  }
}
