/// Reads a frame from a text of separated values, as pandas reads it.
struct CSVReader {
  private let text: UnsafeBufferPointer<UInt8>
  private let options: CSVOptions
  private let fields: CSVFields
  private let markers: CSVMarkers

  init(_ text: UnsafeBufferPointer<UInt8>, _ options: CSVOptions) {
    let hasMark = text.count >= 3 && text[0] == 0xEF && text[1] == 0xBB && text[2] == 0xBF
    self.text = UnsafeBufferPointer(rebasing: text[(hasMark ? 3 : 0)...])
    self.options = options
    markers = CSVMarkers(options)
    fields = CSVFields(
      self.text, separator: options.separator.utf8.first ?? 44,
      comment: options.comment?.utf8.first,
      lineLimit: options.rowLimit.map { max(1, $0 + (options.hasHeader ? 1 : 0)) })
  }

  func frame() throws(TableError) -> DataFrame {
    guard fields.lineCount > 0 else {
      if let row = fields.unclosedRow { throw .unclosedQuote(row: row) }
      throw .empty
    }
    let firstLine = options.hasHeader ? 1 : 0
    // Without a header the first row tells how many columns there are, even when none is wanted.
    let lines = firstLine..<(options.rowLimit == 0 ? firstLine : fields.lineCount)
    let header = (0..<fields.fieldCount(0)).map { CSVColumn.string(fields.field(0, $0)!, text) }
    let firstCount = lines.isEmpty ? header.count : fields.fieldCount(firstLine)
    // Fields before the first named column label the rows.
    let labelCount = options.hasHeader ? max(0, firstCount - header.count) : 0
    let width = header.count + labelCount
    // What lies behind the named columns may be anything where not all of them are wanted.
    for line in lines where options.columns == nil && fields.fieldCount(line) > width {
      throw .tooManyFields(
        line: fields.number(line), expected: width, found: fields.fieldCount(line))
    }
    if let row = fields.unclosedRow { throw .unclosedQuote(row: row) }

    let names =
      options.hasHeader ? Self.unique(header) : header.indices.map { "\($0)" }
    for name in options.columns ?? [] where !names.contains(name) { throw .noSuchColumn(name) }
    let wanted = options.columns.map(Set.init)
    var columns: [(name: String, storage: ColumnStorage)] = []
    for (place, name) in names.enumerated() where wanted?.contains(name) ?? true {
      let given = options.hasHeader ? header[place] : name
      columns.append((name, try values(labelCount + place, name, given, lines)))
    }
    var frame = try labelled(columns, labelCount, lines)
    frame.hasNumberedColumns = !options.hasHeader
    return frame
  }

  private func values(
    _ place: Int, _ name: String, _ given: String, _ lines: Range<Int>
  ) throws(TableError) -> ColumnStorage {
    let column = CSVColumn(
      text: text, fields: fields, lines: lines, place: place, markers: markers)
    // A type that is asked for a name holds for all columns that had it in the file.
    guard let type = options.types[name] ?? (given.isEmpty ? nil : options.types[given])
    else { return column.values() }
    return try column.values(of: type, name: name)
  }

  private func labelled(
    _ columns: [(name: String, storage: ColumnStorage)], _ labelCount: Int, _ lines: Range<Int>
  ) throws(TableError) -> DataFrame {
    if labelCount > 0 {
      var levels: [RowIndex.Level] = []
      for place in 0..<labelCount {
        levels.append(RowIndex.Level(name: nil, labels: try values(place, "", "", lines)))
      }
      return DataFrame(columns, index: RowIndex(levels))
    }
    guard let position = options.indexColumn else {
      return DataFrame(columns, index: RowIndex(count: lines.count))
    }
    guard columns.indices.contains(position) else { throw .noSuchColumn("\(position)") }
    var rest = columns
    let labels = rest.remove(at: position)
    // A name that was made up for an empty one is none.
    let isNamed = labels.name != Self.madeUpName(position)
    return DataFrame(
      rest,
      index: RowIndex([
        RowIndex.Level(column: isNamed ? labels.name : nil, labels: labels.storage)
      ]))
  }

  private static func madeUpName(_ place: Int) -> String { "Unnamed: \(place)" }

  /// Names without repetition: `a`, `a.1`, `a.2`; an empty one gets its position.
  static func unique(_ header: [String]) -> [String] {
    var names = header.enumerated().map { $1.isEmpty ? madeUpName($0) : $1 }
    var counts: [String: Int] = [:]
    let given = Set(names)
    var taken: Set<String> = []
    for position in names.indices {
      let name = names[position]
      var candidate = name
      while taken.contains(candidate) || (candidate != name && given.contains(candidate)) {
        counts[name, default: 0] += 1
        candidate = "\(name).\(counts[name]!)"
      }
      names[position] = candidate
      taken.insert(candidate)
    }
    return names
  }
}
