import Notebooks

/// The thread of a live session: keeps the processes of its stretches from one version to the next.
final class LiveEngine: @unchecked Sendable {
  private let session: LiveSession
  private var workplace: Workplace?
  private var packages: PackageLibrary?
  /// By their place in the notebook.
  private var stretches: [Int: (stretch: Stretch, version: LiveVersion)] = [:]

  init(_ session: LiveSession) { self.session = session }

  func run() {
    while let task = session.nextTask() {
      do throws(ExecutionError) {
        try run(task)
        session.finishTask()
        try workplace?.frontends.prepare()
      } catch {
        stretches = [:]
        workplace = nil
        session.fail(error)
      }
    }
  }

  private func run(_ task: LiveSession.Task) throws(ExecutionError) {
    let version = task.version
    if task.startsOver
      || stretches.values.contains(where: { $0.version.session != version.session })
    {
      stretches = [:]
    }
    if workplace == nil { workplace = try session.workplace() }
    guard let packages = session.library(version) else { return }
    var results = task.results
    if let before = self.packages, before.identity != packages.identity {
      stretches = [:]
      results = [:]
      session.forgetResults()
    }
    self.packages = packages
    let run = session.session(version, in: workplace!, packages: packages)
    run.results = results
    let parts = version.notebook.stretches
    stretches = stretches.filter { parts.indices.contains($0.key) }
    for (number, cells) in parts.enumerated() {
      guard let missing = cells.indices.first(where: { results[$0] == nil }) else { continue }
      let stretch: Stretch
      if let (old, before) = stretches[number] {
        // What the processes have run, even if its result holds no longer.
        let same = cells.indices.prefix {
          before.cells.indices.contains($0) && before.cells[$0] == version.cells[$0]
        }
        stretch = try Stretch(
          run, cells, after: old, from: min(missing, cells.startIndex + same.count))
      } else {
        stretch = try Stretch(run, cells)
      }
      stretches[number] = (stretch, version)
      session.queue(stretch.queued, of: version)
      for cell in stretch.queued { run.results[cell] = nil }
      try stretch.run()
      if run.stop?.request != nil { return }
    }
  }
}
