import Specimens
import Testing

@testable import Screening

struct CertificateFieldsPresentTests {
  @Test func everyFieldIsMissedByItself() throws {
    let check = CertificateFieldsPresent(rules: try Fixtures.rules())
    #expect(check.findings(try Fixtures.orderly()).isEmpty)
    let removals: [(inout Shipment) -> Void] = [
      { $0.declared = .origins([]) }, { $0.issued = nil }, { $0.expires = nil },
      { $0.issuing = " " }, { $0.exporter = nil }, { $0.importer = nil }, { $0.carats = nil },
      { $0.valueUSD = nil }, { $0.hs = nil },
    ]
    var fields: Set<String> = []
    for remove in removals {
      var shipment = try Fixtures.orderly()
      remove(&shipment)
      let found = check.findings(shipment)
      #expect(found.codes == ["certificate-field-missing"])
      fields.formUnion(found.compactMap { $0.details["field"] })
    }
    #expect(fields.count == removals.count)
  }

  @Test func papersWithoutACertificateAreLookedAtOnlyWhereTheCodeSettlesNothing() throws {
    let check = CertificateFieldsPresent(rules: try Fixtures.rules())
    var shipment = Shipment(parcel: "P")
    #expect(check.findings(shipment).count == 10)
    shipment.hs = "7102.39"
    #expect(check.findings(shipment).isEmpty)
    shipment.hs = "7102.31"
    #expect(check.findings(shipment).isEmpty)
  }

  @Test func mixedOriginIsAStatementOfOrigin() throws {
    var shipment = try Fixtures.orderly()
    shipment.declared = .mixed
    #expect(CertificateFieldsPresent(rules: try Fixtures.rules()).findings(shipment).isEmpty)
  }
}
