import Execution
import Foundation
import Notebooks
import Testing

@Suite struct InterchangeTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private static let notebooks = [
    "README.md", "docs/Notebooks.md", "docs/Training.md", "notebooks/data.md",
    "notebooks/linear-regression.md", "notebooks/mlp.md", "notebooks/preliminaries.md",
    "notebooks/probability.md",
  ]

  /// A folder with the project's notebooks and their images.
  private func project() throws -> Folder {
    let folder = try Folder([:])
    for name in ["README.md", "docs", "notebooks"] {
      try FileManager.default.copyItem(
        atPath: Self.root + "/" + name, toPath: folder.path + "/" + name)
    }
    return folder
  }

  @Test("Every notebook of the project goes to Jupyter and comes back") func roundTrip() throws {
    let folder = try project()
    for name in Self.notebooks {
      let file = String(name.dropLast(3))
      let markdown = try folder.text(name)
      let export = try Command(["render", name, "--to", "ipynb"], in: folder)
      #expect(export.status == 0 && export.errors == "", "\(export)")
      #expect(export.output == "\(name): written to \(file).ipynb\n")
      try FileManager.default.removeItem(atPath: folder.path + "/" + name)
      let back = try Command(["import", "\(file).ipynb"], in: folder)
      #expect(back.status == 0 && back.errors == "", "\(back)")
      #expect(try folder.text(name) == markdown)
    }
  }

  @Test("Files that are there are replaced only by force") func force() throws {
    let png = "iVBORw0KGgo="
    let jupyter = """
      {"nbformat": 4, "nbformat_minor": 5, "cells": [{"cell_type": "code", "source": "plot",
      "outputs": [{"output_type": "display_data", "data": {"image/png": "\(png)"}}]}]}
      """
    let folder = try Folder(["a.md": "```swift\n1\n```\n", "b.ipynb": jupyter])
    let arguments = ["import", "b.ipynb", "-o", "a.md"]
    let before = try folder.text("a.md")
    let there = try Command(arguments, in: folder)
    #expect(there.status == 74)
    #expect(there.errors == "gradus: 'a.md' is there already; --force replaces it\n")
    #expect(try folder.text("a.md") == before)
    #expect(try Command(arguments + ["--force"], in: folder).status == 0)
    #expect(try folder.text("a.md") != before)
    try folder.write("my picture", to: "c.assets/cell-1-1.png")
    let refused = try Command(["import", "b.ipynb", "-o", "c.md"], in: folder)
    #expect(refused.status == 74)
    #expect(
      refused.errors == "gradus: 'c.assets/cell-1-1.png' is there already; --force replaces it\n")
    #expect(try folder.text("c.assets/cell-1-1.png") == "my picture")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/c.md"))
    let forced = try Command(["import", "b.ipynb", "-o", "c.md", "--force"], in: folder)
    #expect(forced.output == "b.ipynb: written to c.md with an image\n")
    #expect(try folder.text("c.md").contains("![](c.assets/cell-1-1.png)"))
  }

  @Test("What is wrong in a file is said with its place, and nothing is written") func wrong()
    throws
  {
    let folder = try Folder([
      "a.ipynb": "{\"nbformat\": 4,\n \"cells\" []}", "b.md": "```swift\nlet a\n", "d/x": "",
    ])
    let json = try Command(["import", "a.ipynb"], in: folder)
    #expect(json.status == 65)
    #expect(
      json.errors.hasPrefix(
        "a.ipynb:2:10: error: invalid JSON: expected ':' behind the name 'cells'\n \"cells\" []}\n")
    )
    let markdown = try Command(["render", "b.md", "--to", "swift"], in: folder)
    #expect(markdown.status == 65)
    #expect(markdown.errors.hasPrefix("b.md:1:1: error: this cell has no closing fence\n"))
    #expect(try Command(["import", "none.ipynb"], in: folder).status == 66)
    #expect(try Command(["render", "none.md", "--to", "swift"], in: folder).status == 66)
    #expect(try Command(["render", "b.md", "--to", "pdf"], in: folder).status == 64)
    #expect(try Command(["render", "d", "--to", "swift"], in: folder).status == 64)
    #expect(try Command(["render", "d", "--to", "swift", "-o", "e"], in: folder).status == 66)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.filter { !$0.hasPrefix(".") }.sorted() == ["a.ipynb", "b.md", "d"])
  }

  @Test("The Swift source of a notebook compiles, and prints what its cells show")
  func compiles() throws {
    let folder = try Folder([
      "a.md": """
      # Squares

      ```swift
      import Gradus

      let x = arange(4.0, requiresGradient: true)
      let y = 2 * dot(x, x)
      y.backward()
      (y.item(), x.grad!)
      ```

      ```swift
      let squares = (1...3).map { $0 * $0 }
      squares
      ```

      ```swift error
      let z: Int = ""
      ```

      ```swift
      let squares = squares.map { "\\($0)" }
      squares.joined(separator: " ")
      ```

      """
    ])
    #expect(try Command(["render", "a.md", "--to", "swift"], in: folder).status == 0)
    #expect(
      try run("a.swift", in: folder) == """
        (28.0, tensor([ 0.,  4.,  8., 12.]))
        [1, 4, 9]
        "1 4 9"

        """)
  }

  /// Compiles a program against the runtime and gives what it prints.
  private func run(_ file: String, in folder: Folder) throws -> String {
    let runtime = Command.home
    let compile = try Command(
      [
        "swiftc", file, "-o", "program", "-I", runtime + "/modules", "-I",
        runtime + "/modules/GradusKernels", "-L", runtime, "-lGradusRuntime", "-Xlinker", "-rpath",
        "-Xlinker", runtime,
      ], in: folder, program: "/usr/bin/env")
    try #require(compile.status == 0, "\(compile.errors)")
    // Cells may use it, and a program has to be told.
    let run = try Command(
      [], in: folder, environment: ["GRADUS_TMP": folder.path], program: folder.path + "/program")
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  @Test(
    "A folder goes to Jupyter with what its cells show now, and Swift source by its project's settings"
  )
  func folder() throws {
    let cell = "```swift\n6 * 7\n```\n"
    let folder = try Folder([
      ".gradus.yml": "seed: 7\n", "n/a.md": "---\ntitle: All of it\n---\n" + cell,
      "n/b/c.md": cell,
    ])
    let run = try Command(["render", "n", "--to", "ipynb", "--run", "-o", "out"], in: folder)
    #expect(run.status == 0, "\(run)")
    #expect(try folder.text("out/b/c.ipynb").contains("\"42\""))
    #expect(try folder.text("n/b/c.md") == cell)
    let source = try Command(["render", "n/a.md", "--to", "swift", "--stdout"], in: folder)
    #expect(
      source.output.hasPrefix(
        "// All of it\n//\n// The notebook a.md as a Swift program.\n// Its settings: seed 7\n\n"))
    #expect(
      try Command(["render", "n/a.md", "--to", "swift", "--stdout", "-o", "x"], in: folder).status
        == 64)
  }

  @Test(
    "The Swift source of every notebook of the project compiles",
    .enabled(if: OptIn.isOn, "run by make test-all"), arguments: notebooks)
  func allCompile(name: String) throws {
    let folder = try project()
    #expect(
      try Command(["render", name, "--to", "swift", "-o", "p.swift"], in: folder).status == 0)
    _ = try run("p.swift", in: folder)
  }

  @Test(
    "What is exported is valid for nbformat", .enabled(if: OptIn.isOn, "run by make test-all"))
  func nbformat() throws {
    let folder = try project()
    let fixtures = Self.root + "/Tests/InterchangeTests/Fixtures/export"
    try FileManager.default.copyItem(atPath: fixtures, toPath: folder.path + "/export")
    for (index, name) in (Self.notebooks + ["export/forms.md"]).enumerated() {
      let export = try Command(
        ["render", name, "--to", "ipynb", "-o", "n\(index).ipynb"], in: folder)
      try #require(export.status == 0, "\(export.errors)")
    }
    let script = """
      import glob, warnings
      import nbformat
      warnings.simplefilter('error')
      for path in sorted(glob.glob('n*.ipynb')):
        with open(path, encoding='utf-8') as file: text = file.read()
        notebook = nbformat.reads(text, as_version=nbformat.NO_CONVERT)
        nbformat.validate(notebook, relax_add_props=False)
        assert notebook.nbformat == 4 and notebook.nbformat_minor == 5
        # As Jupyter saves it.
        nbformat.write(notebook, path)
        with open(path, encoding='utf-8') as file: same = file.read() == text
        print(path, same)
      """
    let python = try #require(OptIn.environment) + "/bin/python"
    let command = try Command(["-c", script], in: folder, program: python)
    #expect(command.errors == "")
    #expect(
      command.output == (0...Self.notebooks.count).map { "n\($0).ipynb True\n" }.joined())
  }
}
