import ArgumentParser

/// What every command that runs notebooks takes.
struct NotebookArguments: ParsableArguments {
  @Argument(help: "Markdown files, or folders to search for notebooks.")
  var paths: [String]

  @Option(name: .shortAndLong, help: "How many notebooks run side by side; the cores unless said.")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Show problems only.")
  var quiet = false

  @Flag(help: "Compare the whole text of compiler diagnostics, not only their first line.")
  var strict = false

  @Flag(help: "Pass over files without cells instead of taking them for a mistake.")
  var skipEmpty = false

  @Option(
    name: .customLong("import"), parsing: .singleValue,
    help: ArgumentHelp(
      "Let cells see a module that they do not import; may be given more than once.",
      valueName: "module"))
  var imports: [String] = []

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1, not \(jobs)") }
  }
}
