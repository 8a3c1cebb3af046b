import Diagnostics
import Glibc

/// Compiles a unit to a library that the worker can load, or finds it in the cache.
package struct Compiler: Sendable {
  package struct Options: Hashable, Sendable {
    var optimizes = false
    var languageMode = "5"
    /// Whether it is a whole program with `@main`, which sees no other cell.
    var isProgram = false
    /// Whether `public` where the compiler demands it is taken as said.
    var ignoresAccess = false
  }

  enum Outcome: Sendable {
    case compiled(CompiledUnit)
    case failed([Diagnostic])
  }

  let toolchain: Toolchain
  let installation: Installation
  let cache: UnitCache
  /// Where the interfaces of the chain lie side by side for the compiler.
  let interfaces: InterfaceFolder
  let source: SourceText

  /// The longest time that the type checker may take for one expression, in seconds.
  static let expressionTimeLimit = 2

  func compile(_ unit: UnitSource, options: Options) throws(ExecutionError) -> Outcome {
    var (unit, options) = (unit, options)
    var messages = try build(unit, options: options)
    for lastValue in UnitSource.LastValue.allCases.dropFirst()
    where !messages.built && unit.parts.count == 1
      && (messages.text.contains(Prelude.display) || messages.text.contains(Prelude.drop))
    {
      unit.lastValue = lastValue
      messages = try build(unit, options: options)
    }
    // A later conformance of an earlier cell's type; never by default, it can break the compiler.
    if !messages.built, unit.parts.count == 1,
      messages.text.contains("must be declared public because it matches")
    {
      options.ignoresAccess = true
      messages = try build(unit, options: options)
    }
    let diagnostics =
      CompilerMessages(messages.text, unit: unit, source: source).diagnostics
      .map { Hints.adding(to: $0, chain: unit.chain) } + mistakes(unit)
    guard messages.built else { return .failed(diagnostics) }
    let link = Chain.Link(
      module: unit.module, key: messages.entry.key,
      interface: messages.entry.folder + "/\(unit.module).swiftmodule")
    return .compiled(
      CompiledUnit(
        source: unit, link: link, folder: messages.entry.folder,
        options: options, warnings: diagnostics))
  }

  /// Only tensors make these mistakes; elsewhere they are what the author means.
  private func mistakes(_ unit: UnitSource) -> [Diagnostic] {
    guard unit.usesRuntime else { return [] }
    return unit.parts.flatMap { part in
      part.analysis.mistakes.map { mistake in
        let before = part.code.utf8.prefix(mistake.range.lowerBound)
        let line = part.line + before.count { $0 == UInt8(ascii: "\n") }
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return Diagnostic(
          .warning, at: SourceLocation(file: source.file, line: line, column: column),
          mistake.message, length: mistake.range.count)
      }
    }
  }

  private struct Build {
    let entry: UnitCache.Entry
    let built: Bool
    let text: String
  }

  private func build(_ unit: UnitSource, options: Options) throws(ExecutionError) -> Build {
    let (text, arguments) = (unit.text, frontendArguments(unit, options: options))
    let recipe = recipe(text, arguments, unit.chain)
    let entry = try cache.entry(recipe: recipe) { folder throws(ExecutionError) in
      let run = try runFrontend(
        on: text, in: folder, behind: unit.chain,
        ["-c", "-o", folder + "/unit.o"]
          + ["-emit-module-path", folder + "/\(unit.module).swiftmodule"] + arguments)
      if !run.succeeded { unlink(folder + "/\(unit.module).swiftmodule") }
    }
    return Build(
      entry: entry, built: access(entry.folder + "/\(unit.module).swiftmodule", R_OK) == 0,
      text: try readFile(entry.folder + "/messages"))
  }

  /// Runs the compiler's frontend; what it says lies in `messages` behind that.
  ///
  /// - Parameters:
  ///   - folder: where `unit.swift` is written
  ///   - chain: the modules that the text may import
  func runFrontend(
    on text: String, in folder: String, behind chain: Chain, _ arguments: [String]
  ) throws(ExecutionError) -> Subprocess {
    try writeFile(folder + "/unit.swift", text)
    try interfaces.show(chain)
    return try Subprocess.run(
      toolchain.frontend,
      ["-frontend", folder + "/unit.swift", "-I", interfaces.path]
        + ["-module-cache-path", cache.clangModules] + arguments,
      outputFile: folder + "/messages")
  }

  /// Whether the unit needs no compiling.
  func isCached(_ unit: UnitSource, options: Options) -> Bool {
    cache.holds(recipe(unit.text, frontendArguments(unit, options: options), unit.chain))
  }

  private func recipe(_ text: String, _ arguments: [String], _ chain: Chain) -> String {
    [
      toolchain.identity, installation.identity, chain.key.description,
      arguments.joined(separator: " "), text,
    ].joined(separator: "\n")
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
    if options.languageMode == "6" { arguments += ["-default-isolation", "MainActor"] }
    if options.isProgram { arguments.append("-parse-as-library") }
    if options.ignoresAccess { arguments.append("-disable-access-control") }
    arguments +=
      options.optimizes
      ? ["-O", "-cross-module-optimization"] : ["-Onone", "-enforce-exclusivity=unchecked"]
    return arguments
  }
}

/// A unit that is compiled; `Linker` makes a library of it when it is to be loaded.
struct CompiledUnit: Sendable {
  let source: UnitSource
  let link: Chain.Link
  /// Its entry in the cache.
  let folder: String
  let options: Compiler.Options
  let warnings: [Diagnostic]
  var object: String { folder + "/unit.o" }
  var library: String { folder + "/lib\(source.module).so" }
  var entry: String { source.entry }
}
