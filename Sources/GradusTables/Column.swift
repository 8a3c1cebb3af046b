import GradusDisplay

/// A column of values with labels for its rows: what pandas calls a series.
public struct Column: Sendable {
  /// The column's name.
  public var name: String?

  /// The labels of the rows.
  public let index: RowIndex

  package let storage: ColumnStorage

  package init(_ storage: ColumnStorage, name: String? = nil, index: RowIndex? = nil) {
    self.storage = storage
    self.name = name
    self.index = index ?? RowIndex(count: storage.count)
  }

  /// A column of the narrowest type that holds the values.
  public init(_ values: [TableValue], name: String? = nil) {
    self.init(ColumnStorage(values), name: name)
  }

  /// A column of numbers; NaN is a missing one.
  public init(_ values: [Double], name: String? = nil) {
    self.init(.float(values), name: name)
  }

  /// A column of whole numbers.
  public init(_ values: [Int], name: String? = nil) {
    self.init(.int(values), name: name)
  }

  /// A column of texts.
  public init(_ values: [String], name: String? = nil) {
    self.init(.string(values), name: name)
  }

  /// A column of Booleans.
  public init(_ values: [Bool], name: String? = nil) {
    self.init(.bool(values), name: name)
  }

  /// The number of values, missing ones included.
  public var count: Int { storage.count }

  /// The type of the values.
  public var type: ColumnType { storage.type }

  /// The value at a position; a negative one counts from the end.
  public subscript(position: Int) -> TableValue {
    storage[checked(position, count)]
  }

  /// The value of the row with this label.
  public subscript(label: String) -> TableValue {
    guard let row = (0..<count).first(where: { index[$0] == .string(label) }) else {
      stop("KeyError: '\(label)'", hint: "no row of the column has this label")
    }
    return storage[row]
  }

  /// The values at the given positions.
  public subscript(rows: Range<Int>) -> Column {
    let rows = rows.clamped(to: 0..<count)
    return Column(storage.gathered(Array(rows)), name: name, index: index.sliced(rows))
  }

  /// The values where the mask is true.
  public subscript(mask: Column) -> Column {
    gathered(mask.positionsOfTrue(of: count))
  }

  /// All values.
  public var values: [TableValue] { storage.values }

  /// The first `count` values.
  public func head(_ count: Int = 5) -> Column {
    self[0..<Swift.max(0, Swift.min(count, self.count))]
  }

  /// The last `count` values.
  public func tail(_ count: Int = 5) -> Column {
    self[Swift.max(0, self.count - count)..<self.count]
  }

  func gathered(_ rows: [Int]) -> Column {
    Column(storage.gathered(rows), name: name, index: index.gathered(rows))
  }

  func positionsOfTrue(of count: Int) -> [Int] {
    guard case .bool(let mask) = storage, mask.count == count else {
      stop(
        "a mask needs \(count) Booleans, this column has \(self.count) values of type \(type)",
        hint: "comparisons such as data[\"price\"] .> 100 give masks")
    }
    return mask.indices.filter { mask[$0] }
  }
}

extension Column: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: TableValue...) {
    self.init(elements)
  }
}

/// The position, counted from the end where it is negative; stops where there is none.
func checked(_ position: Int, _ count: Int) -> Int {
  let fromStart = position < 0 ? position + count : position
  guard 0..<count ~= fromStart else {
    stop(
      "IndexError: single positional indexer is out-of-bounds",
      hint: "position \(position) of \(count)")
  }
  return fromStart
}

extension [Double] {
  /// The column's numbers, NaN where one is missing.
  public init(_ column: Column) {
    guard let numbers = column.storage.numbers else {
      stop(
        "a column of type \(column.type) has no numbers",
        hint: "oneHot() makes numbers of text")
    }
    self = numbers
  }
}
