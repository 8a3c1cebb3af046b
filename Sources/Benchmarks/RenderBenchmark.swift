import Foundation

/// A page of much prose, beside the `cmark` program on the same file.
struct RenderBenchmark {
  let tool: Tool

  private static let size = 10_000_000
  private static let runs = 5

  func run(into table: inout Table) throws {
    let file = tool.scratch.appending(path: "prose.md")
    var text = ""
    var section = 0
    while text.utf8.count < Self.size {
      section += 1
      text += """
        ## Section \(section)

        A paragraph with *emphasis*, **strong words**, `code` and a [link](page-\(section).html) in
        it, over a few lines, as a reader of documents about programs meets it on every page of a
        handbook: \(section) is the number of this one.

        * one item
        * another with `code`

          and a second paragraph

        > A quote of a sentence that somebody wrote.

            indented code, line \(section)


        """
    }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let render = tool.command(["render", file.path, "--to", "html", "-o", "-"])
    let peer = MeasuredCommand(program: "cmark", arguments: ["--unsafe", file.path])
    guard (try? peer.checked()) != nil else {
      print("There is no cmark here ('apt-get install cmark'), so no ratio against it.")
      return
    }
    var ours: [Double] = []
    var theirs: [Double] = []
    for _ in 0..<Self.runs {
      ours.append(try render.checked().seconds)
      theirs.append(try peer.checked().seconds)
    }
    let ratio = ours.median / theirs.median
    table.add(
      "page of 10 MB of prose", ours.median.time, peer: "cmark " + theirs.median.time,
      ratio: "\(ratio.rounded(to: 2))", goal: "≤ 2", isMet: ratio <= 2)
  }
}
