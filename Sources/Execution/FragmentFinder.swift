import Glibc
import SwiftSyntax

/// Finds in the syntax of a block what makes it a fragment.
final class FragmentFinder: SyntaxVisitor {
  private(set) var kind: Fragment.Kind?
  private var protocols = 0

  /// - Parameter tree: of the code
  init(_ code: String, _ tree: SourceFileSyntax) {
    super.init(viewMode: .sourceAccurate)
    if Self.isManifest(code) {
      kind = .manifest
    } else if Self.isTranscript(code) {
      kind = .transcript
    } else if Self.isElided(code) {
      kind = .elision
    }
    for item in tree.statements { note(topLevel: item) }
    walk(tree)
  }

  /// What the text shows counts before what the syntax does.
  private func note(_ found: Fragment.Kind) {
    if kind == nil { kind = found }
  }

  // Expressions are made and tried only on text that has what each of them asks for: most cells have
  // nothing of it, and trying takes longer than parsing.

  /// Often these lines are torn out of their surroundings, and no syntax.
  private static func isManifest(_ code: String) -> Bool {
    has(code, "PackageDescription") && code.contains(/(?m)^\s*import\s+PackageDescription\b/)
      || has(code, ".package(") && code.contains(/\.package\(\s*(url|path|name|id):/)
      || has(code, "name:")
        && code.contains(/\.(product|target|testTarget|executableTarget|library)\(\s*name:/)
  }

  private static func isTranscript(_ code: String) -> Bool {
    has(code, "=>", ">>>", "⇒", "→") && code.contains(/(?m)^\s*(==?>|>>>|⇒|→)\s/)
  }

  /// Three dots, or an editor's placeholder, where an expression, a statement or a declaration should
  /// be.
  private static func isElided(_ code: String) -> Bool {
    has(code, "...", "…")
      && elisions.contains { code.contains($0) }
      || has(code, "<#") && code.contains(/<#.*#>/)
  }

  /// Ranges have three dots too, so these are made once. Expressions without code of their own may be
  /// used from several threads.
  nonisolated(unsafe) private static let elisions: [Regex<AnyRegexOutput>] = [
    Regex(/(?m)^\s*(\.\.\.|…)\s*,?\s*(\/\/.*)?$/),
    Regex(/[\{\(,=]\s*(\.\.\.|…)\s*[\}\]\)]/),
    Regex(/(?m)=\s*(\.\.\.|…)\s*$/),
  ]

  /// Whether one of these stands in the code. Behind a NUL there is nothing to be read.
  private static func has(_ code: String, _ parts: String...) -> Bool {
    code.withCString { text in parts.contains { strstr(text, $0) != nil } }
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
