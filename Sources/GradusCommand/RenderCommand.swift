import ArgumentParser
import Diagnostics
import Glibc
import Notebooks
import Rendering

/// What a notebook is turned into: a page, or what `gradus export` writes.
enum RenderFormat: String, ExpressibleByArgument, CaseIterable {
  case md, html, ipynb, swift

  var page: PageFormat? { PageFormat(rawValue: rawValue) }
}

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Turn notebooks into pages for readers.",
    discussion: """
      A page of HTML is one file that holds its images and needs no network. A folder becomes a \
      small site with an index. With --run the cells run first and the page shows what they show; \
      the notebook itself stays as it is.
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
    if output == nil, isFolder {
      throw ValidationError("say with --output which folder the pages of a folder go to")
    }
    if output == "-", isFolder {
      throw ValidationError("the pages of a folder do not go to standard output")
    }
    if to.page == nil, isFolder || isRunning {
      throw ValidationError("--to \(to.rawValue) takes one notebook with the outputs it records")
    }
    if output == nil, to == .md {
      throw ValidationError("say with --output which file the Markdown goes to")
    }
  }

  func run() throws {
    guard let format = to.page else { return try export() }
    let terminal = Terminal(isQuiet: arguments.quiet || output == "-", keepsOutput: output == "-")
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
        terminal.complain(reason.text(color: terminal.hasColor))
        return status
      }
    }
    var statuses = [status]
    do throws(NotebookError) {
      let publication = Publication(
        format: format, showsRemoteImages: remoteImages, keepsFrontMatter: frontMatter == .keep,
        terminal: terminal)
      if isFolder {
        try publication.write(sources, of: arguments.paths[0], to: output ?? ".")
      } else if let source = sources.first {
        let file = output ?? source.notebook.path.replacingEnding(with: format.ending)
        try publication.write(source, to: file)
      }
    } catch {
      terminal.complain("gradus: \(error)\n")
      statuses.append(error.exitStatus)
    }
    // Giving a large document back piece by piece takes as long as reading it did.
    withExtendedLifetime(sources) { ExitStatus.worst(statuses).exit() }
  }

  /// What is no page is exported, over an older file as a page is written.
  private func export() throws {
    let place = output == "-" ? ["--stdout"] : output.map { ["--output", $0] } ?? []
    let command = try ExportCommand.parse(
      [arguments.paths[0], "--to", to.rawValue, "--force"] + place)
    try command.run()
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
