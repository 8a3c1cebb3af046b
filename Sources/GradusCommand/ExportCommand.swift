import ArgumentParser
import Diagnostics
import Interchange
import Notebooks

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a notebook as a Jupyter notebook or as Swift source.",
    discussion: """
      Nothing is run: the outputs are those that are recorded. The file stands beside the notebook \
      unless --output says another; one that is there is replaced only with --force.
      """)

  @Argument(help: "A Markdown file.") var file: String

  @Option(help: "The form: ipynb or swift.") var to: Export.Format

  @Option(name: .shortAndLong, help: "Write to this file.") var output: String?

  @Flag(help: "Write to standard output.") var stdout = false

  @Flag(help: "Replace a file that is there.") var force = false

  func validate() throws {
    if stdout && output != nil { throw ValidationError("--stdout and --output exclude each other") }
  }

  func run() throws {
    let terminal = Terminal(isQuiet: stdout, keepsOutput: stdout)
    try terminal.concluding {
      let project = Project(around: file)?.settings.defaults ?? FrontMatter()
      let notebook = Notebook(path: file, bytes: try NotebookFile.read(file), defaults: project)
      if notebook.isMalformed {
        terminal.complain(notebook.diagnostics, in: notebook.source)
        return .malformed
      }
      do {
        let export = try Export(notebook, as: to, assets: AssetFolder(besides: file))
        terminal.complain(export.warnings, in: notebook.source)
        if stdout {
          terminal.put(export.bytes)
        } else {
          let new = NewFile(
            path: output ?? NewFile.path(besides: file, ending: to.rawValue), force: force)
          try new.write(export.bytes)
          terminal.say("\(visible(file)): written to \(visible(new.path))")
        }
        return .clean
      } catch let error as InterchangeError {
        terminal.complain(error.diagnostics, in: notebook.source)
        return .malformed
      }
    }
  }
}
