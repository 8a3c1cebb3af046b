import Diagnostics
import Execution
import Foundation
import Notebooks
import Packages
import Synchronization
import Testing

/// One after the other: each builds packages, which takes all cores.
@Suite(.serialized) struct NotebookPackagesTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func notebook(_ text: String, at name: String) throws -> Notebook {
    try place.write(text, to: name)
    return Notebook(path: place.path(name), bytes: Array(text.utf8))
  }

  private func cell(_ code: String, settings: String = "") -> String {
    (settings.isEmpty ? "" : "---\ngradus:\n  \(settings)\n---\n") + "```swift\n\(code)\n```\n"
  }

  private func library(
    _ notebook: Notebook, report: @escaping (NotebookPackages.Progress) -> Void = { _ in }
  ) throws -> PackageLibrary {
    try NotebookPackages(notebook, cache: place.cache).library(report: report)
  }

  /// What the cells show.
  private func outputs(_ notebook: Notebook) throws -> [String?] {
    var configuration = Session.Configuration()
    configuration.packages = try library(notebook)
    let session = try Session(
      notebook, folder: place.root, cache: place.cache, configuration: configuration)
    return try session.run().map { result in
      result.output.text ?? result.diagnostics.first?.message
    }
  }

  /// How many sets of packages were built or are about to be.
  private var wrappers: Int { folderEntries(place.path("cache/packages/wrappers")).count }

  @Test("A package's own documents import it: C, macros, resources, operators and dependencies")
  func ownPackage() throws {
    let text = try place.text("Kitchen/README.md")
    let outputs = try outputs(notebook(text, at: "Kitchen/README.md"))
    #expect(
      outputs == [
        "\"soup with bread\"\n",
        "rice with beans with soup 600.0 tensor([600.])\n",
        "(\"1 + 2\", 3)\n",
        "(\"Boil the eggs.\", \"cider\")\n",
      ])
  }

  @Test(
    "Nothing is read or built for cells that import nothing of a package",
    arguments: [
      "1 + 1", "import Foundation\nimport Gradus", "// import Kitchen", "\"import Kitchen\"",
    ])
  func lazy(code: String) throws {
    #expect(try library(notebook(cell(code), at: "Kitchen/a.md")) == .none)
    #expect(wrappers == 0)
    #expect(folderEntries(place.path("cache/packages/manifests")).isEmpty)
  }

  @Test("A module that no package brings builds nothing, and its cell says that there is none")
  func unknownModule() throws {
    let outputs = try outputs(notebook(cell("import Attic"), at: "Kitchen/a.md"))
    #expect(outputs[0]?.contains("no such module 'Attic'") == true)
    #expect(wrappers == 0)
  }

  @Test("Sources that change are built again, and those that are as before are not")
  func content() throws {
    let file = "Pantry/Sources/Pantry/Pantry.swift"
    let notebook = try notebook(cell("import Pantry\nshelf"), at: "Pantry/a.md")
    #expect(try outputs(notebook) == ["[\"rice\", \"beans\"]\n"])
    let first = try library(notebook)
    let original = try place.text(file)

    // Another time of the same content.
    try place.write(original, to: file)
    #expect(try library(notebook) { _ in Issue.record("something is built") } == first)
    // What no product is made of.
    try place.write("# Other words", to: "Pantry/README.md")
    try place.write("let broken =", to: "Pantry/Tests/PantryTests/T.swift")
    #expect(try library(notebook) { _ in Issue.record("something is built") } == first)

    try place.write(original.replacing("beans", with: "lentils"), to: file)
    #expect(try outputs(notebook) == ["[\"rice\", \"lentils\"]\n"])
    #expect(try library(notebook) != first)
    try place.write(original, to: file)
    #expect(try library(notebook) { _ in Issue.record("something is built") } == first)
    #expect(try outputs(notebook) == ["[\"rice\", \"beans\"]\n"])
  }

  @Test("Notebooks that need the same package at once build it once") func concurrent() throws {
    let notebook = try notebook(cell("import Pantry\nshelf"), at: "Pantry/a.md")
    let builds = Atomic<Int>(0)
    let libraries = Mutex<[PackageLibrary]>([])
    let threads = DispatchGroup()
    for _ in 0..<3 {
      threads.enter()
      WaitingThread.start {
        defer { threads.leave() }
        let library = try? library(notebook) { progress in
          if case .step(_, let step) = progress, step.contains("Compiling Pantry") {
            builds.add(1, ordering: .relaxed)
          }
        }
        if let library { libraries.withLock { $0.append(library) } }
      }
    }
    threads.wait()
    let all = libraries.withLock { $0 }
    #expect(all.count == 3 && Set(all).count == 1)
    #expect(builds.load(ordering: .relaxed) == 1)
  }

  @Test("Front matter names packages by path, from the folder of the file that names them")
  func byPath() throws {
    let text = cell("import Pantry\nshelf.count", settings: "packages: [{path: ../Pantry}]")
    #expect(try outputs(notebook(text, at: "notes/a.md")) == ["2\n"])
  }

  @Test("Front matter names packages by repository and version, and one that is not there is told")
  func byURL() throws {
    for arguments in [
      ["init", "-q", "."], ["add", "-A"],
      ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "all"], ["tag", "1.2.0"],
    ] {
      let git = Process()
      git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      git.arguments = ["git", "-C", place.path("Pantry")] + arguments
      try git.run()
      git.waitUntilExit()
      try #require(git.terminationStatus == 0)
    }
    func text(_ version: String) -> String {
      cell(
        "import Pantry\nshelf.count",
        settings: "packages: [{url: 'file://\(place.path("Pantry"))', from: \(version)}]")
    }
    let notebook = try notebook(text("1.0.0"), at: "notes/a.md")
    #expect(try outputs(notebook) == ["2\n"])
    // Nothing is fetched again.
    _ = try library(notebook) { _ in Issue.record("something is fetched or built") }
    let missing = try self.notebook(text("7.0.0"), at: "notes/b.md")
    let error = #expect(throws: PackagesError.self) { try library(missing) }
    guard case .unavailable(["pantry"], let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reason.contains("7.0.0"))
  }

  @Test("A module of the front matter is seen without being imported") func imports() throws {
    let text = cell(
      "shelf.count", settings: "{packages: [../Pantry], imports: [Pantry]}")
    #expect(try outputs(notebook(text, at: "notes/a.md")) == ["2\n"])
  }

  @Test("An article of a DocC catalog sees the module that it is about") func article() throws {
    let path = "Pantry/Sources/Pantry/Pantry.docc/Shelves.md"
    #expect(try outputs(notebook(cell("shelf.count"), at: path)) == ["2\n"])
  }

  @Test("Optimised notebooks take optimised packages") func optimized() throws {
    let text = cell("import Pantry\nisDebug", settings: "optimize: true")
    #expect(try outputs(notebook(text, at: "Pantry/a.md")) == ["false\n"])
    let plain = cell("import Pantry\nisDebug")
    #expect(try outputs(notebook(plain, at: "Pantry/a.md")) == ["true\n"])
  }

  @Test("A package that does not compile says where, in its own file") func broken() throws {
    let file = "Pantry/Sources/Pantry/Pantry.swift"
    try place.write(place.text(file) + "\npublic let price: Int = \"low\"\n", to: file)
    let notebook = try notebook(cell("import Pantry"), at: "Pantry/a.md")
    let error = #expect(throws: PackagesError.self) { try library(notebook) }
    guard case .broken(["pantry"], let diagnostics, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let line = try place.text(file).split(separator: "\n", omittingEmptySubsequences: false)
      .firstIndex { $0.contains("price") }
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.location.file == resolved(place.path(file)))
    #expect(diagnostics.first?.location.line == line.map { $0 + 1 })
    #expect(diagnostics.first?.message.contains("cannot convert value of type 'String'") == true)
  }

  @Test("What the front matter names and is not there is a problem at its place")
  func notFound() throws {
    for (settings, message) in [
      ("packages: [../Attic]", "there is no package in '../Attic'"),
      (
        "packages: [{path: ../Pantry, products: [Shelf]}]",
        "the package 'Pantry' has no library product 'Shelf'; it has Pantry"
      ),
    ] {
      let notebook = try notebook(cell("import Pantry", settings: settings), at: "notes/a.md")
      let error = #expect(throws: PackagesError.self) { try library(notebook) }
      guard case .notFound(let diagnostic)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(diagnostic.location.line == 3)
      #expect(diagnostic.message.hasPrefix(message), "\(diagnostic.message)")
    }
  }

  @Test("A manifest that does not compile says where") func brokenManifest() throws {
    try place.write(
      "// swift-tools-version: 5.9\nlet package = Nothing()\n", to: "Pantry/Package.swift")
    let notebook = try notebook(cell("import Pantry"), at: "Pantry/a.md")
    let error = #expect(throws: PackagesError.self) { try library(notebook) }
    guard case .broken(_, let diagnostics, let reason)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect("\(diagnostics)\(reason)".contains("Nothing"))
  }
}
