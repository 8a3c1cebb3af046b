import Diagnostics
import Glibc

extension Compiler {
  /// The name that the compiler knows the notebook by: without folders, so that what is compiled
  /// does not depend on where the notebook lies.
  var fileName: String {
    source.file.split(separator: "/").last.map(String.init) ?? source.file
  }

  /// The interface of a unit's first cells, for what is compiled behind them when a later cell of
  /// the unit failed: it has the unit's name, so its symbols are those of the library that is
  /// loaded, and it hides what was never initialised.
  func prefix(of unit: CompiledUnit, count: Int) throws(ExecutionError) -> Chain.Link {
    let source = UnitSource(
      file: unit.source.file, parts: Array(unit.source.parts[..<count]), chain: unit.source.chain,
      module: unit.source.module, lastValue: unit.source.lastValue)
    let text = source.text
    let recipe = "prefix\n\(unit.link.key)\n\(text)"
    let entry = try cache.entry(recipe: recipe) { folder throws(ExecutionError) in
      let run = try runFrontend(
        on: text, in: folder, behind: source.chain,
        ["-emit-module", "-o", folder + "/\(source.module).swiftmodule"]
          + frontendArguments(source, options: unit.options))
      guard run.succeeded else {
        throw .fault("the interface of finished cells does not compile: \(run.output)")
      }
    }
    return Chain.Link(
      module: source.module, key: entry.key,
      interface: entry.folder + "/\(source.module).swiftmodule")
  }
}

extension Prelude {
  /// The compiled interface of the prelude; its functions live in the worker and the runtime.
  static func interface(toolchain: Toolchain, cache: UnitCache) throws(ExecutionError) -> String {
    let recipe = "prelude\n\(toolchain.identity)\n\(source)"
    let entry = try cache.entry(recipe: recipe) { folder throws(ExecutionError) in
      try writeFile(folder + "/prelude.swift", source)
      let run = try Subprocess.run(
        toolchain.frontend,
        ["-frontend", "-emit-module", "-parse-as-library", folder + "/prelude.swift"]
          + ["-module-name", module, "-swift-version", "5"]
          + ["-o", folder + "/\(module).swiftmodule", "-module-cache-path", cache.clangModules],
        outputFile: folder + "/messages")
      guard run.succeeded else { throw .fault("the prelude does not compile: \(run.output)") }
    }
    return entry.folder + "/\(module).swiftmodule"
  }
}
