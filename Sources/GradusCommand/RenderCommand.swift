import ArgumentParser
import Diagnostics
import Glibc
import Notebooks

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Turn notebooks into pages for readers, Jupyter notebooks or Swift source.",
    discussion: """
      A page of HTML is one file that holds its images and needs no network. A folder becomes a \
      small site with an index. What stands there are the outputs that are recorded; with --run the \
      cells run first and it is what they show now. The notebook itself stays as it is.
      """)

  enum FrontMatterUse: String, ExpressibleByArgument, CaseIterable {
    case keep, drop
  }

  @OptionGroup var arguments: NotebookArguments

  @Option(help: "The format: Markdown, HTML, a Jupyter notebook, or Swift source.")
  var to: RenderFormat

  @Option(
    name: .shortAndLong,
    help: "The file to write, or the folder for the pages of a folder; '-' is standard output.")
  var output: String?

  @Flag(help: "Write to standard output; for one notebook.")
  var stdout = false

  @Flag(
    name: .customLong("run"),
    help: "Run the cells and show what they show now; nothing is recorded.")
  var isRunning = false

  @Flag(help: "Let readers' browsers fetch images from other machines.")
  var remoteImages = false

  @Option(help: "Whether front matter stays in Markdown.")
  var frontMatter = FrontMatterUse.keep

  func validate() throws {
    if arguments.paths.count != 1 {
      throw ValidationError("'render' takes one notebook or folder, not \(arguments.paths.count)")
    }
    if stdout && output != nil { throw ValidationError("--stdout and --output exclude each other") }
    if isFolder, writesOut { throw ValidationError("a folder does not go to standard output") }
    if isFolder, output == nil {
      throw ValidationError("say with --output which folder the pages of a folder go to")
    }
    if to == .md, output == nil, !stdout {
      throw ValidationError("say with --output which file the Markdown goes to")
    }
    if to == .swift, isRunning {
      throw ValidationError("Swift source holds no outputs to --run for")
    }
  }

  private var writesOut: Bool { stdout || output == "-" }

  func run() throws {
    let terminal = Terminal(isQuiet: arguments.quiet || writesOut, keepsOutput: writesOut)
    let batch = try Batch(arguments, terminal: terminal)
    let surroundings = batch.surroundings
    let runs = isRunning
    var sources: [PageSource] = []
    let status = batch.run { file in
      PageSource.read(file, isRunning: runs, in: surroundings)
    } conclude: { outcome in
      switch outcome {
      case .read(let source, let status, let problems):
        terminal.complain(problems(terminal.hasColor))
        sources.append(source)
        return status
      case .refused(let status, let reason):
        terminal.complain(reason)
        return status
      }
    }
    var statuses = [status]
    statuses.append(
      terminal.status {
        let publication = Publication(
          format: to, showsRemoteImages: remoteImages, keepsFrontMatter: frontMatter == .keep,
          terminal: terminal)
        if isFolder {
          return try publication.write(sources, of: arguments.paths[0], to: output ?? ".")
        }
        guard let source = sources.first else { return .clean }
        let file = output ?? source.notebook.path.replacingEnding(with: to.ending)
        return try publication.write(source, to: writesOut ? "-" : file)
      })
    // Giving a large document back piece by piece takes as long as reading it did.
    withExtendedLifetime(sources) { ExitStatus.worst(statuses).exit() }
  }

  private var isFolder: Bool {
    var status = stat()
    return stat(arguments.paths[0], &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

extension String {
  /// The path with another ending of the file's name.
  func replacingEnding(with ending: String) -> String {
    (hasSuffix(".md") ? String(dropLast(3)) : self) + "." + ending
  }
}
