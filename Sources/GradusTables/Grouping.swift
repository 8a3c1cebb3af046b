import GradusDisplay

/// The rows of a frame by the values of one or several columns.
///
/// Rows with a missing key belong to no group. The groups are in the order of their keys, and
/// their results are labelled by them.
public struct Grouping: Sendable {
  private let frame: DataFrame
  private let keys: [String]
  private let selection: [String]?
  /// The rows of each group.
  private let groups: [[Int]]
  /// Whether the rows of a group stand together, and the groups in their order.
  private let isSorted: Bool

  init(_ frame: DataFrame, by keys: [String]) {
    self.frame = frame
    self.keys = keys
    selection = nil
    groups = Self.groups(keys.map { Factors(frame.storages[frame.position(of: $0)]) }, frame.count)
    // Rows without a key may stand before all others only.
    var next = groups.first?.first ?? 0
    isSorted =
      groups.allSatisfy { rows in
        defer { next += rows.count }
        return rows[0] == next && rows[rows.count - 1] == next + rows.count - 1
      } && next == frame.count
  }

  /// The rows of each combination of values that occurs, in the order of the values.
  private static func groups(_ keys: [Factors], _ count: Int) -> [[Int]] {
    var rows: [Int: [Int]] = [:]
    for row in 0..<count {
      var code = 0
      var isComplete = true
      for key in keys {
        guard let next = key.codes[row] else {
          isComplete = false
          break
        }
        code = code * key.values.count + next
      }
      if isComplete { rows[code, default: []].append(row) }
    }
    return rows.sorted { $0.key < $1.key }.map(\.value)
  }

  private init(_ grouping: Grouping, selection: [String]) {
    frame = grouping.frame
    keys = grouping.keys
    groups = grouping.groups
    isSorted = grouping.isSorted
    self.selection = selection
  }

  /// One column of the groups.
  public subscript(name: String) -> ColumnGrouping {
    column(name, isComplete: !frame[name].storage.hasMissing)
  }

  private func column(_ name: String, isComplete: Bool) -> ColumnGrouping {
    ColumnGrouping(
      column: frame[name], groups: groups, index: index,
      order: isSorted && isComplete ? .segment : .scattered)
  }

  /// Some columns of the groups.
  public subscript(names: [String]) -> Grouping { Grouping(self, selection: names) }

  private var index: RowIndex {
    let first = groups.map { $0[0] }
    return RowIndex(
      keys.map { key in
        RowIndex.Level(
          name: key, labels: frame.storages[frame.position(of: key)].gathered(first))
      })
  }

  /// The number of rows in each group.
  public func size() -> Column {
    Column(.int(groups.map(\.count)), index: index)
  }

  /// A statistic of each column in each group.
  public func aggregate(_ statistic: Statistic, numericOnly: Bool = false) -> DataFrame {
    let names = selection ?? frame.columns.filter { !keys.contains($0) }
    let chosen = names.filter { !numericOnly || frame[$0].type.isNumeric }
    // pandas takes the columns of one type together, and a gap in one changes how all are summed.
    let isComplete = !chosen.contains { frame[$0].type == .float64 && frame[$0].storage.hasMissing }
    return DataFrame(
      chosen.map { name in
        let isWhole = frame[name].type != .float64
        return (name, column(name, isComplete: isWhole || isComplete).aggregate(statistic).storage)
      }, index: index)
  }

  /// The mean of each column in each group.
  public func mean(numericOnly: Bool = false) -> DataFrame {
    aggregate(.mean, numericOnly: numericOnly)
  }

  /// The sum of each column in each group.
  public func sum(numericOnly: Bool = false) -> DataFrame {
    aggregate(.sum, numericOnly: numericOnly)
  }

  /// The number of values that are not missing of each column in each group.
  public func presentCounts() -> DataFrame { aggregate(.count) }

  /// The least value of each column in each group.
  public func min() -> DataFrame { aggregate(.min) }

  /// The greatest value of each column in each group.
  public func max() -> DataFrame { aggregate(.max) }
}

/// One column of a frame's groups.
public struct ColumnGrouping: Sendable {
  let column: Column
  let groups: [[Int]]
  let index: RowIndex
  let order: Summation.Order

  /// A statistic of each group.
  public func aggregate(_ statistic: Statistic) -> Column {
    let values = groups.map {
      statistic.value(of: column.storage.gathered($0), order: order)
    }
    var storage = ColumnStorage(values)
    if column.type == .float64, statistic != .count, statistic != .uniqueCount {
      storage = .float(values.map { $0.number ?? .nan })
    }
    return Column(storage, name: column.name, index: index)
  }

  /// The mean of each group.
  public func mean() -> Column { aggregate(.mean) }

  /// The sum of each group.
  public func sum() -> Column { aggregate(.sum) }

  /// The middle value of each group.
  public func median() -> Column { aggregate(.median) }

  /// The sample standard deviation of each group.
  public func std() -> Column { aggregate(.deviation) }

  /// The number of values of each group that are not missing.
  public func presentCount() -> Column { aggregate(.count) }

  /// The least value of each group.
  public func min() -> Column { aggregate(.min) }

  /// The greatest value of each group.
  public func max() -> Column { aggregate(.max) }
}

extension DataFrame {
  /// The rows by the values of a column.
  public func grouped(by key: String) -> Grouping { Grouping(self, by: [key]) }

  /// The rows by the values of several columns.
  public func grouped(by keys: [String]) -> Grouping { Grouping(self, by: keys) }
}
