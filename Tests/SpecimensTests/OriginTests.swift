import Specimens
import Testing

struct OriginTests {
  @Test func aCountryHoldsItsDeposits() {
    #expect(Origin("CI/Séguéla").isWithin(Origin("CI")))
    #expect(!Origin("CI").isWithin(Origin("CI/Séguéla")))
  }
}
