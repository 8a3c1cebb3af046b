import Diagnostics
import Execution
import Foundation
import Notebooks

/// A notebook that was run, and what became of it.
struct Executed {
  let notebook: Notebook
  let results: [CellResult]

  /// Runs a notebook in a folder of its own.
  ///
  /// - Parameter folder: where the cells run; a fresh one if `nil`
  init(
    _ bytes: some Sequence<UInt8>, in folder: Workplace? = nil, singly: Bool = false,
    configure: (inout Session.Configuration) -> Void = { _ in }
  ) throws {
    notebook = Notebook(path: "input.md", bytes: Array(bytes))
    let folder = try folder ?? Workplace()
    var configuration = Session.Configuration()
    configuration.singly = singly
    configure(&configuration)
    let session = try Session(
      notebook, folder: folder.path, cache: TestCache.shared, configuration: configuration)
    results = try session.run()
  }

  init(
    _ text: String, in folder: Workplace? = nil, singly: Bool = false,
    configure: (inout Session.Configuration) -> Void = { _ in }
  ) throws {
    try self.init(text.utf8, in: folder, singly: singly, configure: configure)
  }

  /// The notebook with what its cells showed.
  var recording: [UInt8] {
    get throws {
      let outputs = results.compactMap { result -> (Int, CellOutput)? in
        if case .succeeded = result.status { (result.cell, result.output) } else { nil }
      }
      return try notebook.recording(Dictionary(uniqueKeysWithValues: outputs))
    }
  }

  /// Everything that was reported, in order.
  var report: String {
    let printer = DiagnosticPrinter(sources: [notebook.path: notebook.source], color: false)
    return results.map { result in
      let number = "cell \(result.cell + 1)"
      let diagnostics = result.diagnostics.map(printer.text).joined()
      switch result.status {
      case .blocked(let culprit): return diagnostics + "\(number) depends on cell \(culprit + 1)\n"
      case .notRun(let reason): return diagnostics + "\(number) is not run: \(reason)\n"
      case .failed: return "\(number) fails\n" + diagnostics
      case .succeeded, .skipped: return diagnostics
      }
    }.joined()
  }

  /// The captured text of each cell; what a failing one printed counts too.
  var texts: [String?] { results.map(\.output.text) }
}
