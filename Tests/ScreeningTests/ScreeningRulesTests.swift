import Specimens
import Testing

@testable import Screening

struct ScreeningRulesTests {
  @Test func theShippedRulesAreReadWithASourceForEveryRow() throws {
    let rules = try Fixtures.rules()
    #expect(rules.files.map(\.name) == ScreeningRules.fileNames)
    for row in rules.files.flatMap(\.rows) {
      #expect(row.source.text.count > 10, "\(row.file):\(row.line)")
      #expect(row.source.date <= (try Fixtures.day("2026-11-22")), "\(row.file):\(row.line)")
    }
    #expect(rules.statistics.count == 148)
    #expect(rules.code("7102 3100")?.isRough == true)
    #expect(rules.code("7102.39")?.isRough == false)
    #expect(rules.code("7103.10") == nil)
    #expect(rules.bound(.microDiamondMesh).value == 0.5)
  }

  @Test func figuresThatContradictThemselvesAreLeftOut() throws {
    let statistics = try Fixtures.rules().statistics
    let suspect = [("ZA", 2017), ("BW", 2014), ("LS", 2022), ("NA", 2023)]
    for (country, year) in suspect {
      #expect(!statistics.contains { $0.country == country && $0.year == year })
    }
  }

  @Test(arguments: [
    (
      "participants.csv", "country,name,joined,left,source,date\nao,A,,,S,2026-01-01\n",
      "participants.csv:2: country is no country code; "
        + "write it as two capital letters (ISO 3166-1 alpha-2)."
    ),
    (
      "participants.csv",
      "country,name,joined,left,source,date\nAO,A,2020-01-01,2020-01-01,S,"
        + "2026-01-01\n",
      "participants.csv:2: left is not after joined; correct the days."
    ),
    (
      "hs-codes.csv", "code,use,meaning,rough,source,date\n7102.31,unsorted,M,maybe,S,2026-01-01\n",
      "hs-codes.csv:2: rough is neither yes nor no; write one of them."
    ),
    (
      "hs-codes.csv",
      "code,use,meaning,rough,source,date\n7102.31,unsorted,M,yes,S,2026-01-01\n"
        + "7102.31,industrial,M,no,S,2026-01-01\n",
      "hs-codes.csv:3: 7102.31 stands there twice; keep one of the rows."
    ),
    (
      "statistics.csv",
      "country,year,kind,carats,value_usd,usd_per_ct,source,date\nAO,2020,production,-1,,,S,"
        + "2026-01-01\n",
      "statistics.csv:2: carats is no number of 0 or more; write it like 0.5."
    ),
    (
      "bounds.csv", "name,value,unit,meaning,source,date\nvalue-factor,4.6,,M,S,2026-02-30\n",
      "bounds.csv:2: date is no day; write it as YYYY-MM-DD."
    ),
    (
      "bounds.csv", "name,value,unit,meaning,source,date\nvalue-factor,4.6,,M,S,2026-02-28\n",
      "bounds.csv: there is no bound micro-diamond-mesh; add a row for it."
    ),
    (
      "mixed-origin.csv",
      "from,until,territory,threshold_ct,accepted,rule,source,date\n"
        + "2025-03-01,2025-02-01,EU,,no,R,S,2026-01-01\n",
      "mixed-origin.csv:2: until is before from; correct the days."
    ),
    (
      "mixed-origin.csv", "from,until,territory,threshold_ct,accepted,rule,source,date\n",
      "mixed-origin.csv: it has no rows; restore the file."
    ),
    (
      "certificate-fields.csv", "key,field,source,date\ncolour,F,S,2026-01-01\n",
      "certificate-fields.csv:2: key is no column of a manifest; write one of origin, certificate, "
        + "issued, expires, issuing, exporter, importer, carats, valueUSD, hs, or nothing."
    ),
    (
      "russian-diamonds.csv",
      "from,until,territory,kind,goods,threshold_ct,rule,status,source,date\n"
        + "2024-03-01,,EU,size,G,,R,applied,S,2026-01-01\n",
      "russian-diamonds.csv:2: threshold_ct is empty; state from which weight the rule holds."
    ),
  ])
  func aBrokenRowIsRefusedInOneSentence(file: String, text: String, sentence: String) throws {
    var texts = try Fixtures.texts()
    texts[file] = text
    let files = texts
    let error = #expect(throws: ScreeningError.self) { try ScreeningRules(files: files) }
    #expect(error?.description == sentence)
  }

  @Test func aMissingFileIsNamed() throws {
    var texts = try Fixtures.texts()
    texts["statistics.csv"] = nil
    let files = texts
    let error = #expect(throws: ScreeningError.self) { try ScreeningRules(files: files) }
    #expect(error?.file == "statistics.csv")
  }

  @Test func staleRowsAreNamedWithTheirPlaceAndDay() throws {
    let rules = try Fixtures.rules()
    #expect(rules.stale(on: try Fixtures.day("2001-01-01")).isEmpty)
    let stale = rules.stale(on: try Fixtures.day("2026-11-22"))
    #expect(
      stale.first { $0.row.subject == "AO" }?.sentence
        == "participants.csv:4: AO was last known to be true on 2013-02-21, "
        + "more than a year before 2026-11-22.")
    #expect(!stale.contains { $0.row.file == "hs-codes.csv" })
    let all = rules.files.map(\.rows.count).reduce(0, +)
    #expect(rules.stale(on: try Fixtures.day("2099-01-01")).count == all)
  }

  @Test(
    arguments: [
      ("7102.31", "7102.31"), ("71023100", "7102.31"), ("7102 31-00.00", "7102.31"),
      ("7102", nil), ("7102.3a", nil), ("", nil),
    ] as [(String, String?)])
  func codesAreCutToSixDigits(text: String, code: String?) {
    #expect(GoodsCode.sixDigits(text) == code)
  }
}
