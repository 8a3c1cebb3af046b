extension DataFrame {
  /// Whether each value is missing.
  public func isMissing() -> DataFrame {
    mapped { _, storage in .bool((0..<storage.count).map { storage.isMissing($0) }) }
  }

  /// The number of missing values in each column.
  public func missingCounts() -> Column {
    Column(
      .int(storages.map { storage in (0..<count).count { storage.isMissing($0) } }),
      index: RowIndex(columns))
  }

  /// The rows that have no missing value, in the given columns or in all.
  public func droppingMissing(in names: [String]? = nil) -> DataFrame {
    let checked = names.map { $0.map { storages[position(of: $0)] } } ?? storages
    return gathered(
      (0..<count).filter { row in !checked.contains { $0.isMissing(row) } })
  }

  /// The frame with one value in place of every missing one.
  public func fillingMissing(_ value: TableValue) -> DataFrame {
    mapped { _, storage in storage.filled(with: value) }
  }

  /// The frame with values by column in place of the missing ones.
  public func fillingMissing(_ values: [String: TableValue]) -> DataFrame {
    mapped { name, storage in storage.filled(with: values[name] ?? .missing) }
  }

  /// The frame with each column's missing values replaced: `frame.fillingMissing(frame.mean())`.
  public func fillingMissing(_ values: Column) -> DataFrame {
    var byName: [String: TableValue] = [:]
    for row in 0..<values.count { byName[values.index[row].description] = values[row] }
    return fillingMissing(byName)
  }
}
