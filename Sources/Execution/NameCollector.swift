import SwiftSyntax

/// Collects every name a cell uses, and those whose value it may change.
final class NameCollector: SyntaxVisitor {
  private(set) var mentioned: Set<String> = []
  private(set) var changed: Set<String> = []
  /// Names used as a variable or function, not as a member.
  private var variables: Set<String> = []
  /// The parameters of the functions and closures around the current place.
  private var parameters: [Set<String>] = []

  /// Every name and operator that the code uses.
  static func mentioned(in node: some SyntaxProtocol) -> Set<String> {
    let collector = NameCollector(viewMode: .sourceAccurate)
    collector.walk(node)
    return collector.mentioned
  }

  /// Whether the expression uses the name of a variable.
  static func uses(_ name: String, in expression: ExprSyntax) -> Bool {
    let collector = NameCollector(viewMode: .sourceAccurate)
    collector.walk(expression)
    return collector.variables.contains(name)
  }

  override func visit(_ token: TokenSyntax) -> SyntaxVisitorContinueKind {
    switch token.tokenKind {
    case .identifier(let text):
      let name = token.identifier?.name ?? text
      let isParameter = !isMember(token) && parameters.contains { $0.contains(name) }
      if !declares(token), !isParameter {
        mentioned.insert(name)
        if !isMember(token), token.parent?.is(DeclReferenceExprSyntax.self) == true {
          variables.insert(name)
        }
      }
    case .dollarIdentifier(let name): mentioned.insert(name)
    case .binaryOperator(let name), .prefixOperator(let name), .postfixOperator(let name):
      mentioned.insert(name)
    default: break
    }
    return .skipChildren
  }

  /// Whether the token is the name of a declaration or of an argument, not a use of one.
  private func declares(_ token: TokenSyntax) -> Bool {
    guard let parent = token.parent else { return false }
    if let pattern = parent.as(IdentifierPatternSyntax.self) {
      // `if let x` is short for `if let x = x`.
      let isShort =
        pattern.parent?.as(OptionalBindingConditionSyntax.self)?.initializer == nil
        && pattern.parent?.is(OptionalBindingConditionSyntax.self) == true
      return !isShort && pattern.identifier == token
    }
    if let named = parent.asProtocol((any NamedDeclSyntax).self) { return named.name == token }
    if let argument = parent.as(LabeledExprSyntax.self) { return argument.label == token }
    if let parameter = parent.as(FunctionParameterSyntax.self) {
      return parameter.firstName == token || parameter.secondName == token
    }
    return false
  }

  private func isMember(_ token: TokenSyntax) -> Bool {
    guard let member = token.parent?.parent?.as(MemberAccessExprSyntax.self) else { return false }
    return member.declName.baseName == token
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node.signature.parameterClause)
  }
  override func visitPost(_ node: FunctionDeclSyntax) { parameters.removeLast() }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node.signature.parameterClause)
  }
  override func visitPost(_ node: InitializerDeclSyntax) { parameters.removeLast() }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node.parameterClause)
  }
  override func visitPost(_ node: SubscriptDeclSyntax) { parameters.removeLast() }

  private func enter(_ clause: FunctionParameterClauseSyntax) -> SyntaxVisitorContinueKind {
    parameters.append(Set(clause.parameters.map { ($0.secondName ?? $0.firstName).text }))
    return .visitChildren
  }

  override func visit(_ node: ClosureExprSyntax) -> SyntaxVisitorContinueKind {
    var names: Set<String> = []
    switch node.signature?.parameterClause {
    case .simpleInput(let list)?: names.formUnion(list.map(\.name.text))
    case .parameterClause(let clause)?:
      names.formUnion(clause.parameters.map { ($0.secondName ?? $0.firstName).text })
    default: break
    }
    parameters.append(names)
    return .visitChildren
  }
  override func visitPost(_ node: ClosureExprSyntax) { parameters.removeLast() }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if let member = node.calledExpression.as(MemberAccessExprSyntax.self) { change(member.base) }
    return .visitChildren
  }

  override func visit(_ node: InOutExprSyntax) -> SyntaxVisitorContinueKind {
    change(node.expression)
    return .visitChildren
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let parts = Array(node.elements)
    for (index, part) in parts.enumerated().dropFirst() where assigns(part) {
      change(parts[index - 1])
    }
    return .visitChildren
  }

  /// Plain and compound assignment; an operator that ends in `=` and is no comparison assigns.
  private func assigns(_ part: ExprSyntax) -> Bool {
    if part.is(AssignmentExprSyntax.self) { return true }
    guard let name = part.as(BinaryOperatorExprSyntax.self)?.operator.text else { return false }
    return name == ".="
      || name.hasSuffix("=") && !["==", "!=", "<=", ">=", "===", "!==", "~="].contains(name)
  }

  /// Notes the variable at the root of `a.b[c]!.d`, and of each part of a tuple.
  private func change(_ expression: ExprSyntax?) {
    guard let expression else { return }
    if let name = expression.as(DeclReferenceExprSyntax.self) {
      changed.insert(name.baseName.text)
    } else if let member = expression.as(MemberAccessExprSyntax.self) {
      change(member.base)
    } else if let element = expression.as(SubscriptCallExprSyntax.self) {
      change(element.calledExpression)
    } else if let forced = expression.as(ForceUnwrapExprSyntax.self) {
      change(forced.expression)
    } else if let chained = expression.as(OptionalChainingExprSyntax.self) {
      change(chained.expression)
    } else if let call = expression.as(FunctionCallExprSyntax.self) {
      // `a.b().c()` may change `a`; `f().c()` changes what `f` has made and not `f`.
      if let member = call.calledExpression.as(MemberAccessExprSyntax.self) { change(member.base) }
    } else if let tuple = expression.as(TupleExprSyntax.self) {
      for element in tuple.elements { change(element.expression) }
    }
  }
}
