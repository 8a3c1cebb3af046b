import GradusTables
import GradusTensors

/// A series of pandas.
struct SeriesObject: PythonObject {
  let column: Column

  var text: String { column.description }
  var repr: String { text }

  func items() throws -> [Value] { column.values.map(Value.init(cell:)) }

  func attribute(_ name: String) throws -> Value {
    switch name {
    case "shape": return .tuple([.int(column.count)])
    case "dtype": return .string(column.type.description)
    case "name": return column.name.map { .string($0) } ?? .none
    case "iloc": return .object(PositionsObject(target: .series(column)))
    case "values": return .object(ArrayObject(.series(column), nil))
    case "index": return .object(LabelsObject(column.index))
    case "size": return .int(column.count)
    case "T": return .series(column)
    default: throw Unmapped(reason: "attribute \(name) of a series")
    }
  }

  func item(_ index: [Value]) throws -> Value {
    switch index[0] {
    case .object(let mask as SeriesObject): return .series(column[mask.column])
    case .string(let label): return .object(ScalarObject(column[label]))
    case .slice(let from, let to, let step) where step.isNone:
      return .series(column[try range(from, to, column.count)])
    default: throw Unmapped(reason: "item of a series")
    }
  }

  func call(_ method: String, _ a: Arguments) throws -> Value {
    switch method {
    case "head": return .series(column.head(try a.int(0, "n") ?? 5))
    case "tail": return .series(column.tail(try a.int(0, "n") ?? 5))
    case "describe": return .series(column.describe())
    case "copy": return .series(column)
    case "isna", "isnull": return .series(column.isMissing())
    case "dropna": return .series(column.droppingMissing())
    case "fillna": return .series(column.fillingMissing(try TableValue(a.value(0, "value")!)))
    case "sort_values":
      return .series(column.sorted(descending: a.bool(-1, "ascending") == false))
    case "value_counts":
      return .series(column.valueCounts(includingMissing: a.bool(-1, "dropna") == false))
    case "unique": return .object(ArrayObject(.series(column.unique()), nil))
    case "tolist", "to_list": return .list(try items())
    case "to_numpy": return .object(ArrayObject(.series(column), try columnType(a, 0)))
    case "mean": return .object(ScalarObject(.float(column.mean())))
    case "median": return .object(ScalarObject(.float(column.median())))
    case "std": return .object(ScalarObject(.float(column.std())))
    case "var": return .object(ScalarObject(.float(column.variance())))
    case "quantile":
      return .object(ScalarObject(.float(column.quantile(try a.double(0, "q") ?? 0.5))))
    case "sum": return .object(ScalarObject(column.sum()))
    case "min": return .object(ScalarObject(column.min()))
    case "max": return .object(ScalarObject(column.max()))
    case "count": return .object(ScalarObject(.int(column.presentCount())))
    case "nunique": return .int(column.uniqueCount())
    default: throw Unmapped(reason: "method \(method) of a series")
    }
  }

  func combined(_ op: String, _ other: Value, isReversed: Bool) throws -> Value {
    if case .object(let right as SeriesObject) = other {
      let (a, b) = (column, right.column)
      switch op {
      case "add": return .series(a + b)
      case "sub": return .series(a - b)
      case "mul": return .series(a * b)
      case "div": return .series(a / b)
      case "bitwise_and": return .series(a .& b)
      case "bitwise_or": return .series(a .| b)
      default: throw Unmapped(reason: "operator \(op) of two series")
      }
    }
    let value = try TableValue(other)
    let opposite = ["lt": "gt", "gt": "lt", "le": "ge", "ge": "le"]
    switch isReversed ? opposite[op] ?? op : op {
    case "gt": return .series(column .> value)
    case "lt": return .series(column .< value)
    case "ge": return .series(column .>= value)
    case "le": return .series(column .<= value)
    case "eq": return .series(column .== value)
    case "ne": return .series(column .!= value)
    case let op:
      guard let number = value.number else { throw Unmapped(reason: "operator \(op) of text") }
      switch (op, isReversed) {
      case ("add", _): return .series(column + number)
      case ("mul", _): return .series(column * number)
      case ("sub", false): return .series(column - number)
      case ("sub", true): return .series(number - column)
      case ("div", false): return .series(column / number)
      case ("div", true): return .series(number / column)
      default: throw Unmapped(reason: "operator \(op) of a series")
      }
    }
  }
}

/// A number of NumPy: what a statistic gives.
struct ScalarObject: PythonObject {
  let value: TableValue
  /// What Python has for a missing value: in a column of text it is a number of its own.
  let isPlain: Bool

  init(_ value: TableValue, isPlain: Bool = false) {
    self.value = value
    self.isPlain = isPlain
  }

  var text: String { Value(cell: value).text }
  var repr: String {
    switch value {
    case .bool(let flag): "np.\(flag ? "True" : "False")_"
    case .int(let number): "np.int64(\(number))"
    case .float(let number): "np.float64(\(Value.float(number).repr))"
    case .missing: isPlain ? "nan" : "np.float64(nan)"
    case .string(let text): pythonQuoted(text)
    }
  }
}

/// An array of NumPy made of a frame or a series, of a type of its own where one was asked for.
struct ArrayObject: PythonObject {
  let target: PositionsObject.Target
  let type: String?

  init(_ target: PositionsObject.Target, _ type: String?) {
    self.target = target
    self.type = type
  }

  func call(_ method: String, _ a: Arguments) throws -> Value {
    switch method {
    case "astype": return .object(ArrayObject(target, try columnType(a, 0)))
    case "tolist":
      return .list(rows.map { isFlat ? Value(cell: $0[0]) : .list($0.map(Value.init(cell:))) })
    default: throw Unmapped(reason: "method \(method) of an array")
    }
  }

  func attribute(_ name: String) throws -> Value {
    guard name == "shape" else { throw Unmapped(reason: "attribute \(name) of an array") }
    return .tuple(shape.map { .int($0) })
  }

  private var isFlat: Bool {
    if case .series = target { true } else { false }
  }

  /// The values row by row.
  var rows: [[TableValue]] {
    switch target {
    case .series(let column): column.values.map { [$0] }
    case .frame(let frame):
      (0..<frame.count).map { row in frame.columns.indices.map { frame[row, $0] } }
    }
  }

  var shape: [Int] {
    switch target {
    case .series(let column): [column.count]
    case .frame(let frame): [frame.count, frame.columns.count]
    }
  }

  /// The array as a tensor; what NumPy would make an array of objects stops, as in PyTorch.
  func tensor() throws -> Tensor {
    let dtype = try type.map { try recordedType($0 == "float" ? "float64" : $0) }
    return switch target {
    case .frame(let frame): Tensor(frame, dtype: dtype)
    case .series(let column): Tensor(column, dtype: dtype)
    }
  }
}
