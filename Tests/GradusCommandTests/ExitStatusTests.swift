import Foundation
import Testing

/// One way to call the command, how it ends and what it says.
struct Call: CustomTestStringConvertible, Sendable {
  let arguments: [String]
  let status: Int32
  let message: String

  init(_ arguments: String, _ status: Int32, _ message: String) {
    self.arguments = arguments.split(separator: " ").map(String.init)
    self.status = status
    self.message = message
  }

  var testDescription: String { arguments.joined(separator: " ") }

  static let files = [
    "good.md": "```swift\n1 + 1\n```\n\n```output\n2\n```\n",
    "differs.md": "# Title\n\n```swift name=sum\n1 + 1\n```\n\n```output\n3\n```\n",
    "fails.md": "```swift\nlet a = 1\nmissing\n```\n\n```output\nold\n```\n",
    "crashes.md": "```swift\nfatalError(\"bang\")\n```\n",
    "unknown.md": "```swift sielnt\n1\n```\n",
    "unclosed.md": "Text\n\n```swift\n1\n",
    "settings.md": "---\ngradus:\n  sed: 1\n---\n\n```swift\n1\n```\n",
    "text.md": "No cells here.\n",
    "empty/text.md": "No cells here.\n",
    "lax.md": "```swift\n1\n```\n",
  ]

  static let all = [
    Call("run good.md", 0, "good.md: 1 cells"),
    Call("check good.md", 0, "good.md: 1 cell agrees"),
    Call("check lax.md", 0, "lax.md: 1 cell ran"),
    Call("--version", 0, "gradus "),
    Call("--help", 0, "USAGE: gradus"),
    Call("run --help", 0, "USAGE: gradus run"),
    Call("doctor", 0, "tensors: work\nFoundation: work\nlinear algebra: work\n"),
    Call(
      "check differs.md", 1,
      "differs.md:8:1: error: the output of cell 1 'sum' differs from the recorded one\n"
        + "--- recorded\n+++ captured\n@@ -1,1 +1,1 @@\n-3\n+2\n"),
    Call(
      "check fails.md", 2,
      "fails.md:3:1: error: cannot find 'missing' in scope\nmissing\n^~~~~~~\n"),
    Call("run -o out.md fails.md", 2, "fails.md:3:1: error: cannot find 'missing' in scope"),
    Call("run -o out.md crashes.md", 2, "crashes.md:2:1: error: Fatal error: bang"),
    Call("check differs.md fails.md", 2, "differs.md:8:1: error"),
    Call("", 0, "USAGE: gradus"),
    Call("run", 64, "Missing expected argument"),
    Call("run --sideways good.md", 64, "Unknown option '--sideways'"),
    Call("walk good.md", 64, "unexpected arguments: 'walk'"),
    Call("run --stdout -o out.md good.md", 64, "--stdout and --output exclude each other"),
    Call("run --stdout good.md lax.md", 64, "--stdout and --output take one notebook, not 2"),
    Call("run -j 0 good.md", 64, "jobs"),
    Call(
      "run unknown.md", 65,
      "unknown.md:1:10: error: unknown option 'sielnt'; did you mean 'silent'?\n"
        + "```swift sielnt\n         ^~~~~~\n"),
    Call("check unclosed.md", 65, "unclosed.md:3:1: error: "),
    Call("run settings.md", 65, "settings.md:3:3: error: unknown key 'sed'; did you mean 'seed'?"),
    Call("run nowhere.md", 66, "gradus: no such file: 'nowhere.md'\n"),
    Call("check nowhere/", 66, "gradus: no such file: 'nowhere/'\n"),
    Call("run empty", 66, "gradus: there are no notebooks in the folder 'empty'\n"),
    Call("check text.md", 66, "gradus: there are no Swift cells in 'text.md'\n"),
    Call("check fails.md nowhere.md unclosed.md differs.md", 66, "no such file: 'nowhere.md'"),
    Call("run -o empty good.md", 74, "gradus: 'empty' is a folder, not a notebook\n"),
    Call("run -o nowhere/out.md good.md", 74, "gradus: cannot write 'nowhere/out.md': no such"),
    Call("run -o /proc/out.md good.md", 74, "gradus: cannot write '/proc/out.md': "),
    Call("run /dev/null", 74, "gradus: '/dev/null' is not a regular file\n"),
  ]
}

@Suite struct ExitStatusTests {
  @Test(
    "The exit status says what happened, one sentence why, and nothing else is written",
    arguments: Call.all)
  func end(call: Call) throws {
    let folder = try Folder(Call.files)
    let command = try Command(call.arguments, in: folder)
    #expect(command.status == call.status, "\(command)")
    let said = call.status == 0 ? command.output : command.errors
    #expect(said.contains(call.message), "\(command)")
    for (name, text) in Call.files { #expect(try folder.text(name) == text) }
  }

  @Test(
    "Without its own toolchain the launcher says so",
    arguments: [
      ("toolchain", "/nowhere", "gradus: the Swift toolchain in '/nowhere' is missing; install"),
      ("size", "1", "is not the one gradus was built with; run 'make install'"),
    ])
  func otherToolchain(variable: String, value: String, message: String) throws {
    let folder = try Folder(Call.files)
    let launcher = try String(contentsOfFile: Command.launcher, encoding: .utf8)
    let line = try Regex("(?m)^\(variable)='.*'")
    try folder.write(launcher.replacing(line, with: "\(variable)='\(value)'"), to: "gradus")
    chmod(folder.path + "/gradus", 0o755)
    let command = try Command(["run", "good.md"], in: folder, program: folder.path + "/gradus")
    #expect(command.status == 69)
    #expect(command.errors.hasPrefix("gradus: the Swift toolchain in '"))
    #expect(command.errors.contains(message))
    #expect(command.errors.split(separator: "\n").count == 1)
  }

  @Test("Without the worker the command says so") func noWorker() throws {
    let folder = try Folder(Call.files)
    // By another process: one that this one starts meanwhile would hold a file open for writing, and
    // what is being written cannot be run.
    try Process.run(
      URL(fileURLWithPath: "/bin/cp"), arguments: [Command.home + "/gradus", folder.path]
    ).waitUntilExit()
    let command = try Command(
      ["run", "good.md"], in: folder, environment: ["GRADUS_HOME": folder.path],
      program: folder.path + "/gradus")
    #expect(command.status == 69)
    #expect(command.errors.hasPrefix("gradus: the rest of Gradus, 'lib/gradus', is missing; "))
    #expect(command.errors.split(separator: "\n").count == 1)
  }

  @Test("A notebook that changes while it runs is not overwritten") func changed() throws {
    let text = """
      ```swift
      import Foundation
      let file = FileHandle(forUpdatingAtPath: "self.md")!
      file.seekToEndOfFile()
      file.write(Data("by another hand\\n".utf8))
      "done"
      ```

      """
    let folder = try Folder(["self.md": text])
    let command = try Command(["run", "self.md"], in: folder)
    #expect(command.status == 74)
    #expect(
      command.errors
        == "gradus: 'self.md' changed while it ran and was not overwritten; run it again\n")
    #expect(try folder.text("self.md") == text + "by another hand\n")
  }

  @Test("A cache folder of somebody else is refused", .enabled(if: geteuid() == 0))
  func foreignCache() throws {
    let folder = try Folder(Call.files)
    mkdir(folder.path + "/cache", 0o777)
    chown(folder.path + "/cache", 12345, 12345)
    let command = try Command(
      ["run", "good.md"], in: folder, environment: ["GRADUS_CACHE": folder.path + "/cache"])
    #expect(command.status == 69)
    #expect(command.errors.contains("/cache' is another user's or no folder"))
  }
}
