// swift-tools-version: 6.2

import PackageDescription

/// Kernels of Adamas under ordo-one/benchmark; README.md says how to run them.
///
/// A package of its own, so that building Adamas never fetches or compiles the benchmark library.
let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "adamas", path: "../"),
    // Without its traits, which count allocations and need packages of their own.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "Kernels",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "AdamasKernels", package: "adamas"),
      ],
      path: "Benchmarks/Kernels",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ],
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ]
)
