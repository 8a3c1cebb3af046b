import Diagnostics
import Glibc

/// How a unit is compiled: the text, the arguments, and what is made of the messages.
package struct Compiler: Sendable {
  package struct Options: Hashable, Sendable {
    var optimizes = false
    var languageMode = "5"
    /// Whether it is a whole program with `@main`, which sees no other cell.
    var isProgram = false
    /// Whether `public` where the compiler demands it is taken as said.
    var ignoresAccess = false
  }

  private let workplace: Workplace
  let source: SourceText
  /// What the cells may import beside the toolchain's modules and the runtime's.
  let packages: PackageLibrary

  init(_ workplace: Workplace, source: SourceText, packages: PackageLibrary) {
    (self.workplace, self.source, self.packages) = (workplace, source, packages)
  }

  var toolchain: Toolchain { workplace.toolchain }
  var installation: Installation { workplace.installation }
  var cache: UnitCache { workplace.cache }
  var frontends: Frontends { workplace.frontends }
  /// Where the interfaces of the chain lie side by side for the compiler.
  var interfaces: InterfaceFolder { workplace.interfaces }

  /// The longest time that the type checker may take for one expression, in seconds.
  static let expressionTimeLimit = 2

  /// What is to be compiled, and the name that the cache knows it by.
  struct Order: Sendable {
    var unit: UnitSource
    var options: Options
    let text: String
    let arguments: [String]
    let recipe: String
    let entry: UnitCache.Entry

    var interface: String { unit.module + ".swiftmodule" }
    var link: Chain.Link {
      Chain.Link(module: unit.module, key: entry.key, interface: entry.folder + "/" + interface)
    }
  }

  func order(_ unit: UnitSource, options: Options) -> Order {
    let text = unit.text
    let arguments = frontendArguments(unit, options: options)
    let recipe = [
      toolchain.identity, installation.identity, packages.identity, unit.chain.key.description,
      arguments.joined(separator: " "), text,
    ].joined(separator: "\n")
    return Order(
      unit: unit, options: options, text: text, arguments: arguments, recipe: recipe,
      entry: cache.place(of: recipe))
  }

  /// The imports of a cell that can be made: they hold even where the cell fails for another reason,
  /// for every later cell would fail with it.
  func imports(of cell: PlannedCell) -> [CellAnalysis.Import] {
    guard cell.leavesNames else { return [] }
    let modules = ImportableModules(toolchain, installation, packages: packages)
    return cell.analysis.imports.filter { modules.contains($0.module) }
  }

  /// What to try when an order could not be carried out, judged by what the compiler said.
  func alternative(to order: Order, messages: String) -> Order? {
    guard order.unit.parts.count == 1 else { return nil }
    var (unit, options) = (order.unit, order.options)
    if messages.contains(Prelude.display) || messages.contains(Prelude.drop),
      let next = UnitSource.LastValue.allCases.drop(while: { $0 != unit.lastValue }).dropFirst()
        .first
    {
      unit.lastValue = next
    } else if !options.ignoresAccess,
      messages.contains("must be declared public because it matches")
    {
      // A later conformance of an earlier cell's type; never by default, it can break the compiler.
      options.ignoresAccess = true
    } else {
      return nil
    }
    return self.order(unit, options: options)
  }

  /// What the compiler said and what we say, by the notebook's lines.
  func diagnostics(_ messages: String, _ unit: UnitSource) -> [Diagnostic] {
    CompilerMessages(messages, unit: unit, source: source).diagnostics
      .map { Hints.adding(to: $0, chain: unit.chain) } + mistakes(unit)
  }

  /// What the compiler lets pass and hardly anybody means.
  private func mistakes(_ unit: UnitSource) -> [Diagnostic] {
    unit.parts.flatMap { part in
      // Only tensors make these mistakes; elsewhere they are what the author means.
      let mistakes = unit.usesRuntime ? part.analysis.mistakes : []
      let programs = unit.isProgram ? nil : part.analysis.mainAttribute
      return mistakes.map { warning($0.message, at: $0.range, in: part) }
        + (programs.map {
          [
            warning(
              "a cell with '@main' only declares; with the option 'main' it is run", at: $0,
              in: part)
          ]
        } ?? [])
    }
  }

  private func warning(
    _ message: String, at range: CellAnalysis.ByteRange, in part: UnitSource.Part
  ) -> Diagnostic {
    let before = part.code.utf8.prefix(range.lowerBound)
    let line = part.line + before.count { $0 == UInt8(ascii: "\n") }
    let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
    return Diagnostic(
      .warning, at: SourceLocation(file: source.file, line: line, column: column), message,
      length: range.count)
  }

  /// Tells the frontend to compile a text in its folder.
  ///
  /// - Parameter chain: the modules that the text may import
  func begin(
    _ frontend: Frontend, on text: String, behind chain: Chain, _ arguments: [String]
  ) throws(ExecutionError) {
    try writeFile(frontend.folder + "/unit.swift", text)
    try interfaces.show(chain)
    frontend.begin(
      [frontend.folder + "/unit.swift", "-I", interfaces.path]
        + ["-module-cache-path", cache.clangModules] + arguments)
  }

  /// What decides about the result, apart from paths.
  func frontendArguments(_ unit: UnitSource, options: Options) -> [String] {
    var arguments = [
      "-module-name", unit.module, "-entry-point-function-name", unit.entry,
      "-enable-testing", "-swift-version", options.languageMode, "-enable-bare-slash-regex",
      "-package-name", "notebook", "-gline-tables-only", "-diagnostic-style", "llvm",
      "-solver-expression-time-threshold=\(Compiler.expressionTimeLimit)",
      "-plugin-path", toolchain.plugins, "-I", installation.modules,
      "-I", installation.modules + "/GradusKernels",
    ]
    arguments += packages.arguments
    if options.languageMode == "6" { arguments += ["-default-isolation", "MainActor"] }
    if options.isProgram { arguments.append("-parse-as-library") }
    if options.ignoresAccess { arguments.append("-disable-access-control") }
    arguments +=
      options.optimizes
      ? ["-O", "-cross-module-optimization"] : ["-Onone", "-enforce-exclusivity=unchecked"]
    return arguments
  }
}
