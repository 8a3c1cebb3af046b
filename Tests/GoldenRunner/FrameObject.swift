import GradusTables
import GradusTensors

/// A data frame of pandas; assigning a column changes it for all who have it.
final class FrameObject: PythonObject {
  var frame: DataFrame

  init(_ frame: DataFrame) { self.frame = frame }

  var text: String { frame.description }
  var repr: String { text }

  func items() throws -> [Value] {
    // Python counts a frame's rows and walks over its columns; only the count is used.
    (0..<frame.count).map { .int($0) }
  }

  func attribute(_ name: String) throws -> Value {
    switch name {
    case "shape": return .tuple([.int(frame.shape.0), .int(frame.shape.1)])
    case "columns": return .object(NamesObject(names: frame.columns))
    case "dtypes": return .series(frame.types)
    case "iloc": return .object(PositionsObject(target: .frame(frame)))
    case "T": return .frame(frame.transposed())
    case "values": return .object(ArrayObject(.frame(frame), nil))
    case "index": return .object(LabelsObject(frame.index))
    case "size": return .int(frame.count * frame.columns.count)
    case "ndim": return .int(2)
    case "empty": return .bool(frame.count == 0 || frame.columns.isEmpty)
    default:
      if frame.columns.contains(name) { return .series(frame[name]) }
      throw Unmapped(reason: "attribute \(name) of a frame")
    }
  }

  func item(_ index: [Value]) throws -> Value {
    guard index.count == 1 else { throw Unmapped(reason: "item of a frame") }
    switch index[0] {
    case .string(let name): return .series(frame[name])
    case .list(let box): return .frame(frame[box.items.map(\.text)])
    case .object(let mask as SeriesObject): return .frame(frame[mask.column])
    case .slice(let from, let to, let step) where step.isNone:
      return .frame(frame[rows: try range(from, to, frame.count)])
    default: throw Unmapped(reason: "item of a frame")
    }
  }

  func set(_ index: [Value], to value: Value) throws {
    guard case .string(let name)? = index.first else { throw Unmapped(reason: "column") }
    if case .object(let series as SeriesObject) = value {
      frame[name] = series.column
    } else if let cell = try? TableValue(value) {
      frame[name] = Column([TableValue](repeating: cell, count: frame.count))
    } else {
      frame[name] = try column(value)
    }
  }

  func call(_ method: String, _ a: Arguments) throws -> Value {
    let numericOnly = a.bool(-1, "numeric_only") ?? false
    switch method {
    case "head": return .frame(frame.head(try a.int(0, "n") ?? 5))
    case "tail": return .frame(frame.tail(try a.int(0, "n") ?? 5))
    case "describe": return .frame(frame.describe())
    case "copy": return .frame(frame)
    case "isna", "isnull": return .frame(frame.isMissing())
    case "mean": return .series(frame.mean(numericOnly: numericOnly))
    case "sum": return .series(frame.sum(numericOnly: numericOnly))
    case "median": return .series(frame.median(numericOnly: numericOnly))
    case "min": return .series(frame.min(numericOnly: numericOnly))
    case "max": return .series(frame.max(numericOnly: numericOnly))
    case "std": return .series(frame.std(numericOnly: numericOnly))
    case "var": return .series(frame.variance(numericOnly: numericOnly))
    case "count": return .series(frame.presentCounts())
    case "nunique": return .series(frame.uniqueCounts())
    case "transpose": return .frame(frame.transposed())
    case "to_numpy": return .object(ArrayObject(.frame(frame), try columnType(a, 0)))
    case "to_csv": return .string(frame.csv(includingIndex: a.bool(-1, "index") ?? true))
    case "reset_index": return .frame(frame.resettingIndex())
    case "set_index": return .frame(frame.settingIndex(a.positional[0].text))
    case "rename":
      guard case .dict(let names)? = a.value(-1, "columns") else {
        throw Unmapped(reason: "rename")
      }
      return .frame(
        frame.renaming(
          Dictionary(uniqueKeysWithValues: names.map { ($0.0.text, $0.1.text) })))
    case "drop":
      guard let names = a.value(-1, "columns") else { throw Unmapped(reason: "drop of rows") }
      return .frame(frame.dropping(columns: try texts(names)))
    case "dropna":
      return .frame(frame.droppingMissing(in: try a.value(-1, "subset").map(texts)))
    case "fillna":
      switch a.value(0, "value") {
      case .dict(let values)?:
        return .frame(
          frame.fillingMissing(
            Dictionary(
              uniqueKeysWithValues: try values.map { ($0.0.text, try TableValue($0.1)) })))
      case .object(let series as SeriesObject)?:
        return .frame(frame.fillingMissing(series.column))
      case let value?: return .frame(frame.fillingMissing(try TableValue(value)))
      case nil: throw Unmapped(reason: "fillna")
      }
    case "sort_values":
      return .frame(
        frame.sorted(
          by: try texts(a.value(0, "by")!), descending: a.bool(-1, "ascending") == false))
    case "groupby": return .object(GroupingObject(frame.grouped(by: try texts(a.value(0, "by")!))))
    case "merge": return try merged(frame, a)
    default: throw Unmapped(reason: "method \(method) of a frame")
    }
  }
}

/// `pd.merge`, and the method of a frame.
func merged(_ left: DataFrame, _ a: Arguments) throws -> Value {
  guard case .object(let right as FrameObject)? = a.positional.first, let keys = a.value(-1, "on")
  else { throw Unmapped(reason: "merge") }
  let kinds: [String: JoinKind] = [
    "inner": .inner, "left": .left, "right": .right, "outer": .outer,
  ]
  guard let kind = kinds[a.text(1, "how") ?? "inner"] else { throw Unmapped(reason: "merge") }
  return .frame(left.joined(with: right.frame, on: try texts(keys), how: kind))
}

/// A name or a list of names.
func texts(_ value: Value) throws -> [String] {
  if case .string(let name) = value { return [name] }
  return try value.items().map(\.text)
}

/// The positions of a Python slice without a step.
func range(_ from: Value, _ to: Value, _ count: Int) throws -> Range<Int> {
  func place(_ value: Value, _ absent: Int) throws -> Int {
    if value.isNone { return absent }
    let place = try value.asInt()
    return Swift.min(Swift.max(place < 0 ? place + count : place, 0), count)
  }
  let start = try place(from, 0)
  return start..<Swift.max(start, try place(to, count))
}

/// The names of a frame's columns.
struct NamesObject: PythonObject {
  let names: [String]

  func call(_ method: String, _ a: Arguments) throws -> Value {
    guard method == "tolist" || method == "to_list" else {
      throw Unmapped(reason: "method \(method) of column names")
    }
    return .list(names.map { .string($0) })
  }

  func items() throws -> [Value] { names.map { .string($0) } }
}

/// The labels of rows.
struct LabelsObject: PythonObject {
  let labels: [TableValue]

  init(_ index: RowIndex) { labels = (0..<index.count).map { index[$0] } }

  func call(_ method: String, _ a: Arguments) throws -> Value {
    guard method == "tolist" || method == "to_list" else {
      throw Unmapped(reason: "method \(method) of labels")
    }
    return .list(labels.map(Value.init(cell:)))
  }

  func items() throws -> [Value] { labels.map(Value.init(cell:)) }
}

/// `iloc`: rows and columns by position.
struct PositionsObject: PythonObject {
  enum Target {
    case frame(DataFrame)
    case series(Column)
  }
  let target: Target

  func item(_ index: [Value]) throws -> Value {
    switch target {
    case .series(let column):
      if case .slice(let from, let to, let step) = index[0], step.isNone {
        return .series(column[try range(from, to, column.count)])
      }
      return .object(ScalarObject(column[try index[0].asInt()]))
    case .frame(let frame):
      guard index.count == 2 else { return try rows(of: frame, index[0]) }
      if case .int(let column) = index[1] {
        if case .int(let row) = index[0] {
          let isPlain = frame[column: column].type == .string
          return .object(ScalarObject(frame[row, column], isPlain: isPlain))
        }
        guard case .frame(let part) = try rows(of: frame, index[0]).unwrapped else {
          throw Unmapped(reason: "iloc")
        }
        return .series(part[column: column])
      }
      let chosen: DataFrame
      switch index[1] {
      case .slice(let from, let to, let step) where step.isNone:
        chosen = frame[columns: try range(from, to, frame.columns.count)]
      case .list(let box): chosen = frame[columns: try box.items.map { try $0.asInt() }]
      default: throw Unmapped(reason: "iloc")
      }
      return try rows(of: chosen, index[0])
    }
  }

  private func rows(of frame: DataFrame, _ index: Value) throws -> Value {
    switch index {
    case .int(let row): return .series(frame[row: row])
    case .slice(let from, let to, let step) where step.isNone:
      return .frame(frame[rows: try range(from, to, frame.count)])
    case .list(let box): return .frame(frame[rows: try box.items.map { try $0.asInt() }])
    default: throw Unmapped(reason: "iloc")
    }
  }
}

/// The groups of a frame, or of one column of it.
struct GroupingObject: PythonObject {
  private enum Groups {
    case all(Grouping)
    case column(ColumnGrouping)
  }
  private let groups: Groups

  init(_ grouping: Grouping) { groups = .all(grouping) }
  private init(_ grouping: ColumnGrouping) { groups = .column(grouping) }

  func item(_ index: [Value]) throws -> Value {
    guard case .all(let grouping) = groups, let name = index.first else {
      throw Unmapped(reason: "item of groups")
    }
    if case .string(let name) = name { return .object(GroupingObject(grouping[name])) }
    return .object(GroupingObject(grouping[try texts(name)]))
  }

  func call(_ method: String, _ a: Arguments) throws -> Value {
    let name = method == "agg" || method == "aggregate" ? a.positional[0].text : method
    if name == "size", case .all(let grouping) = groups { return .series(grouping.size()) }
    guard let statistic = Statistic(rawValue: name) else {
      throw Unmapped(reason: "method \(method) of groups")
    }
    switch groups {
    case .all(let grouping):
      return .frame(
        grouping.aggregate(statistic, numericOnly: a.bool(-1, "numeric_only") ?? false))
    case .column(let grouping): return .series(grouping.aggregate(statistic))
    }
  }
}
