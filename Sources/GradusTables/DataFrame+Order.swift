import GradusDisplay

extension DataFrame {
  /// The rows in the order of a column; missing values come last.
  public func sorted(by name: String, descending: Bool = false) -> DataFrame {
    gathered(storages[position(of: name)].order(descending: descending))
  }

  /// The rows in the order of several columns, the first one deciding.
  public func sorted(by names: [String], descending: Bool = false) -> DataFrame {
    var rows = Array(0..<count)
    for name in names.reversed() {
      let storage = storages[position(of: name)].gathered(rows)
      rows = storage.order(descending: descending).map { rows[$0] }
    }
    return gathered(rows)
  }

  /// The frame with the plain numbers as labels; what labelled the rows before becomes columns,
  /// named `index` where it has no name.
  public func resettingIndex() -> DataFrame {
    let levels = index.levels
    let names = levels.indices.map { level in
      levels[level].name ?? (levels.count == 1 ? "index" : "level_\(level)")
    }
    return DataFrame(
      Array(zip(names, levels.map(\.labels))) + Array(zip(columns, storages)),
      index: RowIndex(count: count))
  }

  /// The frame with a column's values as labels of the rows.
  public func settingIndex(_ name: String) -> DataFrame {
    let column = self[name]
    return dropping(columns: [name])
      .with(RowIndex([RowIndex.Level(column: name, labels: column.storage)]))
  }
}
