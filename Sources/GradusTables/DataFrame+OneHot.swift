extension DataFrame {
  /// One Boolean column for each value of each text column; the others stay, and come first.
  ///
  /// - Parameters:
  ///   - missing: whether missing values get a column, too, named `column_nan`.
  ///   - names: the columns to replace; without it, those of text and of mixed types.
  ///   - droppingFirst: whether the first value of each column, which follows from the others, is
  ///     left out.
  ///   - type: the type of the new columns: Booleans, or 0 and 1 as whole numbers or numbers.
  public func oneHot(
    missing: Bool = false, columns names: [String]? = nil, droppingFirst: Bool = false,
    type: ColumnType = .bool
  ) -> DataFrame {
    let encoded =
      names?.map { position(of: $0) } ?? columns.indices.filter { !storages[$0].type.isNumeric }
    let isEncoded = Set(encoded)
    var parts: [(name: String, storage: ColumnStorage)] = columns.indices
      .filter { !isEncoded.contains($0) }.map { (columns[$0], storages[$0]) }
    for position in encoded {
      let part = storages[position].oneHot(
        missing: missing, droppingFirst: droppingFirst, type: type)
      parts += part.map { ("\(columns[position])_\($0.name ?? "nan")", $0.storage) }
    }
    return DataFrame(parts, index: index)
  }
}

extension Column {
  /// One Boolean column for each value, named for it, with `prefix_` before it where one is given.
  public func oneHot(
    missing: Bool = false, prefix: String? = nil, droppingFirst: Bool = false,
    type: ColumnType = .bool
  ) -> DataFrame {
    let parts = storage.oneHot(missing: missing, droppingFirst: droppingFirst, type: type)
    return DataFrame(
      parts.map { part in
        let name = part.name ?? (prefix == nil ? "NaN" : "nan")
        return (prefix.map { "\($0)_\(name)" } ?? name, part.storage)
      }, index: index)
  }
}

extension ColumnStorage {
  /// A column for each value, in order; the one of the missing values has no name.
  fileprivate func oneHot(
    missing: Bool, droppingFirst: Bool, type: ColumnType
  ) -> [(name: String?, storage: ColumnStorage)] {
    let factors = Factors(self)
    let categories = factors.values
    var flags = [[Bool]](
      repeating: [Bool](repeating: false, count: count), count: categories.count + 1)
    for (row, code) in factors.codes.enumerated() {
      flags[code ?? categories.count][row] = true
    }
    var names: [String?] = categories.map(\.description)
    if missing { names.append(nil) } else { flags.removeLast() }
    return zip(names, flags).dropFirst(droppingFirst ? 1 : 0).map { name, flags in
      switch type {
      case .int64: (name, .int(flags.map { $0 ? 1 : 0 }))
      case .float64: (name, .float(flags.map { $0 ? 1 : 0 }))
      default: (name, .bool(flags))
      }
    }
  }
}
