// swift-tools-version: 6.2

import PackageDescription

/// The same settings on every Swift target: upcoming features that make imports and existentials
/// explicit, and no warning left standing.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A library target and the test target that mirrors it.
func library(_ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
  [
    .target(name: name, dependencies: dependencies, swiftSettings: settings),
    .testTarget(
      name: "\(name)Tests",
      dependencies: [.byName(name: name)] + dependencies.filter(\.isOwn),
      swiftSettings: settings),
  ]
}

extension Target.Dependency {
  /// Whether the dependency is a Swift target of this package.
  var isOwn: Bool {
    if case .byNameItem(let name, _) = self { return !name.hasPrefix("C") }
    return false
  }
}

let package = Package(
  name: "adamas",
  products: [
    .executable(name: "adamas", targets: ["adamas"]),
    // For the package in Benchmarks.
    .library(
      name: "AdamasKernels",
      targets: ["LinearAlgebra", "Specimens", "Fingerprints", "Matching", "Instruments"]),
  ],
  traits: [
    .trait(name: "HDF5", description: "Read tables of spectra in HDF5 files; needs libhdf5.")
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapack-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"])]),
  ]
    + library("LinearAlgebra", ["COpenBLAS"])
    + library("Specimens", [])
    + library("Fingerprints", ["Specimens", "LinearAlgebra"])
    + library("Matching", ["Specimens", "LinearAlgebra", "Fingerprints"])
    + library(
      "Instruments",
      [
        "Specimens", "LinearAlgebra", "CZlib",
        .target(name: "CHDF5", condition: .when(traits: ["HDF5"])),
        .product(name: "Crypto", package: "swift-crypto"),
      ])
    + library(
      "FootprintLibraries",
      [
        "Specimens", "LinearAlgebra", "Fingerprints", "Matching",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ])
    + library("Screening", ["Specimens", "LinearAlgebra", "Matching"])
    + library("Reports", ["Specimens", "Matching"])
    + [
      .executableTarget(
        name: "adamas",
        dependencies: [
          "Specimens", "LinearAlgebra", "Fingerprints", "Matching", "Instruments",
          "FootprintLibraries", "Reports", "Screening",
          .product(name: "ArgumentParser", package: "swift-argument-parser"),
        ],
        swiftSettings: settings),
      .testTarget(
        name: "AdamasTests",
        dependencies: [
          "adamas", "Specimens", "LinearAlgebra", "Fingerprints", "Instruments",
          "FootprintLibraries", "Screening", .product(name: "GRDB", package: "GRDB.swift"),
        ],
        swiftSettings: settings),
    ]
)
