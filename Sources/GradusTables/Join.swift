import GradusDisplay

/// Which rows of two frames a join keeps.
public enum JoinKind: Sendable {
  /// Those whose key both frames have.
  case inner
  /// All rows of the left frame.
  case left
  /// All rows of the right frame.
  case right
  /// All rows of both, in the order of their keys.
  case outer
}

extension DataFrame {
  /// The rows of two frames side by side where the values of a column agree: pandas' `merge`.
  ///
  /// Other columns of the same name get the suffixes `_x` and `_y`.
  public func joined(
    with other: DataFrame, on key: String, how kind: JoinKind = .inner
  ) -> DataFrame {
    joined(with: other, on: [key], how: kind)
  }

  /// The rows of two frames side by side where the values of several columns agree.
  public func joined(
    with other: DataFrame, on keys: [String], how kind: JoinKind = .inner
  ) -> DataFrame {
    let left = keys.map { storages[position(of: $0)] }
    let right = keys.map { other.storages[other.position(of: $0)] }
    let pairs = Self.pairs(left, right, kind)
    let leftRows = pairs.map(\.left)
    let rightRows = pairs.map(\.right)
    let common = Set(columns).intersection(other.columns).subtracting(keys)

    var parts: [(name: String, storage: ColumnStorage)] = []
    for (name, storage) in zip(columns, storages) {
      guard let key = keys.firstIndex(of: name) else {
        parts.append((common.contains(name) ? name + "_x" : name, storage.gathered(leftRows)))
        continue
      }
      if leftRows.contains(where: { $0 == nil }) {
        let values = pairs.map { $0.left.map { storage[$0] } ?? right[key][$0.right!] }
        parts.append((name, ColumnStorage(values)))
      } else {
        parts.append((name, storage.gathered(leftRows)))
      }
    }
    for (name, storage) in zip(other.columns, other.storages) where !keys.contains(name) {
      parts.append((common.contains(name) ? name + "_y" : name, storage.gathered(rightRows)))
    }
    return DataFrame(parts, index: RowIndex(count: pairs.count))
  }

  private static func pairs(
    _ left: [ColumnStorage], _ right: [ColumnStorage], _ kind: JoinKind
  ) -> [(left: Int?, right: Int?)] {
    func key(_ columns: [ColumnStorage], _ row: Int) -> [TableValue] { columns.map { $0[row] } }
    if kind == .right {
      return pairs(right, left, .left).map { ($0.right, $0.left) }
    }
    let rightCount = right.first?.count ?? 0
    var matches: [[TableValue]: [Int]] = [:]
    for row in 0..<rightCount { matches[key(right, row), default: []].append(row) }
    var result: [(left: Int?, right: Int?)] = []
    var used = [Bool](repeating: false, count: rightCount)
    for row in 0..<(left.first?.count ?? 0) {
      if let rows = matches[key(left, row)] {
        for match in rows {
          result.append((row, match))
          used[match] = true
        }
      } else if kind != .inner {
        result.append((row, nil))
      }
    }
    guard kind == .outer else { return result }
    result += used.indices.filter { !used[$0] }.map { (nil, $0) }
    func key(_ pair: (left: Int?, right: Int?)) -> [TableValue] {
      pair.left.map { key(left, $0) } ?? key(right, pair.right!)
    }
    return result.sorted { key($0).lexicographicallyPrecedes(key($1)) }
  }
}
