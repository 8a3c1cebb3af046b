import GradusDisplay

extension DataFrame {
  /// A statistic of each column.
  private func reduced(_ statistic: Statistic, numericOnly: Bool = false) -> Column {
    let positions = columns.indices.filter { !numericOnly || storages[$0].type.isNumeric }
    let values = positions.map { statistic.value(of: storages[$0]) }
    return Column(ColumnStorage(values), index: RowIndex(positions.map { columns[$0] }))
  }

  /// The mean of each column.
  public func mean(numericOnly: Bool = false) -> Column {
    reduced(.mean, numericOnly: numericOnly).asNumbers
  }

  /// The sum of each column.
  public func sum(numericOnly: Bool = false) -> Column { reduced(.sum, numericOnly: numericOnly) }

  /// The middle value of each column.
  public func median(numericOnly: Bool = false) -> Column {
    reduced(.median, numericOnly: numericOnly).asNumbers
  }

  /// The least value of each column.
  public func min(numericOnly: Bool = false) -> Column { reduced(.min, numericOnly: numericOnly) }

  /// The greatest value of each column.
  public func max(numericOnly: Bool = false) -> Column { reduced(.max, numericOnly: numericOnly) }

  /// The sample standard deviation of each column.
  public func std(numericOnly: Bool = false) -> Column {
    reduced(.deviation, numericOnly: numericOnly).asNumbers
  }

  /// The sample variance of each column.
  public func variance(numericOnly: Bool = false) -> Column {
    reduced(.variance, numericOnly: numericOnly).asNumbers
  }

  /// The number of values in each column that are not missing.
  public func presentCounts() -> Column { reduced(.count) }

  /// The number of different values in each column.
  public func uniqueCounts() -> Column { reduced(.uniqueCount) }

  /// Statistics of the columns of numbers, or of the others where there are none.
  public func describe() -> DataFrame {
    if columns.isEmpty { stop("ValueError: Cannot describe a DataFrame without columns") }
    let numeric = columns.indices.filter { [.int64, .float64].contains(storages[$0].type) }
    if !numeric.isEmpty {
      let labels = ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]
      var result = DataFrame(
        numeric.map { (columns[$0], Self.summary(ofNumbers: storages[$0].numbers ?? [])) },
        index: RowIndex(labels))
      result.hasNumberedColumns = hasNumberedColumns
      return result
    }
    var result = DataFrame(
      zip(columns, storages).map { ($0, Self.summary(ofValues: $1)) },
      index: RowIndex(["count", "unique", "top", "freq"]))
    result.hasNumberedColumns = hasNumberedColumns
    return result
  }

  private static func summary(ofNumbers numbers: [Double]) -> ColumnStorage {
    let present = numbers.filter { !$0.isNaN }
    var ranks = OrderStatistics(present)
    let quartiles = [0.25, 0.5, 0.75].map { ranks.quantile($0) }
    return .float(
      [
        Double(present.count), Statistic.mean.value(of: numbers),
        Statistic.deviation.value(of: numbers), present.min() ?? .nan,
      ] + quartiles + [present.max() ?? .nan])
  }

  private static func summary(ofValues storage: ColumnStorage) -> ColumnStorage {
    let counts = Column(storage).valueCounts()
    let present = Statistic.count.value(of: storage)
    guard counts.count > 0 else { return .object([present, .int(0), .missing, .missing]) }
    return .object([present, .int(counts.count), counts.index[0], counts[0]])
  }
}

extension Column {
  /// The column with whole numbers as numbers that can be missing.
  fileprivate var asNumbers: Column {
    guard let numbers = storage.numbers else { return self }
    return Column(.float(numbers), name: name, index: index)
  }
}
