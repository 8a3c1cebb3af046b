import Foundation
import Testing

@Suite struct NewTests {
  @Test("A new notebook runs at once and is as formatted") func notebook() throws {
    let folder = try Folder()
    let new = try Command(["new", "notes/heat-flow.md"], in: folder)
    #expect(new.status == 0, "\(new)")
    #expect(try folder.text("notes/heat-flow.md").hasPrefix("# Heat flow\n"))
    #expect(try Command(["fmt", "--check", "notes"], in: folder).status == 0)
    let run = try Command(["run", "notes/heat-flow.md"], in: folder)
    #expect(run.status == 0, "\(run)")
    #expect(try Command(["check", "notes"], in: folder).status == 0)
  }

  @Test("A file that is there is never replaced, and then none is made") func existing() throws {
    let folder = try Folder(["a.md": "mine\n"])
    let new = try Command(["new", "a.md", "--ci"], in: folder)
    #expect(new.status == 74)
    #expect(new.errors.contains("'a.md' is there already"))
    #expect(try folder.text("a.md") == "mine\n")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/.github"))
  }

  @Test("The workflow calls the project's action") func workflow() throws {
    let folder = try Folder()
    let new = try Command(["new", "--ci", "--owner", "somebody"], in: folder)
    #expect(new.status == 0, "\(new)")
    let text = try folder.text(".github/workflows/notebooks.yml")
    #expect(text.contains("uses: somebody/gradus/.github/actions/check@main"))
    let inputs = try String(
      contentsOfFile: Repository.root + "/.github/actions/check/action.yml", encoding: .utf8)
    #expect(inputs.contains("\n  paths:\n"))
  }

  @Test("What is no Markdown file, or nothing, is a mistake of the command line") func usage()
    throws
  {
    #expect(try Command(["new"], in: Folder()).status == 64)
    #expect(try Command(["new", "a.txt"], in: Folder()).status == 64)
  }
}

/// The sources of the project.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
