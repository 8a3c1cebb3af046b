import ArgumentParser
import Diagnostics
import Execution
import Notebooks

struct FormatCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fmt",
    abstract: "Format the Swift of notebooks with the toolchain's swift-format.",
    discussion: """
      Text, fences and outputs stay as they are, byte for byte. The nearest .swift-format above a \
      notebook holds for its cells. A cell that does not parse is left alone and reported.
      """)

  @Argument(help: "Markdown files, or folders to search for notebooks.") var paths: [String]

  @Flag(help: "Write nothing; the exit status is 1 if something would change.") var check = false

  @Flag(name: .shortAndLong, help: "Show problems only.") var quiet = false

  func run() throws {
    let terminal = Terminal(isQuiet: quiet)
    let search = NotebookSearch(paths)
    var statuses: [ExitStatus] = search.emptyFolders.map { folder in
      terminal.complain("gradus: there are no notebooks in the folder '\(folder)'\n")
      return .noInput
    }
    for file in search.files { statuses.append(format(file, terminal)) }
    try ExitStatus.worst(statuses).leave()
  }

  private func format(_ file: NotebookSearch.Found, _ terminal: Terminal) -> ExitStatus {
    let notebook: Notebook
    switch ReadNotebook(path: file.path, content: file.content) {
    case .notebook(let read): notebook = read
    case .refused(let status, let reason):
      terminal.complain(reason)
      return status
    }
    return terminal.status {
      let formatted = try FormattedCells(notebook)
      terminal.complain(formatted.diagnostics, in: notebook.source)
      let result = try notebook.replacingCode(formatted.code)
      let status: ExitStatus = formatted.diagnostics.isEmpty ? .clean : .cellFailed
      if result == notebook.bytes { return status }
      let changed = formatted.changed(in: notebook)
      let what = "\(changed) \(changed == 1 ? "cell" : "cells")"
      if check {
        terminal.say("\(visible(file.path)): \(what) would change")
        return .worst([status, .outputsDiffer])
      }
      try NotebookFile.write(result, to: file.path, expecting: notebook.bytes)
      terminal.say("\(visible(file.path)): \(what) formatted")
      return status
    }
  }
}
