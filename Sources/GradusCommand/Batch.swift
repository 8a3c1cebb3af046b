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
  private let target: String?

  /// - Parameter target: where the result goes, if not to the notebook itself
  init(_ arguments: NotebookArguments, to target: String? = nil, terminal: Terminal) {
    jobs = arguments.jobs ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let search = NotebookSearch(arguments.paths)
    files = search.files
    emptyFolders = search.emptyFolders
    self.terminal = terminal
    self.target = target
  }

  /// - Parameter conclude: what is done with a notebook that was run; one at a time, in order
  func run(_ conclude: (NotebookRun) -> ExitStatus) -> ExitStatus {
    let (files, target, terminal) = (self.files, self.target, self.terminal)
    var statuses = emptyFolders.map { folder in
      terminal.complain("gradus: there are no notebooks in the folder '\(folder)'\n")
      return ExitStatus.noInput
    }
    let outcomes = Outcomes(count: files.count)
    let next = SharedCounter()
    let workers = min(files.count, jobs)
    let progress = Progress(of: files.count, on: terminal)
    defer { progress.end() }
    for _ in 0..<workers {
      WaitingThread.start {
        while let index = next.take(below: files.count) {
          outcomes.set(
            index,
            NotebookRun.run(files[index], to: target, terminal: terminal, progress: progress))
        }
      }
    }
    for index in files.indices {
      switch outcomes.wait(index) {
      case .ran(let run): statuses.append(conclude(run))
      case .refused(let status, let reason):
        terminal.complain(reason)
        statuses.append(status)
      }
    }
    return .worst(statuses)
  }
}

private final class SharedCounter: Sendable {
  private let value = Atomic<Int>(0)

  func take(below limit: Int) -> Int? {
    let index = value.add(1, ordering: .relaxed).oldValue
    return index < limit ? index : nil
  }
}

/// Results that arrive in any order and are awaited one by one.
private final class Outcomes: Sendable {
  private let values: Mutex<[NotebookRun.Outcome?]>
  private let arrivals: [DispatchSemaphore]

  init(count: Int) {
    values = Mutex(Array(repeating: nil, count: count))
    arrivals = (0..<count).map { _ in DispatchSemaphore(value: 0) }
  }

  func set(_ index: Int, _ outcome: sending NotebookRun.Outcome) {
    values.withLock { $0[index] = outcome }
    arrivals[index].signal()
  }

  func wait(_ index: Int) -> NotebookRun.Outcome {
    arrivals[index].wait()
    return values.withLock { $0[index].take()! }
  }
}
