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
    _ number: Double, _ whole: ((Int, Int) -> Int)?, _ operation: (Double, Double) -> Double
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

  public static func + (left: Column, right: Double) -> Column { left.mapped(right, &+, +) }
  public static func - (left: Column, right: Double) -> Column { left.mapped(right, &-, -) }
  public static func * (left: Column, right: Double) -> Column { left.mapped(right, &*, *) }
  public static func / (left: Column, right: Double) -> Column { left.mapped(right, nil, /) }
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
