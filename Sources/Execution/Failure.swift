import Diagnostics
import Glibc
import Notebooks

/// Why a cell stopped.
enum FailureCause {
  case trap(signal: Int32, overflow: Bool, message: String?, [WorkerEvent.Frame])
  /// The runtime's own word, before its trap.
  case misuse(String)
  case error(String, [WorkerEvent.Frame])
  case exit(Int32, [WorkerEvent.Frame])
  case timeout([WorkerEvent.Frame])
  case output([WorkerEvent.Frame])
  case processes(limit: Int32)
  /// A death that nothing announced.
  case death(status: Int32)
  /// The warden is gone.
  case lost
  /// Somebody asked for it.
  case interruption([WorkerEvent.Frame])
  /// Another version of the cell is to run instead.
  case replacement
  /// It did not fail, but should have.
  case success

  var misuse: String? {
    if case .misuse(let message) = self { message } else { nil }
  }
}

/// A cell that stopped, and what is said about it.
struct Failure {
  let cause: FailureCause
  let cell: Cell
  let unit: CompiledUnit
  let capture: Capture

  func result(
    symbolizer: Symbolizer, units: [Int: CompiledUnit], timeout: Duration, outputLimit: Int
  ) throws(ExecutionError) -> CellResult {
    if case .success = cause {
      let what = cell.options.kind.mustThrow ? "does not throw" : "does not crash"
      return CellResult(
        cell: cell.index, status: .failed,
        diagnostics: [
          Diagnostic(
            .error, at: ExpectedFailure.place(cell), "the cell \(what), as its option says it must",
            length: ExpectedFailure.name(cell.options.kind).utf8.count)
        ])
    }
    let frames = self.frames
    let (places, reason) = try symbolizer.places(frames, units: units)
    let trap = endsByTrap ? TrapMessage(printed: capture.printed, reason: reason) : nil
    let printed = trap?.rest ?? capture.printed
    let message = self.message(trap, timeout: timeout, outputLimit: outputLimit)
    var result = CellResult(cell: cell.index, status: .failed)
    if matchesExpectation {
      result.output = CellOutput(text: nil, error: line(places) + message + "\n")
      if let text = normal(printed) { result.output.text = text }
      guard let pattern = cell.options.kind.pattern, !pattern.isFound(in: message) else {
        result.status = .succeeded
        return result
      }
      result.diagnostics.append(
        ExpectedFailure.mismatch(cell, pattern: pattern))
    }
    result.output.text = normal(printed)
    result.diagnostics.append(diagnostic(message, places))
    return result
  }

  /// The innermost line of the cell that the failure came through, counted in the cell so that text
  /// above it can change.
  private func line(_ places: [Symbolizer.Place]) -> String {
    // Where a stack ends depends on how large it is.
    if case .trap(_, true, _, _) = cause { return "" }
    let place = places.first { $0.line > cell.fence.lowerBound && $0.line < cell.fence.upperBound }
    return place.map { "\($0.line - cell.line + 1): " } ?? ""
  }

  /// Whether the last of what was printed may be the standard library's.
  private var endsByTrap: Bool {
    switch cause {
    case .trap, .misuse, .death: true
    case .error, .exit, .timeout, .output, .processes, .lost, .interruption, .replacement, .success:
      false
    }
  }

  private func normal(_ bytes: [UInt8]) -> String? {
    let text = CellOutput.normalized(ModuleNames.removed(from: bytes))
    return text.isEmpty || cell.options.silent ? nil : text
  }

  private var frames: [WorkerEvent.Frame] {
    switch cause {
    case .trap(_, _, _, let frames), .error(_, let frames), .exit(_, let frames),
      .timeout(let frames), .output(let frames), .interruption(let frames):
      frames
    case .misuse, .processes, .death, .lost, .replacement, .success: []
    }
  }

  private var matchesExpectation: Bool {
    switch (cell.options.kind, cause) {
    case (.crash, .trap), (.crash, .misuse), (.throws, .error): true
    // A process that ends itself with a status has not crashed.
    case (.crash, .death(let status)): status & 0x7f != 0
    default: false
    }
  }

  private func message(_ trap: TrapMessage?, timeout: Duration, outputLimit: Int) -> String {
    switch cause {
    case .trap(_, true, _, _): "stack overflow: a function calls itself without end"
    case .trap(_, _, let misuse?, _), .misuse(let misuse): misuse
    case .trap(let signal, _, nil, _): trap?.text ?? "the cell crashed: \(signalName(signal))"
    case .error(let text, _): "uncaught error: \(text.isEmpty ? "an error" : text)"
    case .exit(let status, _): "the cell called exit(\(status))"
    case .timeout: "the cell did not end within \(seconds(timeout))"
    case .output: "the cell printed more than \(outputLimit >> 20) MB"
    case .processes(let limit): "the cell made more than \(limit) processes"
    case .death(let status):
      status & 0x7f == 0
        ? "the cell ended its process with status \(status >> 8 & 0xff)"
        : trap?.text ?? "the cell's process was ended: \(signalName(status & 0x7f))"
    case .lost: "the cell ended the process that watches over it"
    case .interruption: "the cell was interrupted"
    case .replacement, .success: ""
    }
  }

  private func diagnostic(_ message: String, _ places: [Symbolizer.Place]) -> Diagnostic {
    let file = cell.location(line: 1, column: 1).file
    let locations = places.map { SourceLocation(file: file, line: $0.line, column: $0.column) }
    guard let first = locations.first else {
      return Diagnostic(.error, at: cell.location(line: 1, column: 1), message)
    }
    let calls = locations.dropFirst().prefix(1) + locations.dropFirst(2).suffix(1)
    return Diagnostic(
      .error, at: first, message,
      notes: calls.map { Diagnostic(.note, at: $0, "called from here") })
  }

  private func signalName(_ signal: Int32) -> String {
    String(cString: strsignal(signal)).lowercased()
  }

  private func seconds(_ duration: Duration) -> String {
    duration.formatted
  }
}

extension Duration {
  /// As it is written in a notebook: `500ms`, `20s`.
  var formatted: String {
    let milliseconds = components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    return milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
  }
}

extension CellKind {
  var mustThrow: Bool {
    if case .throws = self { true } else { false }
  }

  var pattern: Pattern? {
    switch self {
    case .error(let pattern), .crash(let pattern), .throws(let pattern): pattern
    default: nil
    }
  }
}
