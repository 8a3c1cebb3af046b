/// The modules of the cells that ran or will have run before, oldest first.
///
/// Each module re-exports the one before it, so a newer declaration shadows an older one of the
/// same name without anyone comparing names; the marks give access to internal declarations.
package struct Chain: Sendable {
  package struct Link: Sendable {
    let module: String
    /// Names the compiled module, and all that it was compiled against.
    let key: ContentHash
    /// The `.swiftmodule` file.
    let interface: String
    var declared: Set<String> = []
    /// Declared names that no other file sees.
    var hidden: Set<String> = []
    var mark: String { Chain.mark(ofModule: module) }

    package init(module: String, key: ContentHash, interface: String) {
      (self.module, self.key, self.interface) = (module, key, interface)
    }
  }

  private(set) var links: [Link] = []
  /// Import declarations that are in force.
  private(set) var imported: Set<String> = []
  /// Operator declarations that later modules repeat, newest of each name.
  private(set) var operators: [String] = []
  /// Modules that the first cell imports without saying so.
  let unsaid: [String]
  /// The operators of packages, which are repeated once their module is imported.
  private let operatorsOfModules: [String: [String]]

  /// - Parameters:
  ///   - imports: modules that the cells see without importing them
  ///   - packages: where modules with operators of their own may come from
  package init(imports: [String] = [], packages: PackageLibrary = .none) {
    unsaid = imports
    operatorsOfModules = packages.operators
  }

  var last: Link? { links.last }
  var usesRuntime: Bool {
    unsaid.contains("Gradus")
      || imported.contains { $0 == "import Gradus" || $0 == "import GradusTensors" }
  }
  /// The newest module with a declaration of the name.
  func module(declaring name: String) -> String? {
    links.last { $0.declared.contains(name) }?.module
  }

  /// Whether the name is one that an earlier cell keeps to itself.
  func hides(_ name: String) -> Bool { links.contains { $0.hidden.contains(name) } }

  /// What everything compiled behind this chain depends on.
  var key: ContentHash {
    ContentHash(
      links.last?.key.description ?? unsaid.joined(separator: ";"),
      imported.sorted().joined(separator: ";"))
  }

  /// What a later declaration of the same operator shares with this one.
  ///
  /// It is what stands before a colon or brace, as `infix operator <+>` or `precedencegroup Power`:
  /// a prefix operator lives beside a postfix one of its name.
  package static func operatorName(_ declaration: String) -> String {
    declaration.prefix { $0 != ":" && $0 != "{" }
      .split(whereSeparator: \.isWhitespace).filter { !accessLevels.contains($0) }
      .joined(separator: " ")
  }

  private static let accessLevels: Set<Substring> = [
    "public", "package", "internal", "fileprivate", "private",
  ]

  static func mark(ofModule module: String) -> String { "__\(module)" }

  /// The chain with a module behind it that holds these cells.
  package func appending(_ link: Link, _ parts: some Sequence<UnitSource.Part>) -> Chain {
    var chain = self
    var link = link
    for part in parts {
      link.declared.formUnion(part.analysis.declared)
      link.hidden.formUnion(part.analysis.hidden)
      for item in part.analysis.imports where chain.imported.insert(item.text).inserted {
        chain.repeatOperators(operatorsOfModules[item.module] ?? [])
      }
      chain.repeatOperators(part.analysis.operators)
    }
    if links.isEmpty {
      for module in unsaid where chain.imported.insert("import \(module)").inserted {
        chain.repeatOperators(operatorsOfModules[module] ?? [])
      }
    }
    chain.links.append(link)
    return chain
  }

  private mutating func repeatOperators(_ declarations: [String]) {
    for declaration in declarations {
      operators.removeAll { Chain.operatorName($0) == Chain.operatorName(declaration) }
      operators.append(declaration)
    }
  }
}
