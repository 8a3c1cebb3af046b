import Diagnostics
import Notebooks
import Regression
import Rendering

/// A notebook to be rendered, with what its cells show.
struct PageSource: Sendable {
  let notebook: Notebook
  /// Images that a run has made, by their paths relative to the notebook.
  let made: [String: [UInt8]]

  enum Outcome: Sendable {
    /// The problems are a text with or without colours.
    case read(PageSource, ExitStatus, problems: @Sendable (_ color: Bool) -> String)
    case refused(ExitStatus, Refusal)
  }

  /// - Parameter isRunning: whether the cells run first
  static func read(
    _ file: NotebookSearch.Found, isRunning: Bool, in surroundings: Surroundings
  ) -> Outcome {
    if isRunning { return run(file, in: surroundings) }
    let bytes: [UInt8]
    switch file.content {
    case .success(let content): bytes = content
    case .failure(let error): return .refused(error.exitStatus, Refusal("\(error)"))
    }
    let notebook = Notebook(
      path: file.path, bytes: bytes,
      defaults: Project(around: file.path)?.settings.defaults ?? FrontMatter())
    if notebook.isMalformed {
      return .refused(.malformed, Refusal(notebook.diagnostics, in: notebook.source))
    }
    return .read(PageSource(notebook: notebook, made: [:]), .clean) { _ in "" }
  }

  private static func run(
    _ file: NotebookSearch.Found, in surroundings: Surroundings
  ) -> Outcome {
    let run: NotebookRun
    switch NotebookRun.run(file, in: surroundings) {
    case .ran(let result): run = result
    case .refused(let status, let reason): return .refused(status, reason)
    }
    let bytes: [UInt8]
    do throws(NotebookError) {
      bytes = try run.notebook.recording(run.outputs)
    } catch {
      return .refused(error.exitStatus, Refusal("\(error)"))
    }
    var made: [String: [UInt8]] = [:]
    for asset in run.results.flatMap(\.assets) {
      made[run.assets.name + "/" + asset.name] = asset.bytes
    }
    let report = run.report
    return .read(
      PageSource(
        notebook: Notebook(path: file.path, bytes: bytes, defaults: run.notebook.defaults),
        made: made), run.status
    ) { TerminalReport(color: $0).problems(report) }
  }
}
