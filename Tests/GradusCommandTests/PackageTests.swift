import Foundation
import Testing

@Suite struct PackageTests {
  private func package(_ source: String, readme: String) throws -> Folder {
    try Folder([
      "pans/Package.swift": """
      // swift-tools-version: 5.9
      import PackageDescription
      let package = Package(
        name: "Pans", products: [.library(name: "Pans", targets: ["Pans"])],
        targets: [.target(name: "Pans")])
      """,
      "pans/Sources/Pans/Pans.swift": source, "pans/README.md": readme,
    ])
  }

  private let readme = "```swift\nimport Pans\n\npan\n```\n"

  @Test("A package's README runs without any set-up, and building it is said once") func run()
    throws
  {
    let folder = try package("public let pan = \"a pan\"\n", readme: readme)
    let run = try Command(["run", "pans/README.md"], in: folder)
    #expect(run.status == 0, "\(run)")
    #expect(run.output.components(separatedBy: "pans/README.md: building pans\n").count == 2)
    #expect(try folder.text("pans/README.md") == readme + "\n```output\n\"a pan\"\n```\n")
    let check = try Command(["check", "pans/README.md"], in: folder)
    #expect(check.status == 0)
    #expect(!check.output.contains("building"))
  }

  @Test("A package that does not compile is shown as such and the notebook is not blamed")
  func broken() throws {
    let folder = try package("public let pan: Int = \"a pan\"\n", readme: readme)
    let check = try Command(["check", "--json", "pans/README.md"], in: folder)
    #expect(check.status == 2)
    #expect(
      check.errors.contains(
        "gradus: the package 'pans' that 'pans/README.md' imports does not build"))
    #expect(
      check.errors.contains("Sources/Pans/Pans.swift:1:23: error: cannot convert value of type"))
    #expect(check.errors.contains("public let pan: Int = \"a pan\"\n                      ^"))
    #expect(!check.errors.contains("README.md:"))
    #expect(check.output.contains("Sources/Pans/Pans.swift\""))
  }

  @Test("A version that is not to be had is no fault of the notebook's") func unavailable() throws {
    let text = """
      ---
      gradus:
        packages: [{url: ./nowhere.git, from: 1.0.0}]
      ---
      ```swift
      import Nowhere
      ```

      """
    let folder = try Folder(["a.md": text])
    let check = try Command(["check", "a.md"], in: folder)
    #expect(check.status == 69)
    #expect(
      check.errors.contains("gradus: the package 'nowhere' that 'a.md' imports is not to be had"))
  }

  @Test("A document that never imports its package is told how its cells can see it")
  func neverImported() throws {
    let folder = try package(
      "extension Int { public var doubled: Int { self * 2 } }\n",
      readme: "```swift\n21.doubled\n```\n")
    let check = try Command(["check", "pans/README.md"], in: folder)
    #expect(check.status == 2)
    #expect(
      check.errors.contains(
        "pans/README.md: note: no cell imports the package that the document lies in; "
          + "'--import Pans' lets all of them see it"))
    let imported = try Command(["check", "--import", "Pans", "pans/README.md"], in: folder)
    #expect(imported.status == 0, "\(imported)")
  }
}
