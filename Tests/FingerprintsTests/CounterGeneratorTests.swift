import Fingerprints
import Testing

@Suite struct CounterGeneratorTests {
  /// The known answers of Random123 (`kat_vectors`, philox 4x32 10), made again by
  /// Benchmarks/peers/golden_spectra.py.
  @Test(arguments: [
    (
      SIMD4<UInt32>(0, 0, 0, 0), [0, 0] as [UInt32],
      SIMD4<UInt32>(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8)
    ),
    (
      SIMD4<UInt32>(repeating: .max), [.max, .max] as [UInt32],
      SIMD4<UInt32>(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd)
    ),
    (
      SIMD4<UInt32>(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      [0xa409_3822, 0x299f_31d0] as [UInt32],
      SIMD4<UInt32>(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1)
    ),
  ])
  func tenRoundsGiveTheKnownAnswers(
    counter: SIMD4<UInt32>, key: [UInt32], answer: SIMD4<UInt32>
  ) {
    #expect(CounterGenerator.philox(counter: counter, key: (key[0], key[1])) == answer)
  }

  /// Golden values: Benchmarks/peers/golden_spectra.py.
  @Test func aNamedStreamGivesTheSameDrawsEverywhere() {
    var generator = CounterGenerator(seed: 2026, stream: "CI/Séguéla")
    #expect(
      (0..<4).map { _ in generator.next() } == [
        0xcbfd_ad5e_730d_bf16, 0x6ffa_0d95_e9c4_98a3, 0x2f45_291a_8422_c54e,
        0xa17c_1ce7_0a45_e2cb,
      ])
  }

  @Test func anotherSeedOrNameIsAnotherStream() {
    func start(_ seed: UInt64, _ name: String) -> UInt64 {
      var generator = CounterGenerator(seed: seed, stream: name)
      return generator.next()
    }
    let starts = [
      start(1, "a"), start(2, "a"), start(1 << 32, "a"), start(1, "b"), start(1, ""),
    ]
    #expect(Set(starts).count == starts.count)
  }

  @Test func aCopyDrawsOnFromTheSamePosition() {
    var generator = CounterGenerator(seed: 1, stream: "a")
    _ = generator.next()
    var copy = generator
    #expect((0..<5).map { _ in copy.next() } == (0..<5).map { _ in generator.next() })
  }
}
