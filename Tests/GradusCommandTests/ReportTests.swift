import Foundation
import Testing

@Suite struct ReportTests {
  private static let notebook = """
    # Sums & 1 < 2

    ```swift name=first
    print("a < b & \\"c\\"")
    print("\\u{1B}[31m::error::no\\u{7}")
    ```

    ```output
    other
    ```

    ```swift
    missing
    ```

    ```swift
    print(missing)
    ```

    ```swift skip
    ```
    """

  @Test("JSON holds every cell with its outcome, place, texts and times") func json() throws {
    let folder = try Folder(["a.md": Self.notebook])
    let command = try Command(["check", "--json", "a.md"], in: folder)
    #expect(command.status == 2)
    let json = try JSONSerialization.jsonObject(with: Data(command.output.utf8)) as? [String: Any]
    let notebooks = try #require(json?["notebooks"] as? [[String: Any]])
    let cells = try #require(notebooks.first?["cells"] as? [[String: Any]])
    #expect(
      cells.map { $0["outcome"] as? String } == ["differs", "failed", "failed", "skipped"])
    #expect(cells[0]["name"] as? String == "first")
    #expect(cells[0]["line"] as? Int == 4)
    #expect(cells[0]["heading"] as? String == "Sums & 1 < 2")
    #expect((cells[0]["recorded"] as? [String: Any])?["text"] as? String == "other\n")
    for cell in cells {
      #expect((cell["compileSeconds"] as? Double ?? -1) >= 0)
      #expect((cell["runSeconds"] as? Double ?? -1) >= 0)
    }
    #expect((cells[1]["compileSeconds"] as? Double ?? 0) > 0)
  }

  @Test("JUnit has a suite for each notebook and a case for each cell, well formed")
  func junit() throws {
    let folder = try Folder([
      "a.md": Self.notebook, "b.md": "```swift\n1\n```\n", "c.md": "```swift\n",
    ])
    _ = try Command(["check", "--junit", "j.xml", "a.md", "b.md", "c.md"], in: folder)
    let text = try folder.text("j.xml")
    let tree = try XMLTree(text)
    #expect(tree.root.name == "testsuites")
    let suites = tree.root.children
    #expect(suites.map(\.name) == ["testsuite", "testsuite", "testsuite"])
    #expect(suites.map { $0.attributes["name"] } == ["a.md", "b.md", "c.md"])
    #expect(suites.map { $0.attributes["tests"] } == ["4", "1", "1"])
    #expect(suites[0].attributes["failures"] == "1" && suites[0].attributes["errors"] == "2")
    #expect(suites[0].attributes["skipped"] == "1")
    let cases = suites[0].children
    #expect(
      cases.map { $0.children.map(\.name).first } == ["failure", "error", "error", "skipped"])
    #expect(cases[0].attributes["name"] == "cell 1 'first': Sums & 1 < 2")
    #expect(cases[0].children[0].text.contains("+a < b & \"c\""))
    #expect(cases[0].children[0].text.hasPrefix("a.md:9:1\n"))
    expectSchema(tree.root)
  }

  /// The elements and attributes of `junit-10.xsd`, as far as the report has them: what each may
  /// hold, and which attributes it must have and may have.
  private static let schema: [String: (children: [String], must: [String], may: [String])] = [
    "testsuites": (["testsuite"], [], ["name", "time", "tests", "failures", "errors"]),
    "testsuite": (
      ["testcase"], ["name", "tests", "failures", "errors"], ["time", "skipped", "file"]
    ),
    "testcase": (
      ["skipped", "error", "failure", "system-out"], ["name"], ["time", "classname"]
    ),
    "failure": ([], [], ["type", "message"]), "error": ([], [], ["type", "message"]),
    "skipped": ([], [], ["type", "message"]), "system-out": ([], [], []),
  ]

  private func expectSchema(_ element: XMLTree.Element) {
    guard let rule = Self.schema[element.name] else {
      Issue.record("the schema has no element '\(element.name)'")
      return
    }
    let names = Set(element.attributes.keys)
    #expect(names.isSuperset(of: rule.must) && names.isSubset(of: rule.must + rule.may))
    if let time = element.attributes["time"] { #expect(time.wholeMatch(of: /\d+\.\d*/) != nil) }
    for count in ["tests", "failures", "errors", "skipped"] {
      if let text = element.attributes[count] { #expect(Int(text) != nil) }
    }
    if element.name == "testsuite" {
      func cases(_ name: String) -> Int {
        element.children.count { $0.children.first?.name == name }
      }
      #expect(element.attributes["tests"] == "\(element.children.count)")
      #expect(element.attributes["failures"] == "\(cases("failure"))")
      #expect(element.attributes["errors"] == "\(cases("error"))")
      #expect(element.attributes["skipped"] == "\(cases("skipped"))")
    }
    for child in element.children {
      #expect(rule.children.contains(child.name))
      expectSchema(child)
    }
  }

  @Test(
    "JUnit is what junitparser reads", .enabled(if: OptIn.isOn, "run by make test-all"))
  func junitparser() throws {
    let folder = try Folder(["a.md": Self.notebook, "b.md": "```swift\n1\n```\n"])
    _ = try Command(["check", "--junit", "j.xml", "a.md", "b.md"], in: folder)
    let script = """
      import junitparser
      report = junitparser.JUnitXml.fromfile('j.xml')
      print(len(report), report.tests, report.failures, report.errors)
      for suite in report:
        for case in suite:
          print(suite.name, case.classname, case.name, type(case.time).__name__,
            [type(r).__name__ for r in case.result])
      """
    let python = try #require(OptIn.environment) + "/bin/python"
    let command = try Command(["-c", script], in: folder, program: python)
    #expect(command.errors == "")
    #expect(
      command.output == """
        2 5 1 2
        a.md a.md cell 1 'first': Sums & 1 < 2 float ['Failure']
        a.md a.md cell 2: Sums & 1 < 2 float ['Error']
        a.md a.md cell 3: Sums & 1 < 2 float ['Error']
        a.md a.md cell 4: Sums & 1 < 2 float ['Skipped']
        b.md b.md cell 1 float []

        """)
  }

  @Test("Under GitHub Actions texts are guarded, and annotations name the lines of the file")
  func actions() throws {
    let folder = try Folder(["docs/a,b.md": Self.notebook])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: ".")
    let command = try Command(
      ["check", "docs/a,b.md"], in: folder,
      environment: [
        "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder.path + "/link",
        "GITHUB_STEP_SUMMARY": folder.path + "/summary.md",
      ])
    #expect(command.status == 2)
    #expect(command.errors == "")
    var token: Substring?
    var tokens: [Substring] = []
    var annotations: [Substring] = []
    for line in command.output.split(separator: "\n") {
      if let ending = token {
        if line == "::\(ending)::" { token = nil }
      } else if line.hasPrefix("::stop-commands::") {
        token = line.dropFirst("::stop-commands::".count)
        tokens.append(token!)
      } else {
        annotations.append(line)
      }
    }
    #expect(token == nil)
    #expect(Set(tokens).count == tokens.count && tokens.allSatisfy { $0.count == 32 })
    // Nothing of a cell stands outside of the guards but within an annotation's message.
    #expect(annotations.count == 3)
    #expect(annotations.allSatisfy { $0.hasPrefix("::error file=docs/a%2Cb.md,line=") })
    #expect(
      annotations[0].hasPrefix(
        "::error file=docs/a%2Cb.md,line=9,endLine=9,title=cell 1 'first' differs::"))
    #expect(annotations[0].contains("%0A-other%0A+a < b & \"c\"%0A+::error::no"))
    #expect(annotations[1].hasPrefix("::error file=docs/a%2Cb.md,line=13,col=1,title=cell 2::"))
    #expect(command.output.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
    let summary = try folder.text("summary.md")
    #expect(summary.hasPrefix("## Gradus: outputs differ\n"))
    #expect(summary.contains("### `docs/a,b.md:9:1`"))
    #expect(summary.contains("### Slowest cells"))
  }

  @Test("Reports that cannot be written are an error of their own") func unwritable() throws {
    let folder = try Folder(["a.md": "```swift\n1\n```\n"])
    let command = try Command(["check", "--junit", "no/such/j.xml", "a.md"], in: folder)
    #expect(command.status == 74)
  }
}
