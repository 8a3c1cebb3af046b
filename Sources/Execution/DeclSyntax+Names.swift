import SwiftSyntax

extension DeclSyntax {
  /// The names that the declaration brings into its scope.
  package var declaredNames: [String] {
    if let variable = self.as(VariableDeclSyntax.self) {
      return variable.bindings.flatMap { PatternNames.names($0.pattern) }
    }
    if let function = self.as(FunctionDeclSyntax.self) { return [function.name.plainText] }
    if let cases = self.as(EnumCaseDeclSyntax.self) {
      return cases.elements.map { $0.name.plainText }
    }
    if self.is(SubscriptDeclSyntax.self) { return ["subscript"] }
    if self.is(InitializerDeclSyntax.self) { return ["init"] }
    if let named = self.asProtocol((any NamedDeclSyntax).self) { return [named.name.plainText] }
    return []
  }

  /// Whether nothing else of its name is meant where it can be seen; a function may be overloaded,
  /// and an operator's meaning comes from functions.
  var definesItsName: Bool {
    !self.is(FunctionDeclSyntax.self) && !self.is(OperatorDeclSyntax.self)
      && !self.is(MacroDeclSyntax.self)
  }

  var members: MemberBlockSyntax? {
    (self.asProtocol((any DeclGroupSyntax).self))?.memberBlock
  }

  var isFilePrivate: Bool {
    modifiers?.contains { ["private", "fileprivate"].contains($0.name.text) } ?? false
  }

  /// The `@main` that makes the type a program.
  var mainAttribute: AttributeListSyntax.Element? {
    let attributes = self.asProtocol((any WithAttributesSyntax).self)?.attributes
    return attributes?.first {
      $0.as(AttributeSyntax.self)?.attributeName.trimmedDescription == "main"
    }
  }

  private var modifiers: DeclModifierListSyntax? {
    self.asProtocol((any WithModifiersSyntax).self)?.modifiers
  }
}

extension TokenSyntax {
  /// The name without back-quotes.
  fileprivate var plainText: String { identifier?.name ?? text }
}

/// The variables that a pattern binds.
package final class PatternNames: SyntaxVisitor {
  private var names: [String] = []

  package static func names(_ pattern: PatternSyntax) -> [String] {
    let collector = PatternNames(viewMode: .sourceAccurate)
    collector.walk(pattern)
    return collector.names
  }

  package override func visit(_ node: IdentifierPatternSyntax) -> SyntaxVisitorContinueKind {
    names.append(node.identifier.identifier?.name ?? node.identifier.text)
    return .skipChildren
  }
}
