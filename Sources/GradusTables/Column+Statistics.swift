extension Column {
  private func number(_ statistic: Statistic) -> Double {
    statistic.value(of: storage).number ?? .nan
  }

  /// The mean of the values that are there.
  public func mean() -> Double { number(.mean) }

  /// The sum of the values that are there.
  public func sum() -> TableValue { Statistic.sum.value(of: storage) }

  /// The middle value, or the mean of the middle two.
  public func median() -> Double { number(.median) }

  /// The least value.
  public func min() -> TableValue { Statistic.min.value(of: storage) }

  /// The greatest value.
  public func max() -> TableValue { Statistic.max.value(of: storage) }

  /// The sample standard deviation.
  public func std() -> Double { number(.deviation) }

  /// The sample variance.
  public func variance() -> Double { number(.variance) }

  /// The number of values that are not missing.
  public func presentCount() -> Int { (0..<count).count { !storage.isMissing($0) } }

  /// The number of different values, missing ones left out.
  public func uniqueCount() -> Int { unique().values.count { !$0.isMissing } }

  /// The value below which a share of the values lies.
  public func quantile(_ share: Double) -> Double {
    var ranks = OrderStatistics((storage.numbers ?? []).filter { !$0.isNaN })
    return ranks.quantile(share)
  }

  /// The different values, in the order in which they appear first.
  public func unique() -> Column {
    var seen: Set<TableValue> = []
    return Column(
      storage.gathered((0..<count).filter { seen.insert(storage[$0]).inserted }), name: name)
  }

  /// How often each value occurs, the most frequent first.
  public func valueCounts(includingMissing: Bool = false) -> Column {
    var counts: [TableValue: Int] = [:]
    var order: [TableValue] = []
    for value in storage.values where includingMissing || !value.isMissing {
      if counts.updateValue((counts[value] ?? 0) + 1, forKey: value) == nil { order.append(value) }
    }
    order.sort { counts[$0]! > counts[$1]! }
    let labels: ColumnStorage =
      type == .object ? .object(order) : storage.gathered(positions(of: order))
    return Column(
      .int(order.map { counts[$0]! }), name: "count",
      index: RowIndex([RowIndex.Level(name: name, labels: labels)]))
  }

  private func positions(of values: [TableValue]) -> [Int] {
    var first: [TableValue: Int] = [:]
    for row in 0..<count where first[storage[row]] == nil { first[storage[row]] = row }
    return values.map { first[$0]! }
  }

  /// Whether each value is missing.
  public func isMissing() -> Column {
    Column(.bool((0..<count).map { storage.isMissing($0) }), name: name, index: index)
  }

  /// The column with a value in place of each missing one.
  public func fillingMissing(_ value: TableValue) -> Column {
    Column(storage.filled(with: value), name: name, index: index)
  }

  /// The column without its missing values.
  public func droppingMissing() -> Column {
    gathered((0..<count).filter { !storage.isMissing($0) })
  }

  /// The column in order; missing values come last.
  public func sorted(descending: Bool = false) -> Column {
    gathered(storage.order(descending: descending))
  }

  /// Count, mean, deviation, least and greatest value and the quartiles; of text: count, number of
  /// different values, the most frequent one and its frequency.
  public func describe() -> Column {
    let frame = DataFrame([(name ?? "", storage)], index: index).describe()
    return Column(frame.storages.first ?? .float([]), name: name, index: frame.index)
  }
}

extension ColumnStorage {
  /// The values with `value` in place of each missing one.
  func filled(with value: TableValue) -> ColumnStorage {
    guard hasMissing, !value.isMissing else { return self }
    switch (self, value.number, value) {
    case (.float(let values), let number?, _):
      return .float(values.map { $0.isNaN ? number : $0 })
    case (.string(let values), _, .string(let text)):
      return .string(values.map { $0 ?? text })
    default:
      return ColumnStorage(values.map { $0.isMissing ? value : $0 })
    }
  }

  /// The positions in the order of the values; missing values come last, equal ones stay.
  func order(descending: Bool) -> [Int] {
    switch self {
    case .int(let values): return Self.order(values.indices, by: values, descending)
    case .float(let values):
      guard values.contains(where: \.isNaN) else {
        return Self.order(values.indices, by: values, descending)
      }
      return Self.order(values.indices.filter { !values[$0].isNaN }, by: values, descending)
        + values.indices.filter { values[$0].isNaN }
    default:
      let values = self.values
      return Self.order(values.indices.filter { !values[$0].isMissing }, by: values, descending)
        + values.indices.filter { values[$0].isMissing }
    }
  }

  /// The positions in the order of the values; equal ones stay as they are.
  private static func order<Value: Comparable>(
    _ positions: some Sequence<Int>, by values: [Value], _ descending: Bool
  ) -> [Int] {
    // Values beside their positions, since looking each up would miss the cache.
    var pairs = positions.map { (value: values[$0], position: $0) }
    if descending {
      pairs.sort { $1.value < $0.value }
    } else {
      pairs.sort { $0.value < $1.value }
    }
    return pairs.map(\.position)
  }
}
