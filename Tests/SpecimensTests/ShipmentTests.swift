import Testing

@testable import Specimens

struct ShipmentTests {
  @Test func valuePerCaratNeedsBothNumbers() {
    var shipment = Shipment(parcel: "P1")
    #expect(shipment.valuePerCarat == nil)
    shipment.valueUSD = 300
    #expect(shipment.valuePerCarat == nil)
    shipment.carats = 0
    #expect(shipment.valuePerCarat == nil)
    shipment.carats = 2
    #expect(shipment.valuePerCarat == 150)
  }

  @Test func countriesAreThoseOfTheOriginsOnce() {
    var shipment = Shipment(parcel: "P1")
    shipment.declared = .origins(["GH/Birim", "CI", "GH", "elsewhere"].map { Origin($0) })
    #expect(shipment.declaredCountries == ["GH", "CI"])
    shipment.declared = .mixed
    #expect(shipment.declaredCountries == [])
  }
}
