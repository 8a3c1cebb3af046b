/// One column of the fields of a text, and the values that it holds.
struct CSVColumn {
  let text: UnsafeBufferPointer<UInt8>
  let fields: CSVFields
  let lines: Range<Int>
  /// The place of the column's field in its line.
  let place: Int
  let markers: CSVMarkers

  /// The values in the type that all of them have: whole numbers, numbers, Booleans or text.
  func values() -> ColumnStorage {
    if lines.isEmpty { return .object([]) }
    if let storage = integers() ?? floats() ?? bools() { return storage }
    return strings()
  }

  /// The values in a given type.
  func values(of type: ColumnType, name: String) throws(TableError) -> ColumnStorage {
    switch type {
    case .int64:
      if let storage = integers() { return storage }
    case .float64:
      if let storage = floats() { return storage }
    case .bool:
      if case .bool(let values) = bools() { return .bool(values) }
    case .string: return strings()
    case .object:
      guard case .string(let texts) = strings() else { return strings() }
      return .object(texts.map { $0.map(TableValue.string) ?? .missing })
    }
    throw .wrongType(column: name, value: firstMisfit(of: type), type: type)
  }

  private func firstMisfit(of type: ColumnType) -> String {
    for line in lines {
      let fits =
        switch type {
        case .int64: parsed(line, CSVNumbers.integer).isValue
        case .float64: parsed(line, CSVNumbers.float).isValue
        default: parsed(line, Self.bool).isValue
        }
      if !fits { return string(line) ?? "NaN" }
    }
    return "NaN"
  }

  /// What a field is when it is read as some type.
  private enum Parsed<Value> {
    case value(Value)
    case missing
    case other

    var isValue: Bool { if case .other = self { false } else { true } }
  }

  @inline(__always)
  private func parsed<Value>(
    _ line: Int, _ parse: (UnsafeBufferPointer<UInt8>) -> Value?
  ) -> Parsed<Value> {
    func outcome(_ bytes: UnsafeBufferPointer<UInt8>) -> Parsed<Value> {
      if markers.contain(bytes) { return .missing }
      return parse(bytes).map(Parsed.value) ?? .other
    }
    // A row that is too short ends with empty fields.
    guard let field = fields.field(line, place) else {
      return outcome(UnsafeBufferPointer(start: text.baseAddress, count: 0))
    }
    if !field.isQuoted { return outcome(UnsafeBufferPointer(rebasing: text[field.range])) }
    var plain = Self.string(field, text)
    return plain.withUTF8(outcome)
  }

  private func integers() -> ColumnStorage? {
    var values: [Int] = []
    values.reserveCapacity(lines.count)
    for line in lines {
      guard case .value(let value) = parsed(line, CSVNumbers.integer) else { return nil }
      values.append(value)
    }
    return .int(values)
  }

  private func floats() -> ColumnStorage? {
    var values: [Double] = []
    values.reserveCapacity(lines.count)
    for line in lines {
      switch parsed(line, CSVNumbers.float) {
      case .value(let value): values.append(value)
      case .missing: values.append(.nan)
      case .other: return nil
      }
    }
    return .float(values)
  }

  private func bools() -> ColumnStorage? {
    var values: [Bool] = []
    var missing: [Int] = []
    values.reserveCapacity(lines.count)
    for line in lines {
      switch parsed(line, Self.bool) {
      case .value(let value): values.append(value)
      case .missing:
        missing.append(values.count)
        values.append(false)
      case .other: return nil
      }
    }
    if missing.isEmpty { return .bool(values) }
    var mixed = values.map(TableValue.bool)
    for row in missing { mixed[row] = .missing }
    return .object(mixed)
  }

  private static func bool(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard bytes.count == 4 || bytes.count == 5 else { return nil }
    switch String(decoding: bytes, as: UTF8.self) {
    case "True", "TRUE", "true": return true
    case "False", "FALSE", "false": return false
    default: return nil
    }
  }

  private func strings() -> ColumnStorage {
    var values: [String?] = []
    values.reserveCapacity(lines.count)
    for line in lines {
      values.append(string(line))
    }
    return .string(values)
  }

  private func string(_ line: Int) -> String? {
    let string = fields.field(line, place).map { Self.string($0, text) } ?? ""
    let isMissing = string.utf8.withContiguousStorageIfAvailable { markers.contain($0) }
    return isMissing ?? false ? nil : string
  }

  /// The text of a field without its quotes.
  static func string(_ field: CSVFields.Field, _ text: UnsafeBufferPointer<UInt8>) -> String {
    let bytes = UnsafeBufferPointer(rebasing: text[field.range])
    guard field.isQuoted else { return String(decoding: bytes, as: UTF8.self) }
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var place = 1
    var isInside = true
    while place < bytes.count {
      if isInside, bytes[place] == UInt8(ascii: "\"") {
        if place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\"") {
          place += 1
        } else {
          isInside = false
          place += 1
          continue
        }
      }
      plain.append(bytes[place])
      place += 1
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
