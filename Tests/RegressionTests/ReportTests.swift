import Diagnostics
import Notebooks
import Regression
import Testing

@Suite struct ReportTests {
  /// A report of one cell that prints what it should not.
  private func report(_ recorded: String, _ captured: String, path: String = "a.md") -> CheckReport
  {
    let text = "```swift\n1\n```\n\n````````output\n\(recorded)\n````````\n"
    let notebook = Notebook(path: path, bytes: Array(text.utf8))
    let cell = notebook.cells[0]
    let drift = Comparison(
      cell, captured: CellOutput(text: captured), rules: ComparisonRules(), isStrict: true
    ).drift
    let cells = [
      CellReport(
        cell, drift.map { .differs($0) } ?? .agrees, compileTime: .milliseconds(1200),
        runTime: .milliseconds(345))
    ]
    let book = NotebookReport(
      path: path, source: notebook.source, cells: cells, duration: .milliseconds(1600))
    return CheckReport(notebooks: [book], duration: .milliseconds(1700))
  }

  @Test(
    "No character of a cell or a path can drive a terminal, a runner, XML or Markdown",
    arguments: [
      "\u{1B}[2J", "\u{7}", "\r::error::x", "\u{202E}txt", "\u{2028}", "\u{85}", "\u{FFFE}", "a\0b",
      "]]>", "</failure>", "<script>", "&amp;", "```\n# title", "|", "%0A::error::x", "`a`",
    ])
  func escaped(text: String) throws {
    for report in [
      report("old", text), report(text, "new"), report("old", "new", path: "\(text).md"),
    ] {
      let reports = [
        TerminalReport(color: false).problems(report.notebooks[0]),
        TerminalReport(color: false).verdict(report.notebooks[0]),
        TerminalReport(color: false).summary(report), JUnitReport(report).text,
        JSONReport(report).text, MarkdownReport(report).text,
        GitHubReport(root: nil).annotations(report.notebooks[0]),
      ]
      for text in reports {
        #expect(!text.unicodeScalars.contains { $0.drivesTerminal && $0 != "\n" && $0 != "\t" })
      }
      let junit = JUnitReport(report).text
      #expect(!junit.contains("<script>") && !junit.contains("</failure></failure>"))
      #expect(!junit.unicodeScalars.contains("\u{FFFE}"))
      // Each annotation is one line, and nothing else is there.
      let annotations = GitHubReport(root: nil).annotations(report.notebooks[0])
      #expect(annotations.split(separator: "\n").allSatisfy { $0.hasPrefix("::error file=") })
      #expect(annotations.split(separator: "\n").count == 1)
    }
  }

  @Test("Properties and messages of annotations are written as GitHub documents it")
  func command() {
    #expect(
      GitHubReport.command("error", [("file", "a,b:c%d.md"), ("line", "3")], "50%: a,b\r\nc")
        == "::error file=a%2Cb%3Ac%25d.md,line=3::50%25: a,b%0D%0Ac\n")
  }

  @Test("Files in annotations are named from the repository's root")
  func root() {
    let notebook = report("old", "new", path: "./sub/a.md").notebooks[0]
    #expect(
      GitHubReport(root: "/r").annotations(notebook, path: "/r/sub/a.md")
        .hasPrefix("::error file=sub/a.md,line=6,endLine=6,title=cell 1 differs::"))
    #expect(
      GitHubReport(root: nil).annotations(notebook).hasPrefix("::error file=sub/a.md,line=6"))
  }

  @Test("Annotations cover the lines that differ") func lines() {
    let notebook = report("a\nb\nc\nd\ne", "a\nx\nc\ny\ne").notebooks[0]
    #expect(GitHubReport(root: nil).annotations(notebook).contains("line=7,endLine=9,"))
  }

  @Test("On a terminal the words that differ stand out") func words() {
    let text = TerminalReport(color: true).problems(
      report("loss 0.5 end", "loss 0.7 end").notebooks[0])
    #expect(text.contains("\u{1B}[31m-\u{1B}[0m\u{1B}[31mloss \u{1B}[0m\u{1B}[31;1;7m0.5\u{1B}[0m"))
    #expect(text.contains("\u{1B}[32m+\u{1B}[0m\u{1B}[32mloss \u{1B}[0m\u{1B}[32;1;7m0.7\u{1B}[0m"))
  }

  @Test("Counts, times and the slowest cells are told") func summary() {
    let report = report("old", "new")
    let terminal = TerminalReport(color: false)
    #expect(terminal.summary(report) == "1 notebook: 1 cell differs, 1.70 s")
    #expect(
      terminal.slowest(report, count: 3) == "a.md:2: cell 1: compiled in 1.20 s, run in 0.34 s\n")
    let markdown = MarkdownReport(report).text
    #expect(markdown.contains("| `a.md` | 0 | 1 | 0 | 0 | 1.60 s |"))
    #expect(markdown.contains("| `a.md:2 cell 1` | 1.20 s | 0.34 s |"))
  }

  @Test("A huge difference is cut in every report") func huge() {
    let lines = (0..<60_000).map { "line \($0) of many that are printed by this cell" }
    let report = report("old", lines.joined(separator: "\n"))
    #expect(TerminalReport(color: false).problems(report.notebooks[0]).utf8.count < 50_000)
    #expect(JUnitReport(report).text.utf8.count < 200_000)
    #expect(MarkdownReport(report).text.utf8.count < 1_000_000)
    #expect(GitHubReport(root: nil).annotations(report.notebooks[0]).utf8.count < 50_000)
  }
}
