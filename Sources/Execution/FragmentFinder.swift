import SwiftParser
import SwiftSyntax

/// Finds in the syntax of a block what makes it a fragment.
final class FragmentFinder: SyntaxVisitor {
  private(set) var kind: Fragment.Kind?
  private var protocols = 0

  init(_ code: String) {
    super.init(viewMode: .sourceAccurate)
    if Self.isManifest(code) {
      kind = .manifest
    } else if Self.isTranscript(code) {
      kind = .transcript
    } else if Self.isElided(code) {
      kind = .elision
    }
    let tree = Parser.parse(source: code)
    for item in tree.statements { note(topLevel: item) }
    walk(tree)
  }

  /// What the text shows counts before what the syntax does.
  private func note(_ found: Fragment.Kind) {
    if kind == nil { kind = found }
  }

  /// Often these lines are torn out of their surroundings, and no syntax.
  private static func isManifest(_ code: String) -> Bool {
    code.contains(/(?m)^\s*import\s+PackageDescription\b/)
      || code.contains(/\.package\(\s*(url|path|name|id):/)
      || code.contains(/\.(product|target|testTarget|executableTarget|library)\(\s*name:/)
  }

  private static func isTranscript(_ code: String) -> Bool {
    code.contains(/(?m)^\s*(==?>|>>>|⇒|→)\s/)
  }

  /// Three dots, or an editor's placeholder, where an expression, a statement or a declaration should
  /// be.
  private static func isElided(_ code: String) -> Bool {
    code.contains(/(?m)^\s*(\.\.\.|…)\s*,?\s*(\/\/.*)?$/)
      || code.contains(/[\{\(,=]\s*(\.\.\.|…)\s*[\}\]\)]/)
      || code.contains(/(?m)=\s*(\.\.\.|…)\s*$/)
      || code.contains(/<#.*#>/)
  }

  private func note(topLevel item: CodeBlockItemSyntax) {
    guard case .decl(let declaration) = item.item else { return }
    if declaration.is(InitializerDeclSyntax.self) || declaration.is(SubscriptDeclSyntax.self)
      || declaration.is(DeinitializerDeclSyntax.self)
    {
      note(.member)
    }
    let ofTypes = ["static", "mutating", "nonmutating", "consuming", "borrowing"]
    let modifiers = declaration.asProtocol((any WithModifiersSyntax).self)?.modifiers
    if modifiers?.contains(where: { ofTypes.contains($0.name.text) }) ?? false { note(.member) }
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
