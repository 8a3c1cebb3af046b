import CommonMark
import Diagnostics

/// Reads a notebook: libcmark finds the blocks, the raw lines tell what they hold.
///
/// libcmark alone would not do: it unescapes info strings, replaces NUL and says that HTML blocks
/// end where they do not.
struct NotebookReader {
  let source: SourceText
  let document: Document
  /// The lines of front matter at the head of the file, which libcmark does not see.
  let frontMatterLines: ClosedRange<Int>?
  let defaults: FrontMatter
  let title: String?
  let language: String?
  var frontMatter: FrontMatter
  var cells: [Cell] = []
  var diagnostics: [Diagnostic] = []

  /// The line on which front matter of ours starts.
  var frontMatterLine: Int?
  /// Whether the author wrote anything for Gradus. Outputs do not count: recording them must not
  /// turn the words of another tool into errors.
  var usesGradus = false
  /// A comment with options that waits for the cell below it.
  var pendingComment: OptionsComment?
  private var unknownWords: [InfoWord] = []
  /// The heading above, by its index.
  private var heading: Int?
  /// The last line that belongs to the cell read last.
  private var linesTaken = 0
  /// The paths of the containers of nodes asked for, by the container's index.
  private var paths: [Int: ContainerPath] = [:]

  init(_ source: SourceText, defaults: FrontMatter) {
    self.source = source
    self.defaults = defaults
    guard source.bytes.count <= Document.largestSize else {
      document = Document(parsing: [])
      (frontMatterLines, frontMatter, title, language) = (nil, defaults, nil, nil)
      let megabytes = Document.largestSize >> 20
      report(.error, "the file is larger than \(megabytes) MB, too large for a notebook", at: 0..<1)
      return
    }
    let block = FrontMatterBlock(headOf: source, defaults: defaults)
    frontMatterLines = block?.lines
    (title, language) = (block?.title, block?.language)
    frontMatter = block?.settings ?? defaults
    diagnostics = block?.diagnostics ?? []
    usesGradus = block?.isOurs ?? false
    frontMatterLine = usesGradus ? 1 : nil
    document = Document(parsing: source.body(behind: frontMatterLines))
    readBlocks()
  }

  private mutating func readBlocks() {
    for (index, node) in document.nodes.enumerated() {
      guard line(of: index) > linesTaken else { continue }
      switch node.kind {
      case .heading: heading = index
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
        let range = source.content(ofLine: line)
        report(.error, "cannot tell where the lines of this block start", at: range)
      }
      return
    }
    let words = InfoWord.words(of: source, in: fence.info)
    guard let language = words.first, isSwift(language.range) else { return }

    let options = readOptions(words.dropFirst(), index)
    var owned = OwnedOutput()
    if fence.close == nil {
      report(.error, "this cell has no closing fence", at: fence.opening)
    } else if options.kind != .skip {
      owned = output(of: fence, index)
    }
    linesTaken = owned.lastLine ?? fence.last
    let code = CellCode(fence, source)
    if options.kind != .skip, let problem = code.problem { diagnostics.append(problem) }
    cells.append(
      Cell(
        index: cells.count, options: options, code: code.text,
        heading: heading.map { document.nodes[$0].literal }, block: fence,
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
  func line(of index: Int) -> Int {
    document.nodes[index].start.line + SourceText.linesBeforeBody(behind: frontMatterLines)
  }

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

  mutating func report(_ severity: Severity, _ message: String, at range: Range<Int>) {
    diagnostics.append(
      Diagnostic(
        severity, at: source.location(ofByte: range.lowerBound), message,
        length: max(1, range.count)))
  }
}

extension SourceText {
  /// The bytes behind front matter that libcmark parses.
  ///
  /// They start with the line ending of the closing delimiter: at the very start libcmark would
  /// skip a byte order mark, which is text in the middle of a file.
  func body(behind lines: ClosedRange<Int>?) -> ArraySlice<UInt8> {
    bytes[(lines.map { ending(ofLine: $0.upperBound).lowerBound } ?? 0)...]
  }

  /// How many lines of the file are above line 1 of the body.
  static func linesBeforeBody(behind lines: ClosedRange<Int>?) -> Int {
    lines.map { $0.upperBound - 1 } ?? 0
  }
}
