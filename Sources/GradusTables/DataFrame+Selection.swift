import GradusDisplay

extension DataFrame {
  /// The columns at the positions of a range, as far as there are any.
  public subscript(columns range: Range<Int>) -> DataFrame {
    selecting(Array(range.clamped(to: columns.indices)))
  }

  /// The columns from a position on.
  public subscript(columns range: PartialRangeFrom<Int>) -> DataFrame {
    let start = range.lowerBound < 0 ? range.lowerBound + columns.count : range.lowerBound
    return selecting(Array(Swift.min(Swift.max(start, 0), columns.count)..<columns.count))
  }

  /// The columns before a position.
  public subscript(columns range: PartialRangeUpTo<Int>) -> DataFrame {
    let end = range.upperBound < 0 ? range.upperBound + columns.count : range.upperBound
    return selecting(Array(0..<Swift.min(Swift.max(end, 0), columns.count)))
  }

  /// The columns at these positions, in this order.
  public subscript(columns positions: [Int]) -> DataFrame {
    selecting(positions.map { checked($0, columns.count) })
  }

  /// The columns of these names, in this order.
  public subscript(names: [String]) -> DataFrame {
    selecting(names.map { position(of: $0) })
  }

  /// The rows at the positions of a range, as far as there are any.
  public subscript(rows range: Range<Int>) -> DataFrame {
    let rows = range.clamped(to: 0..<count)
    return mapped { _, storage in storage.gathered(Array(rows)) }.with(index.sliced(rows))
  }

  /// The rows at these positions, in this order.
  public subscript(rows positions: [Int]) -> DataFrame {
    gathered(positions.map { checked($0, count) })
  }

  /// The rows where the mask is true: `data[data["price"] .> 100]`.
  public subscript(mask: Column) -> DataFrame {
    gathered(mask.positionsOfTrue(of: count))
  }

  /// The values of a row, labelled by the names of the columns.
  public subscript(row position: Int) -> Column {
    let row = checked(position, count)
    let types = Set(storages.map(\.type))
    let values = storages.map { $0[row] }
    let storage: ColumnStorage =
      types.isSubset(of: [.int64, .float64]) || types.count == 1
      ? ColumnStorage(values) : .object(values)
    return Column(
      types == [.float64] ? .float(values.map { $0.number ?? .nan }) : storage,
      name: index[row].description, index: RowIndex(columns))
  }

  /// One value.
  public subscript(row: Int, column: Int) -> TableValue {
    storages[checked(column, columns.count)][checked(row, count)]
  }

  /// The first `count` rows.
  public func head(_ count: Int = 5) -> DataFrame {
    self[rows: 0..<Swift.max(0, Swift.min(count, self.count))]
  }

  /// The last `count` rows.
  public func tail(_ count: Int = 5) -> DataFrame {
    self[rows: Swift.max(0, self.count - Swift.max(0, count))..<self.count]
  }

  /// The frame without these columns.
  public func dropping(columns names: [String]) -> DataFrame {
    let positions = Set(names.map { position(of: $0) })
    return selecting(columns.indices.filter { !positions.contains($0) })
  }

  /// The frame with other names for some columns.
  public func renaming(_ names: [String: String]) -> DataFrame {
    DataFrame(zip(columns, storages).map { (names[$0] ?? $0, $1) }, index: index)
  }

  /// Rows as columns and columns as rows.
  public func transposed() -> DataFrame {
    let types = Set(storages.map(\.type))
    let rows = (0..<count).map { row in
      let values = storages.map { $0[row] }
      let storage: ColumnStorage =
        types.contains(.float64) && types.isSubset(of: [.int64, .float64])
        ? .float(values.map { $0.number ?? .nan })
        : types.count == 1 ? ColumnStorage(values) : .object(values)
      return (index[row].description, storage)
    }
    var result = DataFrame(rows, index: RowIndex(columns))
    result.hasNumberedColumns = index.hasNumbers
    return result
  }
}
