import ArgumentParser
import Diagnostics
import Interchange
import Notebooks

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a Markdown notebook of a Jupyter notebook.",
    discussion: """
      Swift cells become cells with their outputs; cells in another language become plain code with \
      what they showed. Images are written to NAME.assets beside the Markdown. Files that are there \
      are replaced only with --force.
      """)

  @Argument(help: "A file of Jupyter, with the ending .ipynb.") var file: String

  @Option(name: .shortAndLong, help: "Write to this file instead of the one of the same name.")
  var output: String?

  @Flag(help: "Replace files that are there.") var force = false

  func run() throws {
    let terminal = Terminal(isQuiet: false)
    try terminal.status {
      let source = SourceText(file: file, bytes: try NotebookFile.read(file))
      let new = NewFile(
        path: output ?? NewFile.path(besides: file, ending: "md"), force: force)
      try new.check()
      do {
        let defaults = Project(around: new.path)?.settings.defaults ?? FrontMatter()
        let imported = try JupyterImport(source, to: new.path, defaults: defaults)
        try write(imported, to: new)
        terminal.complain(imported.warnings, in: source)
        let images = imported.assets.count
        let also = images == 0 ? "" : images == 1 ? " with an image" : " with \(images) images"
        terminal.say("\(visible(file)): written to \(visible(new.path))\(also)")
        return .clean
      } catch let error as InterchangeError {
        terminal.complain(error.diagnostics, in: source)
        return .malformed
      }
    }.leave()
  }

  /// Writes the images before the Markdown that refers to them.
  private func write(_ imported: JupyterImport, to new: NewFile) throws {
    let folder = AssetFolder(besides: new.path)
    for asset in try folder.changed(imported.assets) where !force {
      if try folder.content(of: asset.name) != nil {
        throw NewFile.Exists(path: folder.path(of: asset.name))
      }
    }
    try folder.write(imported.assets)
    try new.write(imported.bytes)
  }
}
