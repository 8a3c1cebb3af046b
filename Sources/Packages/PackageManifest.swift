import Foundation

/// What a package's manifest says about its products and targets, as `swift package dump-package`
/// prints it.
struct PackageManifest: Decodable {
  struct Product: Decodable {
    let name: String
    let targets: [String]
    let type: Kind

    struct Kind: Decodable {
      let isLibrary: Bool

      init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: Key.self)
        isLibrary = fields.contains(Key("library"))
      }
    }
  }

  struct Target: Decodable {
    let name: String
    let type: String
    let path: String?
    let dependencies: [Reference]

    /// The name that code imports it by.
    var module: String { PackageManifest.moduleName(name) }
    var isTest: Bool { type == "test" || type == "snippet" }

    /// The folders in which it can lie, from the package's root.
    var folders: [String] {
      if let path { return [path] }
      let roots = type == "plugin" ? ["Plugins"] : ["Sources", "Source", "src", "srcs"]
      return roots.map { $0 + "/" + name } + roots
    }
  }

  /// What a target depends on: a target of the package, or a product of another one.
  struct Reference: Decodable {
    let name: String
    /// Whether it is said to be another package's.
    let isProduct: Bool

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      guard let kind = fields.allKeys.first else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "a dependency without a kind"))
      }
      isProduct = kind.stringValue == "product"
      var list = try fields.nestedUnkeyedContainer(forKey: kind)
      name = try list.decode(String.self)
    }
  }

  /// A package that it depends on.
  struct Dependency: Decodable {
    /// The absolute path, for one on this machine.
    let path: String?

    init(from decoder: any Decoder) throws {
      struct Place: Decodable { let path: String }
      let fields = try decoder.container(keyedBy: Key.self)
      path = try fields.decodeIfPresent([Place].self, forKey: Key("fileSystem"))?.first?.path
    }
  }

  let name: String
  let products: [Product]
  let targets: [Target]
  let dependencies: [Dependency]

  var libraries: [Product] { products.filter(\.type.isLibrary) }

  /// The library products that bring the modules, and the modules found.
  ///
  /// A product brings its targets, those that they depend on, and what these name of other packages:
  /// a module of theirs mostly has its product's name.
  ///
  /// - Parameters:
  ///   - wanted: names of modules
  ///   - allowed: the products that count; all libraries if `nil`
  func products(
    bringing wanted: Set<String>, among allowed: Set<String>? = nil
  ) -> (names: [String], modules: Set<String>) {
    var left = wanted
    var names: [String] = []
    // First whoever offers a module itself, then whoever only needs it.
    for isDirect in [true, false] {
      for product in libraries where allowed?.contains(product.name) ?? true {
        let found = left.intersection(isDirect ? modules(of: product) : reachable(from: product))
        if found.isEmpty { continue }
        left.subtract(found)
        if !names.contains(product.name) { names.append(product.name) }
      }
    }
    return (names, wanted.subtracting(left))
  }

  private func modules(of product: Product) -> Set<String> {
    Set(product.targets.map(Self.moduleName))
  }

  private func reachable(from product: Product) -> Set<String> {
    var found: Set<String> = []
    var rest = product.targets
    let byName = Dictionary(targets.map { ($0.name, $0) }) { first, _ in first }
    while let name = rest.popLast() {
      guard found.insert(name).inserted, let target = byName[name] else { continue }
      rest += target.dependencies.map(\.name)
    }
    return Set(found.map(Self.moduleName))
  }

  /// Characters that no name can have become underscores.
  static func moduleName(_ target: String) -> String {
    String(
      String.UnicodeScalarView(
        target.unicodeScalars.map { $0 == "_" || $0.properties.isXIDContinue ? $0 : "_" }))
  }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
