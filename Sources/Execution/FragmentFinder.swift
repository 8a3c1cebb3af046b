import SwiftParser
import SwiftSyntax

/// Finds in the syntax of a block what makes it a fragment.
final class FragmentFinder: SyntaxVisitor {
  private(set) var kind: Fragment.Kind?
  private var protocols = 0

  init(_ code: String) {
    super.init(viewMode: .sourceAccurate)
    if Self.isTranscript(code) {
      kind = .transcript
    } else if Self.isElided(code) {
      kind = .elision
    }
    let tree = Parser.parse(source: code)
    for item in tree.statements { note(topLevel: item) }
    walk(tree)
  }

  /// Manifest before anything else: its lines are often left out in part.
  private func note(_ found: Fragment.Kind) {
    if kind == nil || found == .manifest { kind = found }
  }

  private static func isTranscript(_ code: String) -> Bool {
    code.contains(/(?m)^\s*(==?>|>>>|⇒|→)\s/)
  }

  /// Three dots where an expression, a statement or a declaration should be.
  private static func isElided(_ code: String) -> Bool {
    code.contains(/(?m)^\s*(\.\.\.|…)\s*,?\s*(\/\/.*)?$/)
      || code.contains(/[\{\(,=]\s*(\.\.\.|…)\s*[\}\]\)]/)
      || code.contains(/(?m)=\s*(\.\.\.|…)\s*$/)
  }

  private func note(topLevel item: CodeBlockItemSyntax) {
    guard case .decl(let declaration) = item.item else { return }
    if declaration.is(InitializerDeclSyntax.self) || declaration.is(SubscriptDeclSyntax.self)
      || declaration.is(DeinitializerDeclSyntax.self) || declaration.is(EnumCaseDeclSyntax.self)
    {
      note(.member)
    }
    let ofTypes = ["static", "mutating", "nonmutating", "consuming", "borrowing"]
    let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers
    if modifiers?.contains(where: { ofTypes.contains($0.name.text) }) ?? false { note(.member) }
  }

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.path.first?.name.text == "PackageDescription" { note(.manifest) }
    return .skipChildren
  }

  private static let manifestCalls: [String: [String]] = [
    "package": ["url", "path", "name", "id"], "target": ["name"], "testTarget": ["name"],
    "executableTarget": ["name"], "product": ["name"], "library": ["name"],
  ]

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    if let member = node.calledExpression.as(MemberAccessExprSyntax.self), member.base == nil,
      let labels = Self.manifestCalls[member.declName.baseName.text],
      let label = node.arguments.first?.label?.text, labels.contains(label)
    {
      note(.manifest)
    }
    return .visitChildren
  }

  override func visit(_ node: ProtocolDeclSyntax) -> SyntaxVisitorContinueKind {
    protocols += 1
    noteBody(node.memberBlock)
    return .visitChildren
  }
  override func visitPost(_ node: ProtocolDeclSyntax) { protocols -= 1 }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.body == nil { noteSignature() }
    return .visitChildren
  }

  override func visit(_ node: InitializerDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.body == nil { noteSignature() }
    return .visitChildren
  }

  override func visit(_ node: SubscriptDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.accessorBlock == nil { noteSignature() }
    return .visitChildren
  }

  override func visit(_ node: AccessorDeclSyntax) -> SyntaxVisitorContinueKind {
    if node.body == nil { noteSignature() }
    return .visitChildren
  }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    noteBody(node.memberBlock)
  }
  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    noteBody(node.memberBlock)
  }
  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    noteBody(node.memberBlock)
  }
  override func visit(_ node: ActorDeclSyntax) -> SyntaxVisitorContinueKind {
    noteBody(node.memberBlock)
  }
  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    noteBody(node.memberBlock)
  }

  @discardableResult
  private func noteBody(_ body: MemberBlockSyntax) -> SyntaxVisitorContinueKind {
    if body.leftBrace.presence == .missing { note(.signature) }
    return .visitChildren
  }

  /// A requirement of a protocol has no body; one of a macro's declarations neither.
  private func noteSignature() {
    if protocols == 0 { note(.signature) }
  }
}
