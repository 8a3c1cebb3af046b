import GradusDisplay

extension Column {
  private func combined(
    _ other: Column, _ whole: ((Int, Int) -> Int)?, _ operation: (Double, Double) -> Double
  ) -> Column {
    guard count == other.count else {
      stop("columns of \(count) and of \(other.count) values do not fit each other")
    }
    let name = name == other.name ? name : nil
    if let whole, case .int(let a) = storage, case .int(let b) = other.storage {
      return Column(.int(zip(a, b).map(whole)), name: name, index: index)
    }
    return Column(
      .float(zip([Double](self), [Double](other)).map(operation)), name: name, index: index)
  }

  private func mapped(
    with number: Double, _ whole: ((Int, Int) -> Int)?, _ operation: (Double, Double) -> Double
  ) -> Column {
    if let whole, case .int(let values) = storage, let exact = Int(exactly: number) {
      return Column(.int(values.map { whole($0, exact) }), name: name, index: index)
    }
    return Column(
      .float([Double](self).map { operation($0, number) }), name: name, index: index)
  }

  public static func + (left: Column, right: Column) -> Column { left.combined(right, &+, +) }
  public static func - (left: Column, right: Column) -> Column { left.combined(right, &-, -) }
  public static func * (left: Column, right: Column) -> Column { left.combined(right, &*, *) }
  public static func / (left: Column, right: Column) -> Column { left.combined(right, nil, /) }

  public static func + (left: Column, right: Double) -> Column { left.mapped(with: right, &+, +) }
  public static func - (left: Column, right: Double) -> Column { left.mapped(with: right, &-, -) }
  public static func * (left: Column, right: Double) -> Column { left.mapped(with: right, &*, *) }
  public static func / (left: Column, right: Double) -> Column { left.mapped(with: right, nil, /) }

  public static func + (left: Double, right: Column) -> Column {
    right.mapped(with: left, &+) { $1 + $0 }
  }
  public static func - (left: Double, right: Column) -> Column {
    right.mapped(with: left, { $1 &- $0 }, { $1 - $0 })
  }
  public static func * (left: Double, right: Column) -> Column {
    right.mapped(with: left, &*) { $1 * $0 }
  }
  public static func / (left: Double, right: Column) -> Column {
    right.mapped(with: left, nil) { $1 / $0 }
  }
}

extension Column {
  private func mask(_ value: TableValue, _ test: (TableValue) -> Bool) -> Column {
    Column(.bool(storage.values.map { !$0.isMissing && test($0) }), name: name, index: index)
  }

  /// Where the values are greater; nowhere where one is missing.
  public static func .> (left: Column, right: TableValue) -> Column {
    left.mask(right) { $0 > right }
  }

  /// Where the values are less.
  public static func .< (left: Column, right: TableValue) -> Column {
    left.mask(right) { $0 < right }
  }

  /// Where the values are not less.
  public static func .>= (left: Column, right: TableValue) -> Column {
    left.mask(right) { $0 >= right }
  }

  /// Where the values are not greater.
  public static func .<= (left: Column, right: TableValue) -> Column {
    left.mask(right) { $0 <= right }
  }

  /// Where the values are equal.
  public static func .== (left: Column, right: TableValue) -> Column {
    left.mask(right) { $0 == right }
  }

  /// Where the values differ, or are missing.
  public static func .!= (left: Column, right: TableValue) -> Column {
    Column(
      .bool(left.storage.values.map { $0.isMissing || $0 != right }), name: left.name,
      index: left.index)
  }
}

extension Column {
  private func flags(_ other: String) -> [Bool] {
    guard case .bool(let flags) = storage else {
      stop("\(other) combines columns of Booleans, this one has the type \(type)")
    }
    return flags
  }

  private func combined(
    _ other: Column, _ name: String, _ operation: (Bool, Bool) -> Bool
  ) -> Column {
    let (a, b) = (flags(name), other.flags(name))
    guard a.count == b.count else {
      stop("columns of \(a.count) and of \(b.count) values do not fit each other")
    }
    return Column(.bool(zip(a, b).map(operation)), index: index)
  }

  /// Where both masks are true.
  public static func .& (left: Column, right: Column) -> Column {
    left.combined(right, ".&") { $0 && $1 }
  }

  /// Where one of the masks is true.
  public static func .| (left: Column, right: Column) -> Column {
    left.combined(right, ".|") { $0 || $1 }
  }

  /// Where the mask is false.
  public static prefix func .! (mask: Column) -> Column {
    Column(.bool(mask.flags(".!").map { !$0 }), name: mask.name, index: mask.index)
  }

  /// The column of what a function makes of each value.
  public func map(_ transform: (TableValue) -> TableValue) -> Column {
    Column(ColumnStorage(storage.values.map(transform)), name: name, index: index)
  }
}
