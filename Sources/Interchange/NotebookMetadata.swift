/// What a Jupyter notebook holds for Gradus, under `gradus` in its metadata.
struct NotebookMetadata {
  /// The front matter with its delimiters.
  var frontMatter: [UInt8]?
  /// The line ending of the Markdown, if it is not a line feed.
  var newline: String?
  /// What stands behind the last cell, if it is not one line ending.
  var end: String?
  /// Whether the Markdown begins with a byte order mark.
  var hasMark = false

  init() {}

  init(_ metadata: JSON?) {
    let ours = metadata?["gradus"]
    frontMatter = ours?["front-matter"]?.bytes
    newline = ours?["newline"]?.string
    end = ours?["end"]?.string
    if case .bool(true)? = ours?["bom"]?.value { hasMark = true }
  }

  var json: JSON? {
    let json = JSON(members: [
      "front-matter": frontMatter.map { JSON(bytes: $0) }, "newline": newline.map { JSON($0) },
      "end": end.map { JSON($0) }, "bom": hasMark ? JSON(.bool(true)) : nil,
    ])
    return json.members?.isEmpty ?? true ? nil : json
  }
}
