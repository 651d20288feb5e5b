import Fingerprints
import Foundation
import Specimens
import Testing

/// What a mapping is not fitted to.
struct ScaleTransferFittingTests {
  private func refusal(_ secondary: SpectraTable, _ primary: SpectraTable) -> String? {
    let error = #expect(throws: FingerprintError.self) {
      try ScaleTransfer(from: secondary, to: primary)
    }
    return error?.reason
  }

  @Test func tooFewCommonSpecimensAreRefusedWithTheReason() {
    let reason = refusal(ScaleTransferTests.secondary(5..<20), ScaleTransferTests.primary(0..<12))
    #expect(
      reason
        == "7 specimens were measured by both instruments, and a mapping needs 8: each channel takes a "
        + "window of three and an offset, four numbers, and twice as many specimens have to speak for "
        + "them")
  }

  @Test func axesThatDoNotOverlapAreRefused() {
    let far = ScaleTransferTests.table(
      0..<12, first: 600, step: 0.5, channels: 100, width: 1, instrument: "B")
    #expect(
      refusal(far, ScaleTransferTests.primary(0..<12))
        == "the axes do not overlap: \"B\" has 100 channels from 600.0 to 649.5 nm, and \"A\" 108 "
        + "channels from 400.0 to 453.5 nm")
  }

  @Test func onlyTheCommonPartOfTheAxisIsMapped() throws {
    let short = ScaleTransferTests.table(
      0..<12, first: 410, step: 0.4, channels: 80, width: 1.3, instrument: "B", slope: 0.7)
    let transfer = try ScaleTransfer(from: short, to: ScaleTransferTests.primary(0..<12))
    #expect(transfer.axis.wavelengths.first == 410.5)
    #expect(transfer.axis.wavelengths.last == 441.5)
    #expect(transfer.axis.segments.count == 1)
  }

  @Test func specimensThatDoNotBelongTogetherAreNoBetterThanTheMean() {
    // The names say that they are the same, and they are not.
    let other = ScaleTransferTests.table(
      0..<14, first: 400, step: 0.5, channels: 108, width: 0.8, instrument: "B"
    ) { ScaleTransferTests.strengths(100 + $0) }
    let reason = refusal(other, ScaleTransferTests.primary(0..<14))
    #expect(
      reason?.hasPrefix(
        "a mapping of \"B\" to \"A\" says nothing about a specimen: held-out specimens differ by ")
        == true, "\(reason ?? "")")
  }

  @Test func theSameInstrumentGainsNothing() {
    let twin = ScaleTransferTests.table(
      0..<14, first: 400, step: 0.5, channels: 108, width: 0.8, instrument: "B", noise: 0)
    let own = ScaleTransferTests.table(
      0..<14, first: 400, step: 0.5, channels: 108, width: 0.8, instrument: "A", noise: 0)
    let reason = refusal(twin, own)
    #expect(
      reason?.hasPrefix("a mapping of \"B\" to \"A\" is no better than none: held-out specimens")
        == true, "\(reason ?? "")")
  }

  @Test func instrumentsNeedNamesThatDiffer() throws {
    let own = ScaleTransferTests.primary(0..<12)
    #expect(
      refusal(ScaleTransferTests.secondary(0..<12, named: "A"), own)
        == "both tables are of the instrument \"A\"")
    #expect(
      refusal(ScaleTransferTests.secondary(0..<12, named: ""), own)
        == "the secondary table does not say which instrument measured it")
    let named = try ScaleTransfer(
      from: ScaleTransferTests.secondary(0..<12, named: ""), to: own, secondaryName: "C")
    #expect(named.secondary.name == "C" && named.primary.name == "A")
    let error = #expect(throws: FingerprintError.self) {
      try ScaleTransfer(from: own, to: own, specimen: "grain", secondaryName: "C")
    }
    #expect(
      error?.reason
        == "the primary table has no column grain; it has stone, instrument, medium")
  }

  /// BHVO-2 is one powder: two instruments have measured it, but it is one specimen.
  @Test(.enabled(if: RealSpectra.data != nil, "no real data beside the project"))
  func onePowderOnTwoInstrumentsIsTooFew() throws {
    func table(_ name: String) throws -> SpectraTable {
      let found = try #require(try RealSpectra.bhvo2(name))
      return SpectraTable(
        axis: found.axis, intensities: found.intensities,
        metadata: Metadata(
          names: ["stone"], columns: [Array(repeating: "BHVO-2", count: found.count)],
          rows: found.count))
    }
    let error = #expect(throws: FingerprintError.self) {
      try ScaleTransfer(
        from: try table("chemcam"), to: try table("supercam"), secondaryName: "ChemCam",
        primaryName: "SuperCam")
    }
    #expect(error?.reason.hasPrefix("1 specimen was measured by both instruments") == true)
  }
}
