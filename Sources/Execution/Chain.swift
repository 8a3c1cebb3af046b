/// The modules of the cells that ran or will have run before, oldest first.
///
/// Each module re-exports the one before it, so a newer declaration shadows an older one of the
/// same name without anyone comparing names; the marks give access to internal declarations.
struct Chain: Sendable {
  struct Link: Sendable {
    let module: String
    /// Names the compiled module, and all that it was compiled against.
    let key: ContentHash
    /// The `.swiftmodule` file.
    let interface: String
    var declared: Set<String> = []
    /// Declared names that no other file sees.
    var hidden: Set<String> = []
    var mark: String { Chain.mark(ofModule: module) }
  }

  private(set) var links: [Link] = []
  /// Import declarations that are in force.
  private(set) var imported: Set<String> = []
  /// Operator declarations that later modules repeat, newest of each name.
  private(set) var operators: [String] = []

  var last: Link? { links.last }
  var usesRuntime: Bool {
    imported.contains { $0 == "import Gradus" || $0 == "import GradusTensors" }
  }
  /// The newest module with a declaration of the name.
  func module(declaring name: String) -> String? {
    links.last { $0.declared.contains(name) }?.module
  }

  /// Whether the name is one that an earlier cell keeps to itself.
  func hides(_ name: String) -> Bool { links.contains { $0.hidden.contains(name) } }

  /// What everything compiled behind this chain depends on.
  var key: ContentHash {
    ContentHash(links.last?.key.description ?? "", imported.sorted().joined(separator: ";"))
  }

  /// What a later declaration of the same operator shares with this one.
  static func operatorName(_ declaration: String) -> Substring {
    // `infix operator <+>: AdditionPrecedence`, `precedencegroup Power { … }`
    let words = declaration.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true)
    let isGroup = words.first == "precedencegroup"
    let name = words.dropFirst(isGroup ? 1 : 2).first ?? ""
    return name.hasSuffix(":") && name.count > 1 ? name.dropLast() : name
  }

  static func mark(ofModule module: String) -> String { "__\(module)" }

  /// The chain with a module behind it that holds these cells.
  func appending(_ link: Link, _ parts: some Sequence<UnitSource.Part>) -> Chain {
    var chain = self
    var link = link
    for part in parts {
      link.declared.formUnion(part.analysis.declared)
      link.hidden.formUnion(part.analysis.hidden)
      for item in part.analysis.imports { chain.imported.insert(item.text) }
      for declaration in part.analysis.operators {
        chain.operators.removeAll { Chain.operatorName($0) == Chain.operatorName(declaration) }
        chain.operators.append(declaration)
      }
    }
    chain.links.append(link)
    return chain
  }
}
