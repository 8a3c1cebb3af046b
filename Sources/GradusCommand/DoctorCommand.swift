import ArgumentParser
import Diagnostics
import Execution
import Notebooks
import Packages

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what Gradus finds on this machine, what is missing and how to get it.",
    discussion: "It runs a few cells. The exit status is 69 if something is missing.")

  func run() throws {
    let terminal = Terminal(isQuiet: false)
    var isSound = true
    func examine(_ what: String, _ find: () throws(ExecutionError) -> String) {
      do throws(ExecutionError) {
        terminal.say("\(what): \(try find())")
      } catch {
        terminal.complain("\(what): \(error)\n")
        isSound = false
      }
    }
    terminal.say("gradus: \(Gradus.version)")
    examine("toolchain") { () throws(ExecutionError) in
      let toolchain = try Toolchain.current()
      return "\(try toolchain.version()) in \(toolchain.root)"
    }
    examine("runtime") { () throws(ExecutionError) in try Installation.current().home }
    examine("cache") { () throws(ExecutionError) in
      let cache = try UnitCache.standard()
      return "\(cache.root) with \(cache.count) compiled units"
    }
    examine("packages") { () throws(ExecutionError) in
      let (sets, bytes) = try PackageCache(in: try UnitCache.standard()).contents
      let size = (Double(bytes) / 1_000_000).rounded()
      return sets == 0
        ? "none built yet" : "\(sets) \(sets == 1 ? "set" : "sets") built, \(Int(size)) MB"
    }
    // Without these a cell only adds noise.
    guard isSound else { return try ExitStatus.unavailable.leave() }
    for trial in Trial.all {
      examine(trial.name) { () throws(ExecutionError) in try trial.run() }
    }
    if !isSound { try ExitStatus.unavailable.leave() }
  }
}

/// A cell that needs something of the machine.
private struct Trial {
  let name: String
  let code: String
  let output: String
  /// What brings that on Debian and Ubuntu.
  let remedy: String

  static let all = [
    Trial(
      name: "cells", code: "(1...3).map { $0 * 2 }", output: "[2, 4, 6]",
      remedy: "install the Swift toolchain completely, and a C library with its headers: "
        + "apt-get install libc6-dev"),
    Trial(
      name: "tensors", code: "import Gradus\nTensor([1, 2]) + 1", output: "tensor([2, 3])",
      remedy: "run 'make install' in the repository of Gradus again"),
    Trial(
      name: "Foundation", code: "import Foundation\n\" a \".trimmingCharacters(in: .whitespaces)",
      output: "\"a\"",
      remedy: "install the C and C++ headers: apt-get install libc6-dev g++"),
    Trial(
      name: "linear algebra",
      code: "import Gradus\ninverse(Tensor([[2.0, 0.0], [0.0, 4.0]]))[1, 1].item()",
      output: "0.25", remedy: "install LAPACK: apt-get install libopenblas0-pthread"),
  ]

  func run() throws(ExecutionError) -> String {
    let notebook = Notebook(
      path: "doctor.md", bytes: Array("```swift\n\(code)\n```\n".utf8), defaults: FrontMatter())
    let results = try Session(
      notebook, folder: "/", cache: UnitCache.standard(), configuration: .init()
    ).run()
    if let text = results[0].output.text, text == output + "\n" { return "work" }
    let printer = DiagnosticPrinter(sources: [notebook.path: notebook.source], color: false)
    throw .missing(
      "what they need",
      remedy: remedy + "\n" + results[0].diagnostics.map(printer.text).joined())
  }
}
