import GradusDisplay

/// A table of named columns whose rows have labels.
///
/// Its functions do what pandas' do under the names of Swift; it prints as pandas prints.
public struct DataFrame: Sendable {
  /// The names of the columns.
  public private(set) var columns: [String]

  /// The labels of the rows.
  public private(set) var index: RowIndex

  package private(set) var storages: [ColumnStorage]

  /// Whether the columns have numbers for names, which are printed to one width.
  var hasNumberedColumns = false

  package init(_ columns: [(name: String, storage: ColumnStorage)], index: RowIndex? = nil) {
    self.columns = columns.map(\.name)
    storages = columns.map(\.storage)
    self.index = index ?? RowIndex(count: columns.first?.storage.count ?? 0)
  }

  /// A frame without columns.
  public init() {
    self.init([])
  }

  /// A frame of columns of the same length: `DataFrame(["x": [1, 2], "name": ["a", nil]])`.
  public init(_ columns: KeyValuePairs<String, Column>) {
    let count = columns.first?.value.count ?? 0
    for (name, column) in columns where column.count != count {
      stop(
        "All arrays must be of the same length",
        hint: "column \"\(name)\" has \(column.count) values, the first one has \(count)")
    }
    self.init(columns.map { ($0.key, $0.value.storage) }, index: columns.first?.value.index)
  }

  /// The number of rows.
  public var count: Int { index.count }

  /// The numbers of rows and of columns.
  public var shape: (Int, Int) { (count, columns.count) }

  /// The types of the columns.
  public var types: Column {
    Column(
      .object(storages.map { .string($0.type.description) }), index: RowIndex(columns))
  }

  /// The column of this name; setting one adds or replaces it.
  public subscript(name: String) -> Column {
    get { self[column: position(of: name)] }
    set {
      let isScalarFrame = columns.isEmpty
      guard isScalarFrame || newValue.count == count else {
        stop(
          "Length of values (\(newValue.count)) does not match length of index (\(count))")
      }
      if isScalarFrame { index = newValue.index }
      if let position = columns.firstIndex(of: name) {
        storages[position] = newValue.storage
      } else {
        if Int(name) == nil { hasNumberedColumns = false }
        columns.append(name)
        storages.append(newValue.storage)
      }
    }
  }

  /// The column at a position; a negative one counts from the end.
  public subscript(column position: Int) -> Column {
    let position = checked(position, columns.count)
    return Column(storages[position], name: columns[position], index: index)
  }

  /// The position of a column.
  func position(of name: String) -> Int {
    if let position = columns.firstIndex(of: name) { return position }
    stop(
      "KeyError: '\(name)'",
      hint: "the columns are \(columns.map { "\"\($0)\"" }.joined(separator: ", "))")
  }

  /// The frame with other values, column by column.
  func mapped(_ transform: (String, ColumnStorage) -> ColumnStorage) -> DataFrame {
    var result = self
    for position in columns.indices {
      result.storages[position] = transform(columns[position], storages[position])
    }
    return result
  }

  func with(_ index: RowIndex) -> DataFrame {
    var result = self
    result.index = index
    return result
  }

  func selecting(_ positions: [Int]) -> DataFrame {
    var result = DataFrame(positions.map { (columns[$0], storages[$0]) }, index: index)
    result.hasNumberedColumns = hasNumberedColumns
    return result
  }

  func gathered(_ rows: [Int]) -> DataFrame {
    mapped { _, storage in storage.gathered(rows) }.with(index.gathered(rows))
  }
}
