import ArgumentParser
import Previews
import Synchronization

/// The command line: each subcommand is one file and a thin layer over the library.
package struct Gradus: ParsableCommand {
  static let version = "0.1.0"

  /// What serves previews; `nil` in the program that starts without it, which is the faster for it.
  static var serving: (any PreviewServing.Type)? { server.withLock { $0 } }
  private static let server = Mutex<(any PreviewServing.Type)?>(nil)

  package init() {}

  /// Does what the command line says.
  package static func main(serving: any PreviewServing.Type) {
    server.withLock { $0 = serving }
    main()
  }

  package static let configuration = CommandConfiguration(
    commandName: "gradus",
    abstract: "Runs Markdown notebooks with Swift cells.",
    discussion: """
      A notebook is a Markdown file; its fenced blocks that begin with 'swift' are cells. 'run' \
      writes what they show behind them, 'check' says whether they still show it.
      """,
    version: "gradus \(version)",
    subcommands: [
      RunCommand.self, CheckCommand.self, WatchCommand.self, PreviewCommand.self,
      RenderCommand.self, ImportCommand.self, NewCommand.self, FormatCommand.self,
      DoctorCommand.self, CleanCommand.self,
    ])
}
