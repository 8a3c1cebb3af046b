/// A public package whose documents are checked as they are.
struct CheckedPackage {
  /// What follows `https://github.com/`.
  let repository: String
  let version: String
  /// What documents are given that import nothing of the package.
  let module: String

  var name: String { repository.split(separator: "/").last.map(String.init) ?? repository }

  static let all = [
    CheckedPackage(
      repository: "apple/swift-algorithms", version: "1.2.1", module: "Algorithms"),
    CheckedPackage(
      repository: "apple/swift-collections", version: "1.6.0", module: "Collections"),
    CheckedPackage(repository: "apple/swift-numerics", version: "1.1.1", module: "Numerics"),
    CheckedPackage(
      repository: "apple/swift-argument-parser", version: "1.8.2", module: "ArgumentParser"),
    CheckedPackage(repository: "jpsim/Yams", version: "6.2.2", module: "Yams"),
    CheckedPackage(
      repository: "pointfreeco/swift-custom-dump", version: "1.7.3", module: "CustomDump"),
    CheckedPackage(repository: "stencilproject/Stencil", version: "0.15.1", module: "Stencil"),
    CheckedPackage(repository: "attaswift/BigInt", version: "6.0.1", module: "BigInt"),
  ]

  /// A package that depends on all of them, to have them fetched.
  static var manifest: String {
    let dependencies = all.map {
      "    .package(url: \"https://github.com/\($0.repository)\", exact: \"\($0.version)\"),\n"
    }.joined()
    return """
      // swift-tools-version: 6.0
      import PackageDescription

      let package = Package(
        name: "documents",
        dependencies: [
      \(dependencies)  ],
        targets: [.target(name: "Documents", path: ".", sources: ["Empty.swift"])])

      """
  }
}
