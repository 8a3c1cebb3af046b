/// The values of a column, stored by type.
package enum ColumnStorage: Sendable {
  case bool([Bool])
  case int([Int])
  case float([Double])
  case string([String?])
  case object([TableValue])

  /// Values of the narrowest type that holds them all, as pandas finds it.
  package init(_ values: [TableValue]) {
    var kinds: Set<ColumnType> = []
    var hasMissing = false
    for value in values {
      switch value {
      case .missing: hasMissing = true
      case .bool: kinds.insert(.bool)
      case .int: kinds.insert(.int64)
      case .float: kinds.insert(.float64)
      case .string: kinds.insert(.string)
      }
    }
    let isNumber = kinds.isSubset(of: [.int64, .float64])
    if kinds == [.int64], !hasMissing {
      self = .int(values.map { if case .int(let value) = $0 { value } else { 0 } })
    } else if isNumber, !kinds.isEmpty || values.isEmpty {
      self = .float(values.map { $0.number ?? .nan })
    } else if kinds == [.bool], !hasMissing {
      self = .bool(values.map { $0 == .bool(true) })
    } else if kinds == [.string] {
      self = .string(values.map { if case .string(let value) = $0 { value } else { nil } })
    } else {
      self = .object(values)
    }
  }

  var count: Int {
    switch self {
    case .bool(let values): values.count
    case .int(let values): values.count
    case .float(let values): values.count
    case .string(let values): values.count
    case .object(let values): values.count
    }
  }

  var type: ColumnType {
    switch self {
    case .bool: .bool
    case .int: .int64
    case .float: .float64
    case .string: .string
    case .object: .object
    }
  }

  subscript(index: Int) -> TableValue {
    switch self {
    case .bool(let values): .bool(values[index])
    case .int(let values): .int(values[index])
    case .float(let values): values[index].isNaN ? .missing : .float(values[index])
    case .string(let values): values[index].map(TableValue.string) ?? .missing
    case .object(let values): values[index]
    }
  }

  func isMissing(_ index: Int) -> Bool {
    switch self {
    case .bool, .int: false
    case .float(let values): values[index].isNaN
    case .string(let values): values[index] == nil
    case .object(let values): values[index].isMissing
    }
  }

  var hasMissing: Bool {
    switch self {
    case .bool, .int: false
    case .float(let values): values.contains { $0.isNaN }
    case .string(let values): values.contains { $0 == nil }
    case .object(let values): values.contains { $0.isMissing }
    }
  }

  /// All values; those of a long column are slow to use in this form.
  var values: [TableValue] { (0..<count).map { self[$0] } }

  /// The values as numbers, NaN where there is none; nil for text and mixed columns.
  var numbers: [Double]? {
    switch self {
    case .bool(let values): values.map { $0 ? 1 : 0 }
    case .int(let values): values.map(Double.init)
    case .float(let values): values
    case .string, .object: nil
    }
  }

  /// The values at `rows`, in their order; a nil row gives a missing value.
  func gathered(_ rows: [Int?]) -> ColumnStorage {
    if rows.contains(where: { $0 == nil }) {
      switch self {
      case .int(let values): return .float(rows.map { $0.map { Double(values[$0]) } ?? .nan })
      case .float(let values): return .float(rows.map { $0.map { values[$0] } ?? .nan })
      case .string(let values): return .string(rows.map { $0.flatMap { values[$0] } })
      case .bool, .object: return .object(rows.map { $0.map { self[$0] } ?? .missing })
      }
    }
    return gathered(rows.map { $0! })
  }

  /// The values at `rows`, in their order.
  func gathered(_ rows: [Int]) -> ColumnStorage {
    switch self {
    case .bool(let values): .bool(rows.map { values[$0] })
    case .int(let values): .int(rows.map { values[$0] })
    case .float(let values): .float(rows.map { values[$0] })
    case .string(let values): .string(rows.map { values[$0] })
    case .object(let values): .object(rows.map { values[$0] })
    }
  }
}
