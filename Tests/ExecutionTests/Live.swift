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
  }

  private final class Log: Sendable {
    let said = Mutex(Said())
    let idle = DispatchSemaphore(value: 0)
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
    session = try LiveSession(
      Live.notebook(text), folder: folder.path, cache: TestCache.shared,
      configuration: configuration
    ) { event in
      log.said.withLock { said in
        switch event {
        case .queued, .advanced: break
        case .running(let cell): said.ran.append(cell + 1)
        case .showing(let cell, let output, _):
          said.shown[cell + 1, default: []].append(output.text ?? "")
        case .finished(let result): said.results[result.cell] = result
        case .idle: log.idle.signal()
        case .fault(let error):
          said.faults.append(error)
          log.idle.signal()
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
    let results = session.show(Live.notebook(text))
    log.said.withLock { $0.results = results }
  }

  /// Waits until nothing runs any more.
  ///
  /// - Returns: the cells that ran since this was asked last, counted from 1
  func settle() throws -> [Int] {
    guard log.idle.wait(timeout: .now() + 120) == .success else { throw Impatience() }
    return try log.said.withLock { said in
      defer { said.ran = [] }
      if let fault = said.faults.first { throw fault }
      return said.ran
    }
  }

  /// Shows a version that has something to run, and waits until it has.
  func edit(_ text: String) throws -> [Int] {
    begin(text)
    return try settle()
  }

  /// Waits until the cell, counted from 1, is running.
  func wait(untilRunning cell: Int) throws {
    while !log.said.withLock({ $0.ran.contains(cell) }) {
      guard log.events.wait(timeout: .now() + 120) == .success else { throw Impatience() }
    }
  }

  /// Waits until the cell, counted from 1, has shown this while it runs.
  func wait(until cell: Int, shows text: String) throws {
    while !log.said.withLock({ ($0.shown[cell] ?? []).contains { $0.contains(text) } }) {
      guard log.events.wait(timeout: .now() + 120) == .success else { throw Impatience() }
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
