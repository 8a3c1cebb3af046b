import Diagnostics
import Glibc

/// One unit on its way through the compiler, or found in the cache.
///
/// Its interface is there before its code: a fifth of the time later units are compiled already.
final class Compilation {
  enum Outcome: Sendable {
    case compiled(CompiledUnit)
    case failed([Diagnostic])
  }

  private enum State {
    case running(Frontend)
    case ended(UnitCache.Entry)
  }

  private let compiler: Compiler
  private var order: Compiler.Order
  private var state: State

  init(_ order: Compiler.Order, _ compiler: Compiler) throws(ExecutionError) {
    (self.order, self.compiler) = (order, compiler)
    state = try Compilation.start(order, compiler)
  }

  private static func start(
    _ order: Compiler.Order, _ compiler: Compiler
  ) throws(ExecutionError) -> State {
    if let entry = compiler.cache.entry(recipe: order.recipe) { return .ended(entry) }
    let frontend = try compiler.frontends.take()
    try compiler.begin(
      frontend, on: order.text, behind: order.unit.chain,
      ["-c", "-o", frontend.folder + "/unit.o"]
        + ["-emit-module-path", frontend.folder + "/" + order.interface] + order.arguments)
    return .running(frontend)
  }

  /// Whether the compiler is at work.
  var isRunning: Bool {
    if case .running = state { true } else { false }
  }

  /// Waits until other units can be compiled against this one.
  ///
  /// - Returns: what they find it by; `nil` if it does not compile
  func link() throws(ExecutionError) -> Chain.Link? {
    while true {
      switch state {
      case .running(let frontend):
        if frontend.wait(for: order.interface) {
          try compiler.interfaces.show(
            order.link, at: frontend.folder + "/" + order.interface)
          return order.link
        }
        state = .ended(try end(frontend))
      case .ended(let entry):
        if isCompiled(entry) { return order.link }
        guard let next = compiler.alternative(to: order, messages: try messages(entry)) else {
          return nil
        }
        order = next
        state = try Compilation.start(order, compiler)
      }
    }
  }

  /// Waits for the end. Whoever asks has waited for the link.
  func outcome() throws(ExecutionError) -> Outcome {
    if case .running(let frontend) = state { state = .ended(try end(frontend)) }
    guard case .ended(let entry) = state else { throw .fault("a compilation does not end") }
    let diagnostics = compiler.diagnostics(try messages(entry), order.unit)
    guard isCompiled(entry) else { return .failed(diagnostics) }
    return .compiled(
      CompiledUnit(
        source: order.unit, link: order.link, folder: entry.folder, options: order.options,
        warnings: diagnostics))
  }

  private func end(_ frontend: Frontend) throws(ExecutionError) -> UnitCache.Entry {
    // Without an interface an entry says that the unit does not compile.
    if frontend.wait() != 0 { unlink(frontend.folder + "/" + order.interface) }
    frontend.keep()
    return try compiler.cache.keep(frontend.folder, recipe: order.recipe)
  }

  private func isCompiled(_ entry: UnitCache.Entry) -> Bool {
    access(entry.folder + "/" + order.interface, R_OK) == 0
  }

  private func messages(_ entry: UnitCache.Entry) throws(ExecutionError) -> String {
    try readFile(entry.folder + "/messages")
  }
}

/// A unit that is compiled; `Linker` makes a library of it when it is to be loaded.
struct CompiledUnit: Sendable {
  var source: UnitSource
  let link: Chain.Link
  /// Its entry in the cache.
  let folder: String
  let options: Compiler.Options
  let warnings: [Diagnostic]
  var object: String { folder + "/unit.o" }
  var library: String { folder + "/lib\(source.module).so" }
  var entry: String { source.entry }

  /// The unit in a later version of the notebook.
  func moved(to cells: [PlannedCell]) -> CompiledUnit {
    var moved = self
    moved.source = source.moved(to: cells)
    return moved
  }
}
