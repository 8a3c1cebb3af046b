import SwiftSyntax

/// The names that a declaration's code uses not when the declaration runs but whenever it is
/// called: a function's body, a type's members, a closure.
enum DeferredUses {
  /// By the name that later cells call it by: a declared one, or a member's.
  static func uses(of declaration: DeclSyntax) -> [String: Set<String>] {
    if let variable = declaration.as(VariableDeclSyntax.self) {
      let names = LaterCode.names(in: variable)
      return names.isEmpty ? [:] : keyed(declaration.declaredNames, names)
    }
    var uses = keyed(declaration.declaredNames, NameCollector.mentioned(in: declaration))
    guard let members = declaration.members else { return uses }
    let type = declaration.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
    for member in members.members {
      let names = NameCollector.mentioned(in: member.decl)
      // Initialisers and subscripts are called without a name of their own.
      let callers = member.decl.declaredNames.map {
        ["init", "subscript"].contains($0) ? type ?? $0 : $0
      }
      uses.merge(keyed(callers, names)) { $0.union($1) }
    }
    return uses
  }

  private static func keyed(_ keys: [String], _ names: Set<String>) -> [String: Set<String>] {
    Dictionary(keys.map { ($0, names) }) { $0.union($1) }
  }
}

/// Collects the names in closures and accessors.
private final class LaterCode: SyntaxVisitor {
  private var names: Set<String> = []

  static func names(in node: some SyntaxProtocol) -> Set<String> {
    let collector = LaterCode(viewMode: .sourceAccurate)
    collector.walk(node)
    return collector.names
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    names.formUnion(NameCollector.mentioned(in: node))
    return .skipChildren
  }
  override func visit(_ node: AccessorBlockSyntax) -> SyntaxVisitorContinueKind {
    names.formUnion(NameCollector.mentioned(in: node))
    return .skipChildren
  }
}
