import SwiftParser
import SwiftSyntax

/// What a cell's text says without compiling it: the names it declares and mentions, its imports
/// and the expression whose value is shown.
package struct CellAnalysis: Sendable {
  /// A stretch of the cell's text, in UTF-8 bytes.
  package typealias ByteRange = Range<Int>

  package struct Import: Hashable, Sendable {
    /// The declaration without attributes, as `import struct Foundation.Date`.
    package let text: String
    package let module: String
    package let range: ByteRange
    /// Whether nothing but the declaration stands on its lines.
    package let isAlone: Bool

    /// An import that stands in no cell.
    init(ofModule module: String) {
      self.init(text: "import \(module)", module: module, range: 0..<0, isAlone: true)
    }

    init(text: String, module: String, range: ByteRange, isAlone: Bool) {
      (self.text, self.module, self.range, self.isAlone) = (text, module, range, isAlone)
    }
  }

  package struct Member: Hashable, Sendable {
    package let type: String
    package let name: String
  }

  package struct Wait: Hashable, Sendable {
    package let range: ByteRange
    package let `throws`: Bool
    /// Whether it is a value within a declaration, not a statement.
    package let isInitialValue: Bool
  }

  package struct Unset: Hashable, Sendable {
    package let name: String
    /// The line of the cell, counted from 0.
    package let line: Int
  }

  package struct OwnReference: Hashable, Sendable {
    package let range: ByteRange
    package let name: String
  }

  /// The names that later cells can use: of variables, functions, types, operators.
  package private(set) var declared: Set<String> = []
  /// Declared names that no other file can see.
  package private(set) var hidden: Set<String> = []
  /// Members that the cell adds to types, its own and others.
  package private(set) var members: Set<Member> = []
  /// What the functions, types and closures declared here use whenever they are called, by their
  /// names and those of their members.
  package private(set) var uses: [String: Set<String>] = [:]
  /// Names that are the cell's own wherever it says them: of its variables and types. A function
  /// may be one more of that name.
  private var own: Set<String> = []
  /// Every name and operator that the cell uses.
  package private(set) var mentioned: Set<String> = []
  /// Names that running the cell may change the value of: assigned, passed `inout`, or called a
  /// method on.
  package private(set) var changed: Set<String> = []
  package private(set) var imports: [Import] = []
  /// The last statement, if it is an expression whose value is shown.
  package private(set) var shown: ByteRange?
  /// The last statement, if it is an expression that a semicolon keeps quiet.
  package private(set) var quiet: ByteRange?
  /// Variables without a value at their declaration.
  package private(set) var unset: [Unset] = []
  /// Operator and precedence-group declarations, which do not pass from module to module.
  package private(set) var operators: [String] = []
  /// Whether it extends a type that it does not declare.
  package private(set) var extendsOther = false
  /// Whether it changes what literals mean (`typealias IntegerLiteralType = …`).
  package private(set) var changesLiterals = false
  /// Statements and initial values at top level that wait, and whether they can throw.
  package private(set) var waits: [Wait] = []
  /// Initial values that use an earlier variable of the name they define: `let x = x * 2`.
  package private(set) var ownReferences: [OwnReference] = []
  /// Whether a statement at top level runs at the end of its scope.
  package private(set) var defers = false
  /// The `@main` of a type that is a program.
  package private(set) var mainAttribute: ByteRange?
  /// Arithmetic that likely does not mean what it looks like, where tensors are in play.
  private(set) var mistakes: [MistakeFinder.Mistake] = []
  /// Whether the text is not well-formed Swift.
  package private(set) var isBroken = false

  /// The names that other cells must have made before this one can run.
  package var dependencies: Set<String> {
    mentioned.subtracting(own).union(ownReferences.map(\.name))
  }

  package init(_ code: String) { self.init(Parser.parse(source: code)) }

  init(_ tree: SourceFileSyntax) {
    isBroken = tree.hasError
    let collector = NameCollector(viewMode: .sourceAccurate)
    collector.walk(tree)
    mentioned = collector.mentioned
    changed = collector.changed
    for item in tree.statements { addStatement(item) }
    noteExtensions(tree)
    mistakes = MistakeFinder.mistakes(in: tree)
    if !isBroken { noteLastExpression(tree) }
  }

  private mutating func addStatement(_ item: CodeBlockItemSyntax) {
    switch item.item {
    case .decl(let declaration):
      addDeclaration(declaration)
      if let variable = declaration.as(VariableDeclSyntax.self) { addInitialValues(variable) }
    case .stmt(let statement):
      if statement.is(DeferStmtSyntax.self) { defers = true }
      if let check = statement.as(GuardStmtSyntax.self) {
        for condition in check.conditions { addGuard(condition) }
      } else {
        addWait(statement)
      }
    case .expr(let expression): addWait(expression)
    @unknown default: break
    }
  }

  private mutating func addWait(_ node: some SyntaxProtocol, isInitialValue: Bool = false) {
    let finder = WaitFinder(node)
    guard finder.waits else { return }
    waits.append(
      Wait(range: node.trimmedByteRange, throws: finder.throws, isInitialValue: isInitialValue))
  }

  private mutating func addInitialValues(_ variable: VariableDeclSyntax) {
    for binding in variable.bindings {
      guard let value = binding.initializer?.value else {
        if binding.accessorBlock == nil { noteUnset(binding.pattern) }
        continue
      }
      addWait(value, isInitialValue: true)
      for name in PatternNames.names(binding.pattern) where NameCollector.uses(name, in: value) {
        ownReferences.append(OwnReference(range: value.trimmedByteRange, name: name))
      }
    }
  }

  private mutating func noteUnset(_ pattern: PatternSyntax) {
    guard let root = pattern.root.as(SourceFileSyntax.self) else { return }
    let before = root.syntaxTextBytes.prefix(pattern.trimmedByteRange.lowerBound)
    let line = before.count { $0 == UInt8(ascii: "\n") }
    unset += PatternNames.names(pattern).map { Unset(name: $0, line: line) }
  }

  /// Names that `guard let` binds at top level end with their file.
  private mutating func addGuard(_ condition: ConditionElementSyntax) {
    if let binding = condition.condition.as(OptionalBindingConditionSyntax.self) {
      let names = PatternNames.names(binding.pattern)
      declared.formUnion(names)
      hidden.formUnion(names)
      if let value = binding.initializer?.value { addWait(value, isInitialValue: true) }
    } else if case .expression(let expression) = condition.condition {
      addWait(expression, isInitialValue: true)
    }
  }

  private mutating func addDeclaration(_ declaration: DeclSyntax) {
    if let imported = declaration.as(ImportDeclSyntax.self) {
      addImport(imported)
      return
    }
    if let block = declaration.as(IfConfigDeclSyntax.self) {
      for clause in block.clauses {
        if case .statements(let statements)? = clause.elements {
          for statement in statements { addStatement(statement) }
        }
      }
      return
    }
    let names = declaration.declaredNames
    declared.formUnion(names)
    if declaration.isFilePrivate { hidden.formUnion(names) }
    if declaration.is(OperatorDeclSyntax.self) || declaration.is(PrecedenceGroupDeclSyntax.self) {
      operators.append(declaration.trimmedDescription)
    }
    if declaration.is(TypeAliasDeclSyntax.self),
      names.contains(where: { $0.hasSuffix("LiteralType") })
    {
      changesLiterals = true
    }
    if let members = declaration.members {
      let type = declaration.as(ExtensionDeclSyntax.self)?.extendedType.trimmedDescription
      for name in members.members.flatMap({ $0.decl.declaredNames }) {
        self.members.insert(Member(type: type ?? names.first ?? "", name: name))
      }
    }
    uses.merge(DeferredUses.uses(of: declaration)) { $0.union($1) }
    if declaration.definesItsName { own.formUnion(names) }
    if let main = declaration.mainAttribute { mainAttribute = main.trimmedByteRange }
  }

  private mutating func addImport(_ declaration: ImportDeclSyntax) {
    let start = declaration.importKeyword.positionAfterSkippingLeadingTrivia.utf8Offset
    let end = declaration.endPositionBeforeTrailingTrivia.utf8Offset
    let text =
      String(
        declaration.trimmedDescription.utf8.dropFirst(
          start - declaration.positionAfterSkippingLeadingTrivia.utf8Offset)) ?? ""
    let module = declaration.path.first?.name.text ?? ""
    let next = declaration.nextToken(viewMode: .sourceAccurate)
    let before = declaration.previousToken(viewMode: .sourceAccurate)
    let alone =
      (before == nil || declaration.leadingTrivia.contains { $0.isNewline })
      && (next == nil || next!.tokenKind == .endOfFile
        || next!.leadingTrivia.contains { $0.isNewline })
      && declaration.attributes.isEmpty && declaration.modifiers.isEmpty
    imports.append(Import(text: text, module: module, range: start..<end, isAlone: alone))
  }

  private mutating func noteExtensions(_ tree: SourceFileSyntax) {
    for item in tree.statements {
      guard case .decl(let declaration) = item.item,
        let extended = declaration.as(ExtensionDeclSyntax.self)?.extendedType
      else { continue }
      let name = extended.as(IdentifierTypeSyntax.self)?.name.text
      if name.map({ !declared.contains($0) }) ?? true { extendsOther = true }
    }
  }

  /// As in Python, a semicolon behind the last expression keeps its value quiet.
  private mutating func noteLastExpression(_ tree: SourceFileSyntax) {
    guard let last = tree.statements.last, case .expr(let expression) = last.item,
      !expression.is(IfExprSyntax.self), !expression.is(SwitchExprSyntax.self)
    else { return }
    if last.semicolon == nil {
      shown = expression.trimmedByteRange
    } else {
      quiet = expression.trimmedByteRange
    }
  }
}

extension SyntaxProtocol {
  /// The node's bytes in its file, without the trivia around it.
  var trimmedByteRange: Range<Int> {
    positionAfterSkippingLeadingTrivia.utf8Offset..<endPositionBeforeTrailingTrivia.utf8Offset
  }
}
