import Diagnostics
import Execution
import Notebooks
import Packages
import Regression
import Synchronization

/// What is said while the packages of a notebook are fetched and built.
struct PackageReport: Sendable {
  private let path: String
  private let surroundings: Surroundings
  /// A log gets one line, however many steps there are.
  private let isSaid = Said()

  private final class Said: Sendable {
    let packages = Mutex<Set<[String]>>([])
  }

  init(of path: String, in surroundings: Surroundings) {
    (self.path, self.surroundings) = (path, surroundings)
  }

  /// The packages that the cells import, built unless they are.
  func library(_ notebook: Notebook) throws(PackagesError) -> PackageLibrary {
    try NotebookPackages(notebook).library { tell($0) }
  }

  private func tell(_ progress: NotebookPackages.Progress) {
    let (terminal, line) = (surroundings.terminal, surroundings.progress)
    switch progress {
    case .warning(let text): terminal.complain("\(visible(path)): warning: \(visible(text))\n")
    case .step(let packages, let step):
      let names = packages.joined(separator: ", ")
      line.note("building \(names)\(step.isEmpty ? "" : ": " + step)", of: path)
      if !terminal.showsProgress,
        isSaid.packages.withLock({ $0.insert(packages).inserted })
      {
        terminal.say("\(visible(path)): building \(visible(names))")
      }
    }
  }
}

extension PackagesError {
  var exitStatus: ExitStatus {
    switch self {
    case .notFound, .unavailable: .unavailable
    case .broken: .cellFailed
    case .execution(let error): error.exitStatus
    }
  }

  /// Why the notebook is not run.
  func refusal(of notebook: Notebook) -> Refusal {
    func list(_ packages: [String]) -> String {
      (packages.count == 1 ? "the package " : "the packages ")
        + packages.map { "'\($0)'" }.joined(separator: ", ")
    }
    switch self {
    case .notFound(let diagnostic): return Refusal([diagnostic], in: notebook.source)
    case .unavailable(let packages, let reason):
      let verb = packages.count == 1 ? "is" : "are"
      return Refusal(
        "\(list(packages)) that '\(notebook.path)' imports \(verb) not to be had:\n\(reason)")
    case .broken(let packages, let diagnostics, let reason):
      let verb = packages.count == 1 ? "does" : "do"
      let files = Set(diagnostics.flatMap { [$0.location.file] + $0.notes.map(\.location.file) })
      let sources = files.compactMap { file in
        (try? NotebookFile.read(file)).map { SourceText(file: file, bytes: $0) }
      }
      return Refusal(
        "\(list(packages)) that '\(notebook.path)' imports \(verb) not build; the notebook was "
          + "not run" + (reason.isEmpty ? "" : ":\n" + reason),
        diagnostics, in: sources)
    case .execution(let error): return Refusal("\(error)")
    }
  }
}

extension NotebookPackages {
  /// Built in the cache that is used for compiled cells.
  init(_ notebook: Notebook) throws(PackagesError) {
    let cache: UnitCache
    do throws(ExecutionError) {
      cache = try UnitCache.standard()
    } catch {
      throw .execution(error)
    }
    try self.init(notebook, cache: cache)
  }
}
