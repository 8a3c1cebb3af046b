import ArgumentParser
import Diagnostics
import Foundation
import Notebooks

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Begin a notebook, or the check of notebooks in CI.",
    discussion: """
      The notebook runs as it is and shows the format. --ci makes a workflow of GitHub Actions. A file \
      that is there is never replaced.
      """)

  @Argument(help: "The Markdown file to make.") var file: String?

  @Flag(help: "Make .github/workflows/notebooks.yml in the repository of the current folder.")
  var ci = false

  @Option(help: ArgumentHelp("Who owns the copy of Gradus that CI takes.", valueName: "name"))
  var owner = "OWNER"

  func validate() throws {
    if file == nil && !ci { throw ValidationError("name a file to make, or say --ci") }
    if let file, !file.hasSuffix(".md") {
      throw ValidationError("a notebook is a Markdown file: '\(file).md'")
    }
  }

  func run() throws {
    let terminal = Terminal(isQuiet: false)
    try terminal.status {
      var new: [(file: NewFile, text: String)] = []
      if let file {
        new.append(
          (NewFile(path: file, force: false), NewCommand.notebook(titled: title(of: file))))
      }
      if ci {
        let path = root + "/.github/workflows/notebooks.yml"
        new.append((NewFile(path: path, force: false), NewCommand.workflow(owner: owner)))
      }
      // Both or none.
      for (file, _) in new { try file.check() }
      for (file, text) in new {
        try makeFolder(above: file.path)
        try file.write(Array(text.utf8))
        terminal.say("\(visible(file.path)): made")
      }
      if let file { terminal.say("Run it with: gradus run \(visible(file))") }
      if ci, owner == "OWNER" {
        terminal.say("Put the owner of your copy of Gradus in place of OWNER in the workflow.")
      }
      return .clean
    }.leave()
  }

  /// The name as words: `heat-flow.md` is about heat flow.
  private func title(of file: String) -> String {
    let name = file.split(separator: "/").last?.dropLast(3) ?? ""
    let words = name.replacing("-", with: " ").replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// The root of the repository, or the current folder.
  private var root: String {
    guard let git = Program("git", ["rev-parse", "--show-toplevel"]), git.status == 0 else {
      return "."
    }
    let top = String(decoding: git.output, as: UTF8.self).trimmingCharacters(in: .newlines)
    return top == FileManager.default.currentDirectoryPath ? "." : top
  }

  private func makeFolder(above path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return }
    let folder = String(path[..<slash])
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw NotebookError.notWritable(path: folder, reason: "cannot make this folder")
    }
  }
}
