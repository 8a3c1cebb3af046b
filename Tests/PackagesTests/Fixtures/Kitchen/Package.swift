// swift-tools-version: 6.0
import CompilerPluginSupport
import Foundation
import PackageDescription

/// The toolchain's own SwiftSyntax, so that the macro costs no build of a package of that name.
let host: String = {
  let maps = FileHandle(forReadingAtPath: "/proc/self/maps")?.readDataToEndOfFile() ?? Data()
  for line in String(decoding: maps, as: UTF8.self).split(separator: "\n")
  where line.hasSuffix("/libswiftCore.so") {
    guard let start = line.firstIndex(of: "/") else { continue }
    return URL(fileURLWithPath: String(line[start...]))
      .deletingLastPathComponent().deletingLastPathComponent().path + "/host"
  }
  return ""
}()

let package = Package(
  name: "Kitchen",
  products: [
    .library(name: "Kitchen", targets: ["Kitchen"])
  ],
  dependencies: [.package(path: "../Cellar")],
  targets: [
    .target(name: "CScales"),
    .macro(
      name: "KitchenMacros",
      swiftSettings: [.unsafeFlags(["-I", host])],
      linkerSettings: [
        .unsafeFlags([
          "-L", host, "-lSwiftSyntax", "-lSwiftSyntaxMacros", "-lSwiftSyntaxMacroExpansion",
          "-lSwiftCompilerPluginMessageHandling", "-lSwiftDiagnostics", "-lSwiftParser",
          "-Xlinker", "-rpath", "-Xlinker", host,
        ])
      ]),
    .target(
      name: "Kitchen",
      dependencies: ["CScales", "KitchenMacros", .product(name: "Cellar", package: "Cellar")],
      resources: [.process("Resources")]),
  ]
)
