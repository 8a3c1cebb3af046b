import Dispatch
import Execution
import Foundation
import Notebooks
import Synchronization

/// A live session under test, and what it has said.
final class Live: Sendable {
  private struct Said {
    var ran: [Int] = []
    var results: [Int: CellResult] = [:]
    var shown: [Int: [String]] = [:]
    var faults: [ExecutionError] = []
    /// How many cells the version shown last has.
    var count = 0
    var isIdle = false
  }

  private final class Log: Sendable {
    let said = Mutex(Said())
    let events = DispatchSemaphore(value: 0)
  }

  let session: LiveSession
  private let folder: Workplace
  private let log = Log()

  init(_ text: String, configure: (inout Session.Configuration) -> Void = { _ in }) throws {
    folder = try Workplace()
    var configuration = Session.Configuration()
    configure(&configuration)
    let log = log
    let notebook = Live.notebook(text)
    log.said.withLock { $0.count = notebook.cells.count }
    session = try LiveSession(
      notebook, folder: folder.path, cache: TestCache.shared,
      configuration: configuration
    ) { event in
      log.said.withLock { said in
        if case .idle = event { said.isIdle = true } else { said.isIdle = false }
        switch event {
        case .taken(let notebook, let results):
          (said.count, said.results) = (notebook.cells.count, results)
        case .queued, .advanced: break
        case .running(let cell): said.ran.append(cell + 1)
        case .showing(let cell, let output, _):
          said.shown[cell + 1, default: []].append(output.text ?? "")
        case .finished(let result): said.results[result.cell] = result
        case .idle: break
        case .fault(let error): said.faults.append(error)
        }
      }
      log.events.signal()
    }
  }

  deinit { session.end() }

  static func notebook(_ text: String) -> Notebook {
    Notebook(path: "input.md", bytes: Array(text.utf8))
  }

  /// A new version, without waiting for what comes of it.
  func begin(_ text: String) {
    log.said.withLock { $0.isIdle = false }
    session.show(Live.notebook(text))
  }

  /// Waits until nothing runs any more and each cell of the version shown last has its result.
  ///
  /// - Returns: the cells that ran since this was asked last, counted from 1
  @discardableResult
  func settle() throws -> [Int] {
    while true {
      let ran = try log.said.withLock { said -> [Int]? in
        if let fault = said.faults.first { throw fault }
        guard said.isIdle, (0..<said.count).allSatisfy({ said.results[$0] != nil }) else {
          return nil
        }
        defer { said.ran = [] }
        return said.ran
      }
      if let ran { return ran }
      try waitForEvent()
    }
  }

  private func waitForEvent() throws {
    guard log.events.wait(timeout: .now() + 120) == .success else { throw Impatience() }
  }

  /// Runs a cell, counted from 1, and what follows again; all in fresh processes if nil.
  func again(from cell: Int?) throws -> [Int] {
    log.said.withLock { $0.isIdle = false }
    if let cell { session.run(from: cell - 1) } else { session.runAll() }
    return try settle()
  }

  /// Shows a version that has something to run, and waits until it has.
  func edit(_ text: String) throws -> [Int] {
    begin(text)
    return try settle()
  }

  /// Waits until the cell, counted from 1, is running.
  func wait(untilRunning cell: Int) throws {
    while !log.said.withLock({ $0.ran.contains(cell) }) {
      try waitForEvent()
    }
  }

  /// Waits until the cell, counted from 1, has shown this while it runs.
  func wait(until cell: Int, shows text: String) throws {
    while !log.said.withLock({ ($0.shown[cell] ?? []).contains { $0.contains(text) } }) {
      try waitForEvent()
    }
  }

  var results: [Int: CellResult] { log.said.withLock { $0.results } }
  var texts: [String?] { results.sorted { $0.key < $1.key }.map(\.value.output.text) }

  struct Impatience: Error {}
}

/// A notebook of these cells; a text that does not begin with a letter goes behind the word `swift`.
func cells(_ cells: String...) -> String { notebook(of: cells) }

func notebook(of cells: [String]) -> String {
  cells.map { "```swift\($0.hasPrefix(" ") ? "" : "\n")\($0)\n```\n" }.joined(
    separator: "\nProse.\n\n")
}
