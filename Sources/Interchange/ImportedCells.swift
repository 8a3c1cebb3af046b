import Diagnostics
import Notebooks

/// The cells of a Jupyter notebook on their way to Markdown.
struct ImportedCells {
  /// How they are written.
  struct Attempt {
    /// As the metadata says.
    let keepsForm: Bool
    /// Markdown that leaves a fence or an HTML block open is closed.
    let seals: Bool
  }

  private let file: JupyterFile
  private let isSwift: Bool
  private let code: [JupyterFile.Cell]
  private let options: [String]
  private let shown: [ShownOutput]
  private let markdown: [String]
  private(set) var assets: [Asset] = []
  private(set) var warnings: [Diagnostic] = []

  init(_ file: JupyterFile, to target: String) throws(InterchangeError) {
    self.file = file
    let isSwift = file.language == "swift"
    self.isSwift = isSwift
    code = file.cells.filter { $0.kind == .code }
    options = code.map { isSwift ? CellMetadata($0.metadata).options ?? "" : "" }
    let folder = AssetFolder(besides: target)
    let names = Self.names(options, target, folder)
    shown = code.enumerated().map { index, cell in
      ShownOutput(cell.outputs, cell: index, names: names, prefersText: !isSwift)
    }
    for (cell, shown) in zip(code, shown) {
      if let offset = shown.brokenImage {
        throw InterchangeError(file.source, offset, "this image is not base64")
      }
      if !shown.dropped.isEmpty {
        let types = Set(shown.dropped).sorted().map { "'\($0)'" }.joined(separator: ", ")
        warnings.append(
          Diagnostic(
            .warning, at: file.source.location(ofByte: cell.offset),
            "left out what this cell shows as \(types) only: Markdown cannot hold it"))
      }
    }
    var attached = Attachments(file, in: folder, names)
    markdown = try attached.markdown()
    assets = shown.flatMap(\.assets) + attached.assets
    if let widgets = file.metadata?["widgets"] {
      warnings.append(
        Diagnostic(
          .warning, at: file.source.location(ofByte: widgets.offset),
          "left out the state of widgets: Markdown cannot hold it"))
    }
  }

  /// What the images of code cells are called.
  private static func names(
    _ options: [String], _ target: String, _ folder: AssetFolder
  ) -> AssetNames {
    func notebook(_ options: [String]) -> Notebook {
      let text = options.map { CodeFence(cell: "", options: $0).text + "\n\n" }.joined()
      return Notebook(path: target, bytes: Array(text.utf8))
    }
    let named = notebook(options)
    let isWhole = named.cells.count == options.count
    return AssetNames(isWhole ? named : notebook(options.map { _ in "" }), in: folder)
  }

  /// The ways to write them, best first.
  var attempts: [Attempt] {
    if !isSwift { return [Attempt(keepsForm: false, seals: true)] }
    return [
      Attempt(keepsForm: true, seals: false), Attempt(keepsForm: true, seals: true),
      Attempt(keepsForm: false, seals: true),
    ]
  }

  func parts(_ attempt: Attempt, hasFrontMatter: Bool) -> [MarkdownAssembly.Part] {
    var parts: [MarkdownAssembly.Part] = []
    var index = 0
    var proses = markdown[...]
    for cell in file.cells {
      let metadata = CellMetadata(cell.metadata)
      var part = MarkdownAssembly.Part(text: [], above: attempt.keepsForm ? metadata.above : nil)
      switch cell.kind {
      case .code where isSwift:
        part.code = index
        part.text =
          kept(index, attempt)
          ?? Array(
            CodeFence(
              cell: cell.source, options: options[index],
              prefix: attempt.keepsForm ? metadata.prefix ?? ("", "") : ("", "")
            ).text.utf8)
      case .code:
        part.text = Array(foreign(cell, shown[index].output).utf8)
      case .markdown, .raw:
        let text = proses.removeFirst()
        if attempt.keepsForm, let kept = metadata.markdown,
          metadata.fingerprint == CellMetadata.fingerprint([cell.source])
        {
          part.text = kept
        } else {
          let ended = text.trimmingEnd
          part.text = Array((attempt.seals ? Seal.closed(ended) : ended).utf8)
        }
      }
      if cell.kind == .code { index += 1 }
      // An empty cell would be one more blank line with every import.
      if !part.text.isEmpty { parts.append(part) }
    }
    // A line of dashes at the head of the file means something else than in a cell.
    if !hasFrontMatter, let first = parts.first, first.above ?? "" == "",
      file.cells.first?.kind == .markdown, first.text.starts(with: "---".utf8),
      Notebook(path: "", bytes: first.text).frontMatterLines != nil
    {
      parts[0].above = "\n"
    }
    return parts
  }

  /// The Markdown that the cell was made of, if it is as it was.
  private func kept(_ index: Int, _ attempt: Attempt) -> [UInt8]? {
    let metadata = CellMetadata(code[index].metadata)
    guard attempt.keepsForm, let kept = metadata.markdown,
      metadata.fingerprint
        == MarkdownAssembly.fingerprint(code[index].source, options[index], shown[index].output)
    else { return nil }
    return kept
  }

  /// A cell in another language than Swift: a plain fence, and what it showed.
  private func foreign(_ cell: JupyterFile.Cell, _ output: CellOutput) -> String {
    var texts = [CodeFence(info: file.language, content: cell.source).text]
    if let text = output.text { texts.append(CodeFence(info: "output", content: text).text) }
    if let error = output.error { texts.append(CodeFence(info: "error", content: error).text) }
    if let rich = output.rich { texts.append(Seal.closed(rich.trimmingEnd)) }
    return texts.joined(separator: "\n\n")
  }

  /// The first Swift cell that does not read back from the Markdown.
  func misread(_ notebook: Notebook, _ assembly: MarkdownAssembly) -> InterchangeError? {
    let pieces = notebook.pieces
    for index in code.indices {
      guard let start = assembly.starts[index] else { continue }
      let cell = pieces.first { $0.lines.lowerBound == start }?.cell
      let isSame =
        cell.map {
          String(notebook.text(of: $0).dropLast()) == code[index].source
            && notebook.optionsText(of: $0) == options[index].joinedLines
        } ?? false
      if !isSame {
        return InterchangeError(
          file.source, code[index].offset,
          "this cell does not read back from Markdown; what stands above may take it in")
      }
    }
    return nil
  }

  /// Warnings about fences in prose that are cells in Markdown.
  func extra(_ notebook: Notebook, _ assembly: MarkdownAssembly) -> [Diagnostic] {
    let starts = Set(assembly.starts.values)
    return notebook.pieces.compactMap { piece in
      guard let cell = piece.cell, cell.options.kind != .skip,
        !starts.contains(piece.lines.lowerBound)
      else { return nil }
      return Diagnostic(
        .warning, at: SourceLocation(file: notebook.path, line: cell.line - 1, column: 1),
        "this fence stands in a Markdown cell and is a cell now; 'swift skip' makes it none")
    }
  }

  /// The Markdown with the outputs of the cells that were written anew.
  func record(
    in notebook: Notebook, _ assembly: MarkdownAssembly, _ attempt: Attempt
  ) throws(InterchangeError) -> [UInt8] {
    var outputs: [Int: CellOutput] = [:]
    var indices: [Int: Int] = [:]
    let cells = Dictionary(
      uniqueKeysWithValues: notebook.pieces.compactMap { piece in
        piece.cell.map { (piece.lines.lowerBound, $0) }
      })
    for index in code.indices {
      guard let start = assembly.starts[index], let cell = cells[start] else { continue }
      indices[cell.index] = index
      if kept(index, attempt) == nil { outputs[cell.index] = shown[index].output }
    }
    let problems = notebook.diagnostics.filter { $0.severity == .error }
    if isSwift, !problems.isEmpty {
      throw InterchangeError(
        problems.map { problem in
          let cell = notebook.cells.last { $0.fence.lowerBound - 1 <= problem.location.line }
          let index = cell.flatMap { indices[$0.index] }
          let offset = index.map { code[$0].offset } ?? 0
          return Diagnostic(
            .error, at: file.source.location(ofByte: offset), problem.message)
        })
    }
    if outputs.isEmpty { return notebook.bytes }
    do throws(NotebookError) {
      return try notebook.recording(outputs)
    } catch .unrecordable(_, _, let cell) {
      let offset = indices[cell].map { code[$0].offset } ?? 0
      throw InterchangeError(
        file.source, offset,
        "what this cell shows cannot be recorded: in Markdown it would swallow what follows")
    } catch {
      throw InterchangeError(file.source, 0, "\(error)")
    }
  }
}

extension String {
  /// The text without the blank lines and line endings at its end.
  fileprivate var trimmingEnd: String {
    var lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    while let last = lines.last, last.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      lines.removeLast()
    }
    return lines.joined(separator: "\n")
  }

  /// The words of an option text as they stand in one line.
  fileprivate var joinedLines: String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
