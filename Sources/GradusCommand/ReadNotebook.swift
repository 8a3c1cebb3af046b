import Diagnostics
import Notebooks
import Regression

/// A notebook's file as it is read to be run: with the settings of its project.
enum ReadNotebook: Sendable {
  case notebook(Notebook)
  /// It cannot be run.
  case refused(ExitStatus, Refusal)

  /// - Parameter imports: modules that the cells see without importing them
  init(path: String, content: Result<[UInt8], NotebookError>, imports: [String] = []) {
    let bytes: [UInt8]
    switch content {
    case .success(let content): bytes = content
    case .failure(let error):
      self = .refused(error.exitStatus, Refusal("\(error)"))
      return
    }
    let project = Project(around: path)?.settings
    if let problems = project?.diagnostics, let source = project?.source, !problems.isEmpty {
      self = .refused(.malformed, Refusal(problems, in: source))
      return
    }
    var defaults = project?.defaults ?? FrontMatter()
    defaults.imports += imports
    let notebook = Notebook(path: path, bytes: bytes, defaults: defaults)
    self =
      notebook.isMalformed
      ? .refused(.malformed, Refusal(notebook.diagnostics, in: notebook.source))
      : .notebook(notebook)
  }

  /// Reads the file as it is now.
  init(path: String) {
    do throws(NotebookError) {
      self.init(path: path, content: .success(try NotebookFile.read(path)))
    } catch {
      self.init(path: path, content: .failure(error))
    }
  }
}
