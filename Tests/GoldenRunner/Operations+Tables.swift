import GradusTables
import GradusTensors

extension Value {
  static func frame(_ frame: DataFrame) -> Value { .object(FrameObject(frame)) }
  static func series(_ column: Column) -> Value { .object(SeriesObject(column: column)) }

  /// What a Python object of tables holds.
  var unwrapped: PositionsObject.Target? {
    switch self {
    case .object(let frame as FrameObject): .frame(frame.frame)
    case .object(let series as SeriesObject): .series(series.column)
    default: nil
    }
  }

  /// One value of a table.
  init(cell: TableValue) {
    self =
      switch cell {
      case .missing: .float(.nan)
      case .bool(let value): .bool(value)
      case .int(let value): .int(value)
      case .float(let value): .float(value)
      case .string(let value): .string(value)
      }
  }
}

extension TableValue {
  init(_ value: Value) throws {
    switch value {
    case .none: self = .missing
    case .bool(let flag): self = .bool(flag)
    case .int(let number): self = .int(number)
    case .float(let number): self = number.isNaN ? .missing : .float(number)
    case .string(let text): self = .string(text)
    case .object(let scalar as ScalarObject): self = scalar.value
    case .module("np.nan"): self = .missing
    case .module("np.inf"): self = .float(.infinity)
    default: throw Unmapped(reason: "value of a table: \(value.repr)")
    }
  }
}

/// The column of a list, a tensor or a series.
func column(_ value: Value) throws -> Column {
  switch value {
  case .object(let series as SeriesObject): return series.column
  case .tensor(let tensor): return Column(tensor)
  default:
    let items = try value.items()
    // A NaN makes numbers of whole numbers, None does too.
    let hasNumbers = items.contains { if case .float = $0 { true } else { false } }
    let cells = try items.map { try TableValue($0) }
    if hasNumbers, cells.allSatisfy({ $0.isMissing || $0.number != nil }),
      !cells.contains(where: isFlag)
    {
      return Column(cells.map { $0.number ?? .nan })
    }
    return Column(cells)
  }
}

private func isFlag(_ cell: TableValue) -> Bool {
  if case .bool = cell { true } else { false }
}

/// The name of a type given as text or as Python's own.
func columnType(_ a: Arguments, _ place: Int) throws -> String? {
  guard let value = a.value(place, "dtype"), !value.isNone else { return nil }
  switch value {
  case .string(let name): return name
  case .module(let name) where name.hasPrefix("np."): return String(name.dropFirst(3))
  case .function(let make):
    // Python's types are functions here; what one makes of 1 tells which it is.
    switch try make(Arguments([.int(1)])) {
    case .float: return "float64"
    case .int: return "int64"
    case .bool: return "bool"
    default: return "str"
    }
  default: throw Unmapped(reason: "type \(value.repr)")
  }
}

extension Operations {
  /// Functions of pandas.
  static func pandas(_ name: String, _ a: Arguments) throws -> Value {
    switch name {
    case "read_csv":
      guard case .string(let text)? = a.positional.first else { throw Unmapped(reason: "read_csv") }
      return .frame(try DataFrame(parsing: text, options: csvOptions(a.named)))
    case "DataFrame":
      guard let value = a.value(0, "data"), !value.isNone else { return .frame(DataFrame()) }
      guard case .dict(let columns) = value else { throw Unmapped(reason: "DataFrame") }
      var frame = DataFrame()
      for (name, values) in columns { frame[name.text] = try column(values) }
      return .frame(frame)
    case "Series":
      var made = try column(a.value(0, "data")!)
      made.name = a.text(-1, "name")
      return .series(made)
    case "get_dummies": return try dummies(a)
    case "merge":
      guard case .object(let left as FrameObject)? = a.positional.first else {
        throw Unmapped(reason: "merge")
      }
      return try merged(left.frame, Arguments(Array(a.positional.dropFirst()), a.named))
    default: throw Unmapped(reason: "pd.\(name)")
    }
  }

  private static func dummies(_ a: Arguments) throws -> Value {
    for (name, _) in a.named
    where !["dummy_na", "drop_first", "columns", "prefix", "dtype"].contains(name) {
      throw Unmapped(reason: "get_dummies(\(name)=)")
    }
    let missing = a.bool(-1, "dummy_na") ?? false
    let first = a.bool(-1, "drop_first") ?? false
    let type = try columnType(a, -1).map { ColumnType(rawValue: $0) ?? .object } ?? .bool
    switch a.positional.first {
    case .object(let series as SeriesObject)?:
      return .frame(
        series.column.oneHot(
          missing: missing, prefix: a.text(-1, "prefix"), droppingFirst: first, type: type))
    case .object(let frame as FrameObject)? where a.value(-1, "prefix") == nil:
      return .frame(
        frame.frame.oneHot(
          missing: missing, columns: try a.value(-1, "columns").map(texts), droppingFirst: first,
          type: type))
    default: throw Unmapped(reason: "get_dummies")
    }
  }

  /// The options of `pd.read_csv`.
  static func csvOptions(_ named: [(String, Value)]) throws -> CSVOptions {
    var options = CSVOptions()
    for (name, value) in named {
      switch name {
      case "sep", "delimiter": options.separator = value.text.first!
      case "header": options.hasHeader = !value.isNone
      case "index_col": options.indexColumn = value.isNone ? nil : try value.asInt()
      case "keep_default_na": options.hasDefaultMarkers = value.truth
      case "na_values":
        options.missingMarkers = Set(try texts(value))
      case "usecols": options.columns = try texts(value)
      case "nrows": options.rowLimit = try value.asInt()
      case "comment": options.comment = value.text.first
      case "dtype":
        guard case .dict(let types) = value else { throw Unmapped(reason: "dtype") }
        for (column, type) in types {
          guard let named = try columnType(Arguments([type]), 0),
            let type = ColumnType(rawValue: named)
          else { throw Unmapped(reason: "dtype \(type.repr)") }
          options.types[column.text] = type
        }
      default: throw Unmapped(reason: "read_csv(\(name)=)")
      }
    }
    return options
  }
}
