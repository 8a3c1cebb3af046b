import GradusTables
import GradusTensors

extension Files {
  /// The recorded tables.
  nonisolated(unsafe) static let tables: [Files] = [
    Files(name: "tabular/csv", cases: csv), Files(name: "tabular/frames", cases: frames),
  ]

  /// A case for each text: the frame, what it prints, and expressions of it; or the error.
  private static func csv(_ file: JSON) -> [Case] {
    file["cases"]!.array.flatMap { c -> [Case] in
      let id = c["id"]!.string!
      let whole = Case(
        id: id, code: "read_csv(\(c["csv"]!))", raises: c["raises"]?["message"]?.string,
        exception: c["raises"]?["type"]?.string
      ) {
        let frame = try read(c)
        guard let want = c["frame"] else { return .passed }
        if let d = mismatch(frame, want) { return .failed(d) }
        if frame.description != c["print"]?.string {
          return .failed("got\n\(frame)\nwant\n\(c["print"]!.string!)")
        }
        return .passed
      }
      guard case .object(let members)? = c["exprs"] else { return [whole] }
      return [whole]
        + members.map { code, want in
          let raises = want["error"]
          return Case(
            id: "\(id)/\(code)", code: code, raises: raises?["message"]?.string,
            exception: raises?["type"]?.string
          ) {
            let p = Program()
            p.names["df"] = .frame(try read(c))
            return try check(try p.value(PythonExpression.tree(code)), ["result": want])
          }
        }
    }
  }

  private static func read(_ c: JSON) throws -> DataFrame {
    var named: [(String, Value)] = []
    if case .object(let members)? = c["kwargs"] {
      named = try members.map { ($0.key, try keyword($0.value)) }
    }
    let options = try Operations.csvOptions(named)
    do throws(TableError) {
      return try DataFrame(parsing: c["csv"]!.string!, options: options)
    } catch {
      throw Raised(message: error.description)
    }
  }

  /// An option's value: JSON as Python has it.
  private static func keyword(_ j: JSON) throws -> Value {
    guard case .object(let members) = j else { return try Value(recorded: j) }
    return .dict(try members.map { (.string($0.key), try keyword($0.value)) })
  }

  private static func frames(_ file: JSON) -> [Case] {
    steps(
      file,
      start: { c in
        let p = Program()
        for line in c["setup"]?.array ?? [] {
          try p.run([PythonExpression.statement(line.string!)])
        }
        return p
      },
      check: { try check($0, $1) })
  }

  private static func check(_ got: Value, _ step: [String: JSON]) throws -> Outcome {
    try check(got, .object(step.map { ($0.key, $0.value) }))
  }

  private static func check(_ got: Value, _ step: JSON) throws -> Outcome {
    let want = step["result"]!
    switch got {
    case .object(let object as FrameObject):
      if let d = mismatch(object.frame, want) { return .failed(d) }
    case .object(let object as SeriesObject):
      if let d = mismatch(object.column, want) { return .failed(d) }
    case .object(let object as ArrayObject):
      // Swift has no array of NumPy, whose text would be its own; the values are the frame's.
      return try mismatch(object, want).map { .failed($0) } ?? .passed
    case .object(let object as NamesObject):
      let names = (want["data"]?.array ?? []).map { $0.string ?? "\($0.int ?? 0)" }
      return names == object.names ? .passed : .failed("got \(object.names)")
    case .tensor:
      if let d = difference(got, try Value(recorded: want), nil) { return .failed(d) }
    default: break
    }
    let text = want["text"]?.string ?? ""
    return got.repr == text ? .passed : .failed("got\n\(got.repr)\nwant\n\(text)")
  }

  private static func mismatch(_ frame: DataFrame, _ want: JSON) -> String? {
    let names = (want["columns"]?.array ?? []).map { $0.string ?? "" }
    // The name of the column of missing values is itself one, which prints so.
    if frame.columns != names.map({ $0 == "nan" ? "NaN" : $0 }), frame.columns != names {
      return "columns: got \(frame.columns)"
    }
    for (place, name) in names.enumerated() {
      let column = frame[column: place]
      if let type = want["dtypes"]?[name]?.string, column.type.description != type {
        return "type of \(name): got \(column.type), want \(type)"
      }
      // JSON keeps one of two columns of the same name.
      if names.count(where: { $0 == name }) == 1,
        let d = mismatch(column.values, want["data"]?[name]?.array ?? [])
      {
        return "\(name): \(d)"
      }
    }
    return labels(frame.index, want)
  }

  private static func mismatch(_ column: Column, _ want: JSON) -> String? {
    if let type = want["dtype"]?.string, column.type.description != type {
      return "type: got \(column.type), want \(type)"
    }
    if column.name != want["name"]?.string { return "name: got \(column.name ?? "nil")" }
    return mismatch(column.values, want["data"]?.array ?? []) ?? labels(column.index, want)
  }

  private static func labels(_ index: RowIndex, _ want: JSON) -> String? {
    guard index.names.count == 1, let labels = want["index"]?.array else { return nil }
    return mismatch((0..<index.count).map { index[$0] }, labels).map { "labels: \($0)" }
  }

  private static func mismatch(_ cells: [TableValue], _ want: [JSON]) -> String? {
    if cells.count != want.count { return "got \(cells.count) values, want \(want.count)" }
    for (cell, want) in zip(cells, want) where !isSame(cell, want) {
      return "got \(cell), want \(want)"
    }
    return nil
  }

  private static func isSame(_ cell: TableValue, _ want: JSON) -> Bool {
    switch (cell, want) {
    case (.missing, .null), (.missing, .string("nan")): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.int(let a), .object): "\(a)" == want["int"]?.string
    case (.float(let a), _) where a.isNaN: want.isNull || want.string == "nan"
    case (.float(let a), _): a == want.double
    case (.string(let a), .string(let b)): a == b
    // Names of columns that pandas counts; here they are texts.
    case (.string(let a), .int(let b)): a == "\(b)"
    default: false
    }
  }

  private static func mismatch(_ array: ArrayObject, _ want: JSON) throws -> String? {
    if let type = array.type, type != "object" {
      return difference(.tensor(try array.tensor()), try Value(recorded: want), nil)
    }
    if array.shape != want["shape"]?.array.map({ $0.int! }) { return "shape: got \(array.shape)" }
    let numbers = want["dtype"]?.string != "object"
    for (cell, want) in zip(array.rows.joined(), want["data"]!.array) {
      // In an array of one type whole numbers and Booleans are numbers.
      if !isSame(cell, want), !(numbers && cell.number == want.double) {
        return "got \(cell), want \(want)"
      }
    }
    return nil
  }
}
