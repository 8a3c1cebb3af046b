import Foundation
import Notebooks
import Testing

/// A fixture of the comparison's tests, checked by the command: the recorded notebook with the
/// changed code.
struct RegressionFixture: CustomTestStringConvertible, Sendable {
  let folder: URL

  var testDescription: String { folder.lastPathComponent }

  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("RegressionTests/Fixtures")

  static let all: [RegressionFixture] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }
      .map { RegressionFixture(folder: root.appendingPathComponent($0)) }
  }()

  /// One of each rule; `make test-all` runs all of them.
  static let some: [RegressionFixture] = {
    let names = [
      "crash-moved", "ellipsis-kept-among-lines", "error-second-diagnostic-changed",
      "filter-keeps-record", "lax-new-output", "strict-output-gone", "tensor-element",
      "throws-pattern", "tolerance-one-of-several", "unordered-line-changed",
    ]
    return OptIn.isOn ? all : all.filter { names.contains($0.testDescription) }
  }()

  func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }

  /// The recorded notebook with the code of the changed one, and whether no line has moved.
  func checked() throws -> (bytes: [UInt8], keepsLines: Bool) {
    let recorded = try notebook("recorded.md")
    let changed = try notebook("changed.md")
    var bytes = recorded.bytes
    var keepsLines = true
    for (cell, other) in zip(recorded.cells, changed.cells).reversed() {
      bytes.replaceSubrange(code(cell, recorded), with: changed.bytes[code(other, changed)])
      keepsLines = keepsLines && cell.fence.count == other.fence.count
    }
    return (bytes, keepsLines)
  }

  private func notebook(_ name: String) throws -> Notebook {
    Notebook(
      path: "notebook.md", bytes: [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    )
  }

  private func code(_ cell: Cell, _ notebook: Notebook) -> Range<Int> {
    let source = notebook.source
    let first = source.ending(ofLine: cell.fence.lowerBound).upperBound
    return first..<source.content(ofLine: cell.fence.upperBound).lowerBound
  }
}

@Suite struct RegressionFixtureTests {
  @Test(
    "The command says of changed code what the comparison says, and an update agrees",
    arguments: RegressionFixture.some)
  func check(fixture: RegressionFixture) throws {
    let (bytes, keepsLines) = try fixture.checked()
    let folder = try Folder()
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/notebook.md"))
    let options = fixture.text("arguments.txt").map { [$0.trimmingCharacters(in: .newlines)] } ?? []
    let command = try Command(["check", "notebook.md"] + options, in: folder)
    let expected = try #require(fixture.text("expected.txt"))
    let verdict = expected.prefix { $0 != "\n" }
    #expect(command.status == (verdict == "agrees" ? 0 : 1))
    if keepsLines { #expect(command.errors == expected.dropFirst(verdict.count + 1)) }

    #expect(try Command(["check", "--update", "notebook.md"] + options, in: folder).status == 0)
    #expect(try Command(["check", "notebook.md"] + options, in: folder).status == 0)
    // Law 3: with the same rules a run has nothing to write, but for what `lax` leaves out.
    let updated = try folder.text("notebook.md")
    #expect(try Command(["run", "notebook.md"] + options, in: folder).status == 0)
    let isLax =
      fixture.testDescription.hasPrefix("lax") || fixture.testDescription == "no-record-at-all"
    if !isLax { #expect(try folder.text("notebook.md") == updated) }
  }
}
