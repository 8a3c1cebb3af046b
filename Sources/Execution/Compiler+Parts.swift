import Diagnostics
import Glibc

extension Compiler {
  /// The name that the compiler knows the notebook by: without folders, so that what is compiled
  /// does not depend on where the notebook lies.
  var fileName: String {
    source.file.split(separator: "/").last.map(String.init) ?? source.file
  }

  /// A chain with a unit's first cells behind it.
  func chain(_ chain: Chain, with unit: CompiledUnit, count: Int) throws(ExecutionError) -> Chain {
    if count == 0 { return chain }
    let parts = unit.source.parts[..<count]
    if count == unit.source.parts.count { return chain.appending(unit.link, parts) }
    return chain.appending(try prefix(of: unit, count: count), parts)
  }

  /// The interface of a unit's first cells, for what is compiled behind them when a later cell of
  /// the unit failed: it has the unit's name, so its symbols are those of the library that is
  /// loaded, and it hides what was never initialised.
  private func prefix(of unit: CompiledUnit, count: Int) throws(ExecutionError) -> Chain.Link {
    let source = UnitSource(
      file: unit.source.file, parts: Array(unit.source.parts[..<count]), chain: unit.source.chain,
      module: unit.source.module, lastValue: unit.source.lastValue)
    let text = source.text
    let recipe = "prefix\n\(unit.link.key)\n\(text)"
    let interface = source.module + ".swiftmodule"
    let entry: UnitCache.Entry
    if let made = cache.entry(recipe: recipe) {
      entry = made
    } else {
      let frontend = try frontends.take()
      try begin(
        frontend, on: text, behind: source.chain,
        ["-emit-module", "-o", frontend.folder + "/" + interface]
          + frontendArguments(source, options: unit.options))
      guard frontend.wait() == 0 else {
        throw .fault(
          "the interface of finished cells does not compile: "
            + (try readFile(frontend.folder + "/messages")))
      }
      frontend.keep()
      entry = try cache.keep(frontend.folder, recipe: recipe)
    }
    return Chain.Link(
      module: source.module, key: entry.key,
      interface: entry.folder + "/" + interface)
  }
}
