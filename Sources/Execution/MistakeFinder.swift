import SwiftSyntax

/// Arithmetic that compiles and means something else than a reader of PyTorch expects.
final class MistakeFinder: SyntaxVisitor {
  struct Mistake: Hashable, Sendable {
    /// In UTF-8 bytes of the cell.
    let range: Range<Int>
    let message: String
  }

  private(set) var mistakes: [Mistake] = []

  static func mistakes(in tree: some SyntaxProtocol) -> [Mistake] {
    let finder = MistakeFinder(viewMode: .sourceAccurate)
    finder.walk(tree)
    return finder.mistakes
  }

  override func visit(_ node: SequenceExprSyntax) -> SyntaxVisitorContinueKind {
    let parts = Array(node.elements)
    for index in parts.indices.dropFirst() {
      guard let name = parts[index].as(BinaryOperatorExprSyntax.self)?.operator.text,
        index + 1 < parts.count
      else { continue }
      if name == "**", let negated = parts[index - 1].as(PrefixOperatorExprSyntax.self),
        negated.operator.text == "-"
      {
        add(
          negated,
          "'-' comes before '**' in Swift, so this is a power of '\(negated.trimmedDescription)'; "
            + "write '-(\(negated.expression.trimmedDescription) ** …)' for the negative of one")
      }
      if name == "/", parts.count > 3, let quotient = quotient(parts[index - 1], parts[index + 1]) {
        add(
          parts[index - 1],
          "\(quotient.text) divides integers and gives \(quotient.value); write "
            + "'\(parts[index - 1].trimmedDescription).0 / …' for a fraction")
      }
    }
    return .visitChildren
  }

  /// The result of dividing one integer literal by another, where that loses something.
  private func quotient(_ a: ExprSyntax, _ b: ExprSyntax) -> (text: String, value: Int)? {
    guard let (a, b) = integers(a, b), b != 0, a % b != 0 else { return nil }
    return ("'\(a) / \(b)'", a / b)
  }

  private func integers(_ a: ExprSyntax, _ b: ExprSyntax) -> (Int, Int)? {
    guard let a = a.as(IntegerLiteralExprSyntax.self).flatMap({ Int($0.literal.text) }),
      let b = b.as(IntegerLiteralExprSyntax.self).flatMap({ Int($0.literal.text) })
    else { return nil }
    return (a, b)
  }

  private func add(_ node: some SyntaxProtocol, _ message: String) {
    mistakes.append(Mistake(range: node.trimmedByteRange, message: message))
  }
}
