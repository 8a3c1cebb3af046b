/// A fenced block in Markdown.
struct CodeFence {
  /// The lines from the opening to the closing fence, without the last line ending.
  let text: String

  /// - Parameter content: the lines between, the last one with or without its line feed
  init(info: String, content: String) {
    // An info string behind back-quotes cannot hold any.
    let marker: Character = info.contains("`") ? "~" : "`"
    let longest = content.split { $0 != marker }.map(\.count).max() ?? 0
    let fence = String(repeating: marker, count: max(3, longest + 1))
    let isEnded = content.isEmpty || content.utf8.last == 0x0A
    text = fence + info + "\n" + content + (isEnded ? "" : "\n") + fence
  }

  /// A Swift cell.
  ///
  /// - Parameters:
  ///   - code: without the last line feed
  ///   - prefix: what the containers put before the first and the further lines
  init(
    cell code: String, options: String, prefix: (first: String, further: String) = ("", "")
  ) {
    // An option cannot go on in a further line.
    let words = options.split(whereSeparator: \.isNewline).joined(separator: " ")
    let info = words.isEmpty ? "swift" : "swift " + words
    let fence = CodeFence(info: info, content: code.isEmpty ? "" : code + "\n").text
    var lines = fence.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    for index in lines.indices {
      lines[index] = (index == 0 ? prefix.first : prefix.further) + lines[index]
    }
    text = lines.joined(separator: "\n")
  }
}
