import Foundation
import Testing

@Suite struct AssetTests {
  /// A notebook whose second cell shows two images and whose third, named one, shows one.
  private func notebook(color: String = "red", count: Int = 2) -> String {
    """
    ```swift
    import GradusDisplay
    struct Dot: Displayable, CustomStringConvertible {
      var color: String
      var description: String { "a [dot]\\nin \\(color)" }
      var displayForms: [DisplayForm] { [.svg { "<svg>" + color + "</svg>" }] }
    }
    ```

    ```swift
    for place in 1...\(count) { display(Dot(color: "\(color)\\(place)")) }
    ```

    ```swift name=pixel
    struct Pixel: Displayable {
      var displayForms: [DisplayForm] { [.png { [0x89, 0x50, 0, 255] }, .html { "<p>" }] }
    }
    Pixel()
    ```

    """
  }

  private func bytes(_ name: String, in folder: Folder) -> [UInt8]? {
    FileManager.default.contents(atPath: folder.path + "/" + name).map(Array.init)
  }

  private func files(_ name: String, in folder: Folder) -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + name).sorted()
  }

  @Test("Images are files beside the notebook, which refers to them; a second run changes nothing")
  func recorded() throws {
    let folder = try Folder(["my notes.md": notebook()])
    let run = try Command(["run", "my notes.md"], in: folder)
    #expect(run.status == 0, "\(run)")
    let text = try folder.text("my notes.md")
    #expect(
      text.contains(
        """
        <!-- output -->
        ![a \\[dot\\]](my%20notes.assets/cell-2-1.svg)

        ![a \\[dot\\]](my%20notes.assets/cell-2-2.svg)
        <!-- /output -->
        """), "\(text)")
    #expect(text.contains("](my%20notes.assets/pixel-1.png)\n<!-- /output -->"))
    #expect(
      files("my notes.assets", in: folder) == ["cell-2-1.svg", "cell-2-2.svg", "pixel-1.png"])
    #expect(try folder.text("my notes.assets/cell-2-2.svg") == "<svg>red2</svg>")
    #expect(bytes("my notes.assets/pixel-1.png", in: folder) == [0x89, 0x50, 0, 255])
    let again = try Command(["run", "my notes.md"], in: folder)
    #expect(again.output.contains("outputs unchanged"))
    #expect(try folder.text("my notes.md") == text)
    #expect(try Command(["check", "my notes.md"], in: folder).status == 0)
  }

  @Test(
    "A check reports images that are missing or differ, and a run or an update restores them",
    arguments: [["run", "a.md"], ["check", "--update", "a.md"]])
  func compared(restore: [String]) throws {
    let folder = try Folder(["a.md": notebook()])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    try FileManager.default.removeItem(atPath: folder.path + "/a.assets/cell-2-1.svg")
    try folder.write("other", to: "a.assets/pixel-1.png")
    let check = try Command(["check", "a.md"], in: folder)
    #expect(check.status == 1)
    #expect(
      check.errors.contains("error: the image 'a.assets/cell-2-1.svg' of cell 2 is missing"))
    #expect(
      check.errors.contains(
        "error: the image 'a.assets/pixel-1.png' of cell 3 'pixel' differs from what the cell "
          + "shows"))
    #expect(check.output.contains("1 cell agrees, 2 differ"))
    #expect(bytes("a.assets/cell-2-1.svg", in: folder) == nil)
    #expect(try Command(restore, in: folder).status == 0)
    #expect(bytes("a.assets/cell-2-1.svg", in: folder) != nil)
    let again = try Command(["check", "a.md"], in: folder)
    #expect(again.status == 0, "\(again)")
  }

  @Test("Images that the notebook no longer refers to are removed, and no other file")
  func stale() throws {
    let folder = try Folder(["a.md": notebook()])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    let recorded = try folder.text("a.md")
    for name in ["mine.svg", "cell-2-9.svg", "cell-7-1.svg"] {
      try folder.write("mine", to: "a.assets/" + name)
    }
    let changed =
      recorded.replacing("1...2", with: "1...1")
      + "\nThe author's own ![picture](a.assets/cell-7-1.svg)\n"
    try folder.write(changed, to: "a.md")
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    #expect(
      files("a.assets", in: folder)
        == ["cell-2-1.svg", "cell-2-9.svg", "cell-7-1.svg", "mine.svg", "pixel-1.png"])
    for name in ["mine.svg", "cell-2-9.svg", "cell-7-1.svg"] {
      try FileManager.default.removeItem(atPath: folder.path + "/a.assets/" + name)
    }
    let quiet = try folder.text("a.md").replacing("display(Dot", with: "_ = (Dot")
      .replacing("Pixel()", with: "_ = Pixel()")
    try folder.write(quiet, to: "a.md")
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    #expect(files("a.assets", in: folder) == nil)
  }

  @Test("What a failing cell has recorded stays, its images too") func failing() throws {
    let folder = try Folder(["a.md": notebook()])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    let broken = try folder.text("a.md").replacing("for place", with: "fatalError()\nfor place")
    try folder.write(broken, to: "a.md")
    #expect(try Command(["run", "a.md"], in: folder).status == 2)
    #expect(try folder.text("a.md") == broken)
    #expect(files("a.assets", in: folder) == ["cell-2-1.svg", "cell-2-2.svg", "pixel-1.png"])
  }

  @Test("Nothing is written to standard output's images; another file has a folder of its own")
  func elsewhere() throws {
    let folder = try Folder(["a.md": notebook()])
    let shown = try Command(["run", "--stdout", "a.md"], in: folder)
    #expect(shown.output.contains("](a.assets/pixel-1.png)"))
    #expect(files("a.assets", in: folder) == nil)
    #expect(try Command(["run", "-o", "b.md", "a.md"], in: folder).status == 0)
    #expect(try folder.text("b.md").contains("](b.assets/pixel-1.png)"))
    #expect(files("b.assets", in: folder)?.count == 3)
    #expect(files("a.assets", in: folder) == nil)
    #expect(try folder.text("a.md") == notebook())
  }

  @Test("A folder or an image that is a symbolic link is refused, and nothing is written")
  func links() throws {
    for link in ["a.assets", "a.assets/cell-2-1.svg"] {
      let folder = try Folder(["a.md": notebook(), "other/file": "x"])
      if link.contains("/") { try folder.write("x", to: "a.assets/x") }
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + link,
        withDestinationPath: link.contains("/") ? "../other/file" : "other")
      let run = try Command(["run", "a.md"], in: folder)
      #expect(run.status == 74)
      #expect(
        run.errors
          == "gradus: '\(link)' is a symbolic link; images are kept in files and folders of their "
          + "own\n")
      #expect(try folder.text("a.md") == notebook())
      #expect(files("other", in: folder) == ["file"])
      #expect(try folder.text("other/file") == "x")
    }
  }

  @Test("A notebook that changes while it runs keeps its images as they were") func changed() throws
  {
    let folder = try Folder(["a.md": notebook()])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    let text =
      try folder.text("a.md").replacing("red", with: "blue") + """

        ```swift
        import Foundation
        let file = FileHandle(forUpdatingAtPath: "a.md")!
        file.seekToEndOfFile()
        file.write(Data("by another hand\\n".utf8))
        ```

        """
    try folder.write(text, to: "a.md")
    #expect(try Command(["run", "a.md"], in: folder).status == 74)
    #expect(try folder.text("a.md") == text + "by another hand\n")
    #expect(try folder.text("a.assets/cell-2-1.svg") == "<svg>red1</svg>")
  }

  @Test("Behind a symbolic link the images are the target's") func behindLink() throws {
    let folder = try Folder(["sub/a.md": notebook()])
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link.md", withDestinationPath: "sub/a.md")
    #expect(try Command(["run", "link.md"], in: folder).status == 0)
    #expect(files("sub/a.assets", in: folder)?.count == 3)
    #expect(try folder.text("sub/a.md").contains("](a.assets/cell-2-1.svg)"))
  }

  @Test("An unnamed cell and one that is called as it would be have images of their own")
  func names() throws {
    let text = notebook().replacing("name=pixel", with: "name=cell-2")
    let folder = try Folder(["a.md": text])
    #expect(try Command(["run", "a.md"], in: folder).status == 0)
    #expect(
      files("a.assets", in: folder) == ["cell-2-1.png", "cell.2-1.svg", "cell.2-2.svg"])
  }
}
