import Dispatch
import Execution
import Glibc
import Synchronization

/// Several notebooks, run side by side on the cores and reported in order.
struct Batch {
  let files: [NotebookSearch.Found]
  private let emptyFolders: [String]
  private let terminal: Terminal
  private let jobs: Int
  /// What runs of notebooks share.
  let surroundings: Surroundings

  /// - Parameter taking: picks those of the notebooks found that are to run
  init(
    _ arguments: NotebookArguments, terminal: Terminal,
    taking: ([NotebookSearch.Found]) throws -> [NotebookSearch.Found] = { $0 }
  ) throws {
    let processors = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let search = NotebookSearch(arguments.paths)
    files = try taking(search.files.filter { !arguments.skipEmpty || !$0.isEmpty })
    emptyFolders = arguments.skipEmpty ? [] : search.emptyFolders
    self.terminal = terminal
    jobs = min(files.count, arguments.jobs ?? processors)
    surroundings = Surroundings(
      terminal: terminal, progress: Progress(of: files.count, on: terminal),
      threads: max(1, processors / max(1, jobs)), imports: arguments.imports)
  }

  /// Works on several notebooks at a time, each on a thread, or on one after the other here.
  ///
  /// - Parameters:
  ///   - isLast: whether no further notebook is begun behind one with this result
  ///   - work: what is done with a notebook, several at a time
  ///   - conclude: what is done with its result; one at a time, in order
  func run<Result: Sendable>(
    stopping isLast: @escaping (Result) -> Bool = { _ in false },
    _ work: @escaping @Sendable (NotebookSearch.Found) -> Result,
    conclude: (Result) -> ExitStatus
  ) -> ExitStatus {
    let (files, progress) = (self.files, surroundings.progress)
    defer { progress.end() }
    var statuses = emptyFolders.map { folder in
      terminal.complain("gradus: there are no notebooks in the folder '\(folder)'\n")
      return ExitStatus.noInput
    }
    if jobs == 1 {
      // The heap of the first thread grows faster than those of others, which is felt in large files.
      for file in files {
        let result = work(file)
        progress.end(file.path)
        statuses.append(conclude(result))
        if isLast(result) { break }
      }
      return .worst(statuses)
    }
    let results = Results<Result>(count: files.count)
    let next = SharedCounter()
    for _ in 0..<jobs {
      WaitingThread.start {
        while let index = next.take(below: files.count) {
          results.set(index, results.isStopped ? nil : work(files[index]))
          progress.end(files[index].path)
        }
      }
    }
    for index in files.indices {
      guard let result = results.wait(index) else { continue }
      statuses.append(conclude(result))
      if isLast(result) { results.stop() }
    }
    return .worst(statuses)
  }
}

/// What runs of notebooks share.
struct Surroundings: Sendable {
  let terminal: Terminal
  let progress: Progress
  /// How many threads the runtime of each notebook may use, so that all of them find processors.
  let threads: Int
  /// Modules that all cells see without importing them.
  var imports: [String] = []
}

private final class SharedCounter: Sendable {
  private let value = Atomic<Int>(0)

  func take(below limit: Int) -> Int? {
    let index = value.add(1, ordering: .relaxed).oldValue
    return index < limit ? index : nil
  }
}

/// Results that arrive in any order and are awaited one by one.
private final class Results<Value: Sendable>: Sendable {
  private enum Entry {
    case awaited
    case there(Value?)
  }

  private let entries: Mutex<[Entry]>
  private let arrivals: [DispatchSemaphore]
  private let stops = Atomic<Bool>(false)

  init(count: Int) {
    entries = Mutex(Array(repeating: .awaited, count: count))
    arrivals = (0..<count).map { _ in DispatchSemaphore(value: 0) }
  }

  var isStopped: Bool { stops.load(ordering: .relaxed) }

  func stop() { stops.store(true, ordering: .relaxed) }

  /// - Parameter value: `nil` where nothing was begun
  func set(_ index: Int, _ value: Value?) {
    entries.withLock { $0[index] = .there(value) }
    arrivals[index].signal()
  }

  func wait(_ index: Int) -> Value? {
    arrivals[index].wait()
    return entries.withLock { entries in
      defer { entries[index] = .awaited }
      if case .there(let value) = entries[index] { return value }
      return nil
    }
  }
}
