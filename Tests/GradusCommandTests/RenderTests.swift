import Foundation
import Testing

@Suite struct RenderTests {
  private static let notebook = """
    ---
    gradus:
      seed: 1
    ---
    # One

    See [two](sub/two.md#end).

    <!-- gradus: hide -->
    ```swift
    let secret = 6
    ```

    ```swift hide-code
    print(secret * 7)
    ```

    ```output
    recorded
    ```

    """
  private static let second = "# Two\n\n```swift skip\nnothing\n```\n\n## End\n"

  @Test("A page shows what is recorded, and with --run what the cells show; nothing is recorded")
  func pages() throws {
    let folder = try Folder(["one.md": Self.notebook])
    let plain = try Command(["render", "one.md", "--to", "html"], in: folder)
    #expect(plain.status == 0, "\(plain)")
    let page = try folder.text("one.html")
    #expect(page.contains("<pre>recorded\n</pre>") && !page.contains("secret"))
    let run = try Command(
      ["render", "one.md", "--to", "html", "--run", "-o", "out/run.html"], in: folder)
    #expect(run.status == 0, "\(run)")
    #expect(try folder.text("out/run.html").contains("<pre>42\n</pre>"))
    #expect(try folder.text("one.md") == Self.notebook)
  }

  @Test("Markdown for readers has no marks of Gradus")
  func markdown() throws {
    let folder = try Folder(["one.md": Self.notebook])
    let all = try Command(["render", "one.md", "--to", "md", "-o", "-"], in: folder)
    #expect(all.status == 0, "\(all)")
    #expect(all.output.hasPrefix("---\ngradus:"))
    let dropped = try Command(
      ["render", "one.md", "--to", "md", "-o", "-", "--front-matter", "drop"], in: folder)
    #expect(
      dropped.output
        == "# One\n\nSee [two](sub/two.md#end).\n\n```output\nrecorded\n```\n")
  }

  @Test("A folder becomes a site whose pages lead to each other")
  func site() throws {
    let folder = try Folder(["notes/one.md": Self.notebook, "notes/sub/two.md": Self.second])
    let run = try Command(["render", "notes", "--to", "html", "-o", "site"], in: folder)
    #expect(run.status == 0, "\(run)")
    let one = try folder.text("site/one.html")
    #expect(one.contains("<a href=\"sub/two.html#end\">two</a>"))
    #expect(one.contains("<a rel=\"next\" href=\"./sub/two.html\">Two →</a>"))
    #expect(
      try folder.text("site/sub/two.html").contains("<a rel=\"prev\" href=\"../one.html\">"))
    #expect(try folder.text("site/index.html").contains("<a href=\"./sub/two.html\">Two</a>"))
  }

  @Test(
    "What cannot be rendered is said",
    arguments: [
      (["render", "none.md", "--to", "html"], 66), (["render", "bad.md", "--to", "html"], 65),
      (["render", "one.md", "--to", "md"], 64), (["render", "one.md", "--to", "pdf"], 64),
      (["render", ".", "--to", "html"], 64),
      (["render", "one.md", "--to", "md", "-o", "one.md"], 74),
      (["render", "fails.md", "--to", "html", "--run", "-o", "-"], 2),
    ])
  func refusals(_ arguments: [String], _ status: Int) throws {
    let folder = try Folder([
      "one.md": Self.notebook, "bad.md": "```swift\nlet a = 1\n", "fails.md": "```swift\nx\n```\n",
    ])
    let run = try Command(arguments, in: folder)
    #expect(run.status == Int32(status), "\(run)")
    #expect(!run.errors.isEmpty)
  }
}
