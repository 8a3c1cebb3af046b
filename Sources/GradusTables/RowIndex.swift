/// The labels of the rows of a frame or column: one level of them, or several.
public struct RowIndex: Sendable {
  /// One label for each row.
  struct Level: Sendable {
    var name: String?
    var labels: ColumnStorage
    /// Whether the labels are whole numbers in equal steps, which pandas keeps and prints as a
    /// range: without the room that the others leave for a minus sign.
    var isRange = false

    init(name: String? = nil, labels: ColumnStorage) {
      self.name = name
      self.labels = labels
    }

    /// Labels that were a column before.
    init(column name: String?, labels: ColumnStorage) {
      self.init(name: name, labels: labels)
      guard case .int(let values) = labels, values.count > 1, values[0] != values[1] else { return }
      let step = values[1] &- values[0]
      isRange = zip(values, values.dropFirst()).allSatisfy { $1 &- $0 == step }
    }

    /// The texts of the labels.
    var texts: [String] {
      guard isRange, case .int(let values) = labels else { return TextTable.labels(of: labels) }
      return TextTable.fixedWidth(values.map(String.init), alignedLeft: true)
    }
  }

  private enum Labels: Sendable {
    case range(Range<Int>)
    case levels([Level])
  }

  private var contents: Labels

  /// The labels 0, 1, … of rows without labels of their own.
  init(count: Int) {
    contents = .range(0..<count)
  }

  init(_ levels: [Level]) {
    contents = .levels(levels)
  }

  init(_ labels: [TableValue], name: String? = nil) {
    contents = .levels([Level(name: name, labels: ColumnStorage(labels))])
  }

  init(_ labels: [String], name: String? = nil) {
    contents = .levels([Level(name: name, labels: .string(labels))])
  }

  /// The number of rows.
  public var count: Int {
    switch contents {
    case .range(let range): range.count
    case .levels(let levels): levels.first?.labels.count ?? 0
    }
  }

  /// The number of labels that each row has.
  var depth: Int {
    if case .levels(let levels) = contents { levels.count } else { 1 }
  }

  /// The names of the levels.
  public var names: [String?] {
    if case .levels(let levels) = contents { levels.map(\.name) } else { [nil] }
  }

  /// Whether the labels are whole numbers.
  var hasNumbers: Bool {
    guard case .levels(let levels) = contents else { return true }
    if levels.count == 1, case .int = levels[0].labels { return true }
    return false
  }

  var levels: [Level] {
    switch contents {
    case .range(let range): [Level(name: nil, labels: .int(Array(range)))]
    case .levels(let levels): levels
    }
  }

  /// The label of a row in the first level.
  public subscript(row: Int) -> TableValue {
    switch contents {
    case .range(let range): .int(range.lowerBound + row)
    case .levels(let levels): levels[0].labels[row]
    }
  }

  func gathered(_ rows: [Int]) -> RowIndex {
    switch contents {
    case .range(let range): RowIndex([Level(labels: .int(rows.map { range.lowerBound + $0 }))])
    case .levels(let levels):
      RowIndex(levels.map { Level(name: $0.name, labels: $0.labels.gathered(rows)) })
    }
  }

  func sliced(_ rows: Range<Int>) -> RowIndex {
    var result = self
    if case .levels(var levels) = contents {
      for place in levels.indices {
        levels[place].labels = levels[place].labels.gathered(Array(rows))
      }
      result.contents = .levels(levels)
    }
    guard case .range(let range) = contents else { return result }
    result.contents = .range(
      range.lowerBound + rows.lowerBound..<range.lowerBound + rows.upperBound)
    return result
  }
}
