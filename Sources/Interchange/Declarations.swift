import Execution
import SwiftParser
import SwiftSyntax

/// What a cell declares at its top level.
struct Declarations {
  struct Declaration {
    let name: String
    /// What tells functions of one name apart; `nil` for what allows nothing else of its name.
    let signature: String?
    /// In the cell's code, from 1; the column counts UTF-8 bytes.
    let line: Int
    let column: Int

    /// Whether one scope cannot hold both.
    func excludes(_ other: Declaration) -> Bool {
      name == other.name
        && (signature == nil || other.signature == nil || signature == other.signature)
    }
  }

  private(set) var all: [Declaration] = []
  /// The first declaration that can stand at a file's top level only, and what it is.
  private(set) var topLevelOnly: (what: String, line: Int, column: Int)?

  init(_ code: String) {
    let tree = Parser.parse(source: code)
    let places = SourceLocationConverter(fileName: "", tree: tree)
    for item in tree.statements { add(item, places) }
  }

  private mutating func add(_ item: CodeBlockItemSyntax, _ places: SourceLocationConverter) {
    switch item.item {
    case .decl(let declaration): add(declaration, places)
    case .stmt(let statement):
      guard let check = statement.as(GuardStmtSyntax.self) else { return }
      for condition in check.conditions {
        guard let binding = condition.condition.as(OptionalBindingConditionSyntax.self) else {
          continue
        }
        for name in PatternNames.names(binding.pattern) { add(name, nil, check, places) }
      }
    default: break
    }
  }

  private mutating func add(_ declaration: DeclSyntax, _ places: SourceLocationConverter) {
    if let block = declaration.as(IfConfigDeclSyntax.self) {
      for clause in block.clauses {
        guard case .statements(let items)? = clause.elements else { continue }
        for item in items { add(item, places) }
      }
      return
    }
    if let what = declaration.topLevelOnly, topLevelOnly == nil {
      let place = places.location(for: declaration.positionAfterSkippingLeadingTrivia)
      topLevelOnly = (what, place.line, place.column)
    }
    for name in declaration.declaredNames { add(name, declaration.signature, declaration, places) }
  }

  private mutating func add(
    _ name: String, _ signature: String?, _ node: some SyntaxProtocol,
    _ places: SourceLocationConverter
  ) {
    let place = places.location(for: node.positionAfterSkippingLeadingTrivia)
    all.append(
      Declaration(name: name, signature: signature, line: place.line, column: place.column))
  }
}

extension DeclSyntax {
  fileprivate var signature: String? {
    if let function = self.as(FunctionDeclSyntax.self) {
      return "func" + (function.genericParameterClause?.trimmedDescription ?? "")
        + function.signature.trimmedDescription
    }
    if let declaration = self.as(OperatorDeclSyntax.self) {
      return declaration.fixitySpecifier.text + " operator"
    }
    return self.is(PrecedenceGroupDeclSyntax.self) ? "precedencegroup" : nil
  }

  /// What the declaration is called, if a scope within a file cannot hold it.
  fileprivate var topLevelOnly: String? {
    if self.is(ExtensionDeclSyntax.self) { return "an extension" }
    if self.is(OperatorDeclSyntax.self) { return "an operator" }
    if self.is(PrecedenceGroupDeclSyntax.self) { return "a precedence group" }
    if self.is(MacroDeclSyntax.self) { return "a macro" }
    return nil
  }
}
