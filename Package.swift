// swift-tools-version: 6.2
import Foundation
import PackageDescription

/// The toolchain that runs this manifest: it brings SwiftSyntax, already built, in `lib/swift/host`.
let toolchainLibraries: String = {
  let maps = FileHandle(forReadingAtPath: "/proc/self/maps")?.readDataToEndOfFile() ?? Data()
  for line in String(decoding: maps, as: UTF8.self).split(separator: "\n")
  where line.hasSuffix("/libswiftCore.so") {
    guard let start = line.firstIndex(of: "/") else { continue }
    // …/usr/lib/swift/linux/libswiftCore.so
    return URL(fileURLWithPath: String(line[start...]))
      .deletingLastPathComponent().deletingLastPathComponent().path
  }
  fatalError("Gradus builds on Linux with a Swift toolchain that holds lib/swift/host")
}()
let hostModules = toolchainLibraries + "/host"

/// The static libcmark that pkg-config finds.
let cmark: String = {
  let pkgConfig = Process()
  let output = Pipe()
  pkgConfig.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  pkgConfig.arguments = ["pkg-config", "--variable=libdir", "libcmark"]
  pkgConfig.standardOutput = output
  pkgConfig.standardError = FileHandle.nullDevice
  try? pkgConfig.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  let folder = text.trimmingCharacters(in: .whitespacesAndNewlines)
  return folder.isEmpty ? "-lcmark" : folder + "/libcmark.a"
}()

/// Warnings are errors where `CI` is set.
let strict: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]
/// The runtime's hot modules: checks of exclusive access cost small operations a tenth of their time.
let runtime: [SwiftSetting] = strict + [.unsafeFlags(["-enforce-exclusivity=unchecked"])]
/// Compilers shun 512-bit vectors for what they may cost other code; these loops gain a third.
#if arch(x86_64)
  let wideVectors: [CSetting] = [.unsafeFlags(["-mprefer-vector-width=512"])]
#else
  let wideVectors: [CSetting] = []
#endif
/// Every target that reads Swift, and every target that imports such a one.
let syntax: [SwiftSetting] = strict + [.unsafeFlags(["-I", hostModules])]
let syntaxLibraries: [LinkerSetting] = [
  .unsafeFlags([
    "-L", hostModules, "-lSwiftParser", "-lSwiftSyntax",
    "-Xlinker", "-rpath", "-Xlinker", hostModules,
  ])
]

let package = Package(
  name: "gradus",
  products: [
    .executable(name: "gradus", targets: ["GradusTool"]),
    .executable(name: "gradus-preview", targets: ["GradusPreview"]),
    .executable(name: "gradus-worker", targets: ["GradusWorker"]),
    // One library: a second copy of a display protocol would be another type.
    .library(
      name: "GradusRuntime", type: .dynamic,
      targets: ["Gradus", "GradusDisplay", "GradusPrelude"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
  ],
  targets: [
    // The tool.
    .systemLibrary(name: "CCMark", providers: [.apt(["libcmark-dev"])]),
    .target(
      name: "CommonMark", dependencies: ["CCMark"], swiftSettings: strict,
      linkerSettings: [.unsafeFlags([cmark])]),
    .target(name: "Diagnostics", swiftSettings: strict),
    .target(
      name: "Notebooks",
      dependencies: ["CommonMark", "Diagnostics", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(
      name: "Execution", dependencies: ["Notebooks", "Diagnostics"],
      swiftSettings: syntax, linkerSettings: syntaxLibraries),
    .target(
      name: "Packages", dependencies: ["Execution", "Notebooks", "Diagnostics"],
      swiftSettings: syntax),
    .target(
      name: "Regression", dependencies: ["Notebooks", "Diagnostics"], swiftSettings: strict),
    .target(
      name: "Rendering", dependencies: ["Notebooks", "CommonMark", "Diagnostics"],
      swiftSettings: syntax,
      linkerSettings: [.unsafeFlags(["-L", hostModules, "-lSwiftIDEUtils"])]),
    .target(
      name: "Interchange", dependencies: ["Execution", "Notebooks", "Diagnostics"],
      swiftSettings: syntax),
    .target(
      name: "Previews", dependencies: ["Rendering", "Execution", "Notebooks"],
      swiftSettings: syntax),
    .target(
      name: "Serving",
      dependencies: [
        "Previews", "Rendering", "Execution", "Notebooks",
        .product(name: "FlyingFox", package: "FlyingFox"),
        .product(name: "FlyingSocks", package: "FlyingFox"),
      ],
      swiftSettings: syntax),
    .target(
      name: "GradusCommand",
      dependencies: [
        "Previews", "Interchange", "Rendering", "Regression", "Packages", "Execution", "Notebooks",
        "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      exclude: ["launcher.sh"], swiftSettings: syntax),
    .executableTarget(
      name: "GradusTool", dependencies: ["GradusCommand"], swiftSettings: syntax),
    .executableTarget(
      name: "GradusPreview", dependencies: ["GradusCommand", "Serving"], swiftSettings: syntax),
    .executableTarget(
      name: "GradusWorker",
      cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"]), .linkedLibrary("dl")]),
    .executableTarget(
      name: "Benchmarks", dependencies: ["GradusTables"], swiftSettings: strict),
    .executableTarget(
      name: "TensorBenchmarks",
      dependencies: ["GradusTensors", "GradusProbability", "GradusNetworks"],
      exclude: ["peer.py"], swiftSettings: strict),

    // The runtime.
    .target(name: "GradusPrelude", swiftSettings: strict),
    .target(name: "GradusDisplay", swiftSettings: strict),
    .target(name: "GradusKernels", cSettings: wideVectors),
    .target(
      name: "GradusTensors", dependencies: ["GradusDisplay", "GradusKernels"],
      swiftSettings: runtime),
    .target(
      name: "GradusProbability", dependencies: ["GradusTensors", "GradusDisplay", "GradusKernels"],
      swiftSettings: runtime),
    .target(
      name: "GradusTables", dependencies: ["GradusTensors", "GradusDisplay"],
      swiftSettings: strict),
    .target(
      name: "GradusPlots", dependencies: ["GradusTensors", "GradusDisplay"],
      swiftSettings: strict),
    .target(
      name: "GradusNetworks",
      dependencies: ["GradusProbability", "GradusTensors", "GradusDisplay", "GradusKernels"],
      swiftSettings: strict),
    .target(
      name: "Gradus",
      dependencies: [
        "GradusDisplay", "GradusTensors", "GradusProbability", "GradusTables", "GradusNetworks",
        "GradusPlots",
      ],
      swiftSettings: strict),

    // Tests.
    .executableTarget(
      name: "GoldenRunner",
      dependencies: ["GradusTensors", "GradusProbability", "GradusTables", "GradusDisplay"],
      path: "Tests/GoldenRunner", exclude: ["Fixtures"], swiftSettings: strict),
    .target(
      name: "BrowserDriver", path: "Tests/BrowserDriver", exclude: ["driver.py"],
      swiftSettings: strict),
    .executableTarget(
      name: "PackageDocuments", path: "Tests/PackageDocuments", exclude: ["verdicts.json"],
      swiftSettings: strict),
    .target(name: "Fixtures", path: "Tests/Fixtures", swiftSettings: strict),
    .testTarget(
      name: "NotebooksTests", dependencies: ["Notebooks", "CommonMark", "Diagnostics", "Fixtures"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "ExecutionTests", dependencies: ["Execution", "Notebooks", "Diagnostics", "Fixtures"],
      resources: [.copy("Fixtures")], swiftSettings: syntax),
    .testTarget(
      name: "PackagesTests",
      dependencies: ["Packages", "Execution", "Notebooks", "Diagnostics"], exclude: ["Fixtures"],
      swiftSettings: syntax),
    .testTarget(
      name: "RegressionTests",
      dependencies: ["Regression", "Notebooks", "Diagnostics", "Fixtures"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "RenderingTests",
      dependencies: ["Rendering", "Notebooks", "CommonMark", "Diagnostics", "Fixtures"],
      exclude: ["browser.py", "Fixtures"], swiftSettings: syntax, linkerSettings: syntaxLibraries),
    .testTarget(
      name: "PreviewsTests",
      dependencies: [
        "Serving", "Previews", "BrowserDriver", "Rendering", "Notebooks", "Diagnostics",
      ],
      swiftSettings: syntax, linkerSettings: syntaxLibraries),
    .testTarget(
      name: "InterchangeTests",
      dependencies: ["Interchange", "Execution", "Notebooks", "Diagnostics", "Fixtures"],
      exclude: ["Fixtures"],
      swiftSettings: syntax),
    .testTarget(
      name: "GradusCommandTests",
      dependencies: ["BrowserDriver", "Execution", "Notebooks", "Diagnostics", "Fixtures"],
      swiftSettings: syntax),
    .testTarget(
      name: "GradusDisplayTests", dependencies: ["GradusDisplay", "GradusTensors"],
      exclude: ["Fixtures"],
      swiftSettings: strict, linkerSettings: [.unsafeFlags(["-Xlinker", "--export-dynamic"])]),
    .testTarget(
      name: "GradusTensorsTests",
      dependencies: ["GradusTensors", "GradusKernels", "GoldenRunner", "Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "GradusTablesTests",
      dependencies: ["GradusTables", "GradusTensors", "GoldenRunner"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "GradusPlotsTests", dependencies: ["GradusPlots", "GradusTensors"],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "GradusProbabilityTests",
      dependencies: ["GradusProbability", "GradusTensors", "GradusKernels"],
      swiftSettings: strict),
    .testTarget(
      name: "GradusNetworksTests",
      dependencies: ["GradusNetworks", "GradusProbability", "GradusTensors", "GradusKernels"],
      exclude: ["Fixtures"], swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
