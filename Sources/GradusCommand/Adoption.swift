import Diagnostics
import Execution
import Glibc
import Notebooks
import Regression

/// Makes a document that was not written for Gradus one that checks: options for the blocks that are
/// there to be read only.
struct Adoption: Sendable {
  /// The run of the document with the options.
  private(set) var run: NotebookRun
  /// The document as it is on disk.
  private let notebook: Notebook
  private var suggestions: [Int: Suggestion] = [:]
  /// Modules whose import would go away with a block that is left out, and those asked for.
  private var imports: [String] = []
  private(set) var bytes: [UInt8]

  enum Outcome: Sendable {
    case made(Adoption)
    case refused(ExitStatus, Refusal)
  }

  /// One block that is left out may be what another one needs, so a few rounds are run.
  private static let roundLimit = 10

  static func make(_ file: NotebookSearch.Found, in surroundings: Surroundings) -> Outcome {
    switch NotebookRun.run(file, in: surroundings) {
    case .refused(let status, let reason): return .refused(status, reason)
    case .ran(let run):
      var adoption = Adoption(run)
      adoption.imports = surroundings.imports
      for _ in 0..<roundLimit where adoption.takeSuggestions() {
        do throws(NotebookError) {
          adoption.bytes = try adoption.notebook.adopting(
            adoption.suggestions.mapValues(\.option), imports: adoption.imports)
        } catch {
          return .refused(error.exitStatus, Refusal("\(error)"))
        }
        let next = NotebookSearch.Found(path: file.path, content: .success(adoption.bytes))
        switch NotebookRun.run(next, in: surroundings, isRepetition: true) {
        case .refused(let status, let reason): return .refused(status, reason)
        case .ran(let run): adoption.run = run
        }
      }
      return .made(adoption)
    }
  }

  private init(_ run: NotebookRun) {
    self.run = run
    notebook = run.notebook
    bytes = run.notebook.bytes
  }

  /// - Returns: whether there are new ones
  private mutating func takeSuggestions() -> Bool {
    var isNew = !imports.isEmpty && suggestions.isEmpty
    for report in run.cellReports {
      guard let suggestion = report.suggestion, suggestions[report.cell.index] == nil else {
        continue
      }
      suggestions[report.cell.index] = suggestion
      isNew = true
      if suggestion.option == "skip" { keepImports(of: report.cell) }
    }
    return isNew
  }

  private mutating func keepImports(of cell: Cell) {
    guard let toolchain = try? Toolchain.current(), let installation = try? Installation.current()
    else { return }
    let modules = ImportableModules(toolchain, installation, packages: run.packages)
    for item in CellAnalysis(cell.code).imports
    where modules.contains(item.module) && !imports.contains(item.module) {
      imports.append(item.module)
    }
  }

  var isEmpty: Bool { bytes == notebook.bytes }

  /// What would be written, a line each.
  var description: String {
    var text = ""
    if !imports.isEmpty {
      text +=
        "\(visible(notebook.path)):1: a comment at the head that imports "
        + imports.joined(separator: ", ") + "\n"
    }
    for (index, suggestion) in suggestions.sorted(by: { $0.key < $1.key }) {
      let line = notebook.cells[index].fence.lowerBound
      text +=
        "\(visible(notebook.path)):\(line): \(suggestion.comment) since it "
        + "\(visible(suggestion.reason))\n"
    }
    return text
  }

  func write() throws(NotebookError) {
    try NotebookFile.write(bytes, to: notebook.path, expecting: notebook.bytes)
  }

  /// Asks on the terminal.
  ///
  /// - Returns: `nil` where nobody can answer
  static func ask(_ question: String, _ terminal: Terminal) -> Bool? {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
    terminal.complain(question + " [y/N] ")
    return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
  }
}
