import Fingerprints
import Testing

struct FingerprintErrorTests {
  @Test func isOneSentenceOfReasonAndMend() {
    #expect(
      FingerprintError(reason: "shot 2 is dark", mend: "leave it out").description
        == "shot 2 is dark; leave it out.")
  }
}
