import CommonMark
import Diagnostics

/// Reads a notebook: libcmark finds the blocks, the raw lines tell what they hold.
///
/// libcmark alone would not do: it unescapes info strings, replaces NUL and says that HTML blocks
/// end where they do not.
struct NotebookReader {
  let source: SourceText
  let document: Document
  /// How many lines the front matter takes, which libcmark does not see.
  let linesBefore: Int
  let defaults: FrontMatter
  var frontMatter: FrontMatter
  var cells: [Cell] = []
  var diagnostics: [Diagnostic] = []

  /// The line on which front matter of ours starts.
  var frontMatterLine: Int?
  /// Whether anything in the file is for Gradus.
  var usesGradus = false
  /// A comment with options that waits for the cell below it.
  var pendingComment: OptionsComment?
  private var unknownWords: [InfoWord] = []
  private var heading: String?
  /// The last line that belongs to the cell read last.
  private var linesTaken = 0
  /// The paths of the containers of nodes asked for, by the container's index.
  private var paths: [Int: ContainerPath] = [:]

  init(_ source: SourceText, defaults: FrontMatter) {
    self.source = source
    self.defaults = defaults
    guard source.bytes.count <= Document.largestSize else {
      document = Document(parsing: [])
      (linesBefore, frontMatter) = (0, defaults)
      let megabytes = Document.largestSize >> 20
      report(.error, line: 1, "the file is larger than \(megabytes) MB, too large for a notebook")
      return
    }
    let block = FrontMatterBlock(headOf: source, defaults: defaults)
    linesBefore = block?.lines.upperBound ?? 0
    frontMatter = block?.settings ?? defaults
    diagnostics = block?.diagnostics ?? []
    usesGradus = block?.isOurs ?? false
    frontMatterLine = usesGradus ? 1 : nil
    let start = linesBefore == 0 ? 0 : source.ending(ofLine: linesBefore).upperBound
    document = Document(parsing: source.bytes[start...])
    readBlocks()
  }

  private mutating func readBlocks() {
    for (index, node) in document.nodes.enumerated() {
      guard line(of: index) > linesTaken else { continue }
      switch node.kind {
      case .heading: heading = node.literal
      case .codeBlock where !node.info.isEmpty: readCell(index)
      case .htmlBlock: readComments(index)
      case .inlineHTML where node.literal.hasPrefix("<!--"): checkInlineComment(index)
      default: break
      }
    }
    reportPendingComment()
    reportUnknown(unknownWords)
    reportDuplicateNames()
    diagnostics.sort { $0.location < $1.location }
  }

  private mutating func readCell(_ index: Int) {
    let line = line(of: index)
    guard let fence = path(of: index).flatMap({ Fence(source, path: $0, line: line) }) else {
      if document.nodes[index].info.lowercased().hasPrefix("swift") {
        report(.error, line: line, "cannot tell where the lines of this block start")
      }
      return
    }
    let words = InfoWord.words(of: source, in: fence.info)
    guard let language = words.first, isSwift(language.range) else { return }

    let options = readOptions(words.dropFirst(), index)
    var owned = OwnedOutput()
    if fence.close == nil {
      diagnostics.append(
        Diagnostic(
          .error, at: source.location(ofByte: fence.opening.lowerBound),
          "this cell has no closing fence", length: fence.length))
    } else if options.kind != .skip {
      owned = output(of: fence, index)
    }
    usesGradus = usesGradus || owned.lastLine != nil
    linesTaken = owned.lastLine ?? fence.last
    let code = CellCode(fence, source)
    if options.kind != .skip, let problem = code.problem { diagnostics.append(problem) }
    cells.append(
      Cell(
        index: cells.count, options: options, code: code.text, heading: heading, block: fence,
        owned: owned, file: source.file))
  }

  private func isSwift(_ word: Range<Int>) -> Bool {
    // The bit that sets small letters apart from capitals.
    source.bytes[word].lazy.map { $0 | 0x20 }.elementsEqual("swift".utf8)
  }

  private mutating func readOptions(_ words: ArraySlice<InfoWord>, _ index: Int) -> CellOptions {
    var reader = OptionReader(source)
    if let comment = pendingComment, comment.line == line(of: index) - 1,
      comment.parent == document.nodes[index].parent
    {
      reader.read(InfoWord.words(of: source, in: comment.words))
      pendingComment = nil
    }
    reader.read(Array(words))
    reader.finish()
    diagnostics += reader.diagnostics
    unknownWords += reader.unknown
    usesGradus = usesGradus || !reader.options.locations.isEmpty
    return reader.options
  }

  /// The file's line on which the node at `index` starts.
  func line(of index: Int) -> Int { document.nodes[index].start.line + linesBefore }

  /// The containers around the node at `index`; `nil` if their lines do not read as libcmark says.
  mutating func path(of index: Int) -> ContainerPath? {
    let parent = document.nodes[index].parent
    if let known = paths[parent] { return known }
    let containers = document.ancestors(of: index).compactMap { ancestor in
      ContainerPath.Kind(document.nodes[ancestor].kind).map { ($0, line(of: ancestor)) }
    }
    let path = ContainerPath(containers, source)
    paths[parent] = path
    return path
  }

  mutating func report(_ severity: Severity, line: Int, _ message: String) {
    guard line <= source.lineCount else {
      let location = SourceLocation(file: source.file, line: line, column: 1)
      diagnostics.append(Diagnostic(severity, at: location, message))
      return
    }
    let content = source.bytes.trimmingBlanks(source.content(ofLine: line))
    diagnostics.append(
      Diagnostic(
        severity, at: source.location(ofByte: content.lowerBound), message,
        length: max(1, content.count)))
  }
}
