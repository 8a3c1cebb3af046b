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
  /// Imports that the next module makes before its cells: those that no cell says, and those of
  /// cells that failed.
  private(set) var owed: [CellAnalysis.Import] = []
  /// What no cell says.
  private let unsaid: [CellAnalysis.Import]
  /// The operators of packages, which are repeated once their module is imported.
  private let operatorsOfModules: [String: [String]]

  /// - Parameters:
  ///   - imports: modules that the cells see without importing them
  ///   - packages: where modules with operators of their own may come from
  package init(imports: [String] = [], packages: PackageLibrary = .none) {
    operatorsOfModules = packages.operators
    unsaid = imports.map(CellAnalysis.Import.init(ofModule:))
    owe(unsaid)
  }

  /// Takes back what was owed for cells behind the last module.
  mutating func forgetOwed() {
    owed = []
    if links.isEmpty { owe(unsaid) }
  }

  /// Lets the next module make imports whose own cell leaves nothing behind.
  mutating func owe(_ imports: some Sequence<CellAnalysis.Import>) {
    for item in imports where !imported.contains(item.text) && !owed.contains(item) {
      owed.append(item)
    }
  }

  var last: Link? { links.last }
  var usesRuntime: Bool {
    owed.contains { $0.module == "Gradus" }
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
      links.last?.key.description ?? "", imported.sorted().joined(separator: ";"),
      owed.map(\.text).joined(separator: ";"))
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
    chain.add(owed)
    chain.owed = []
    for part in parts {
      link.declared.formUnion(part.analysis.declared)
      link.hidden.formUnion(part.analysis.hidden)
      chain.add(part.analysis.imports)
      chain.repeatOperators(part.analysis.operators)
    }
    chain.links.append(link)
    return chain
  }

  private mutating func add(_ imports: [CellAnalysis.Import]) {
    for item in imports where imported.insert(item.text).inserted {
      repeatOperators(operatorsOfModules[item.module] ?? [])
    }
  }

  private mutating func repeatOperators(_ declarations: [String]) {
    for declaration in declarations {
      operators.removeAll { Chain.operatorName($0) == Chain.operatorName(declaration) }
      operators.append(declaration)
    }
  }
}
