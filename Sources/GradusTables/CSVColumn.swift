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
  ///
  /// - Throws: the sentence that pandas says where they do not have it
  func values(of type: ColumnType, name: String) throws(TableError) -> ColumnStorage {
    if type == .string { return strings() }
    if type == .object {
      guard case .string(let texts) = strings() else { return strings() }
      return .object(texts.map { $0.map(TableValue.string) ?? .missing })
    }
    let natural = values()
    if natural.count == 0 {
      return type == .bool ? .bool([]) : type == .int64 ? .int([]) : .float([])
    }
    switch (type, natural) {
    case (.int64, .int), (.float64, .float), (.bool, .bool): return natural
    case (.int64, .bool(let flags)): return .int(flags.map { $0 ? 1 : 0 })
    case (.float64, .int), (.float64, .bool): return .float(natural.numbers ?? [])
    default: throw .wrongType(column: name, reason: reason(against: type, natural))
    }
  }

  private func reason(against type: ColumnType, _ natural: ColumnStorage) -> String {
    switch (type, natural) {
    case (.int64, .float) where isWhole:
      return "Integer column has NA values in column \(place)"
    case (.int64, .string), (.int64, .object):
      let misfit = firstMisfit { CSVNumbers.integer($0) != nil }
      return "invalid literal for int() with base 10: \(misfit)"
    case (.float64, _):
      let misfit = firstMisfit { markers.contain($0) || CSVNumbers.float($0) != nil }
      return "could not convert string to float: \(misfit)"
    case (.bool, .object(let values)) where values.contains(where: isFlag):
      return "Bool column has NA values in column \(place)"
    default:
      let kind: ColumnType =
        natural.type == .string
        ? .object : natural.type == .float64 && isWhole ? .int64 : natural.type
      return "cannot safely convert passed user dtype of \(type) for \(kind) dtyped data in column "
        + "\(place)"
    }
  }

  /// Whether every number that is there is a whole one.
  private var isWhole: Bool {
    lines.allSatisfy { line in
      if case .other = parsed(line, CSVNumbers.integer) { false } else { true }
    }
  }

  private func isFlag(_ value: TableValue) -> Bool {
    if case .bool = value { true } else { false }
  }

  /// The first field that is not as it should be, as Python writes a string.
  private func firstMisfit(_ fits: (UnsafeBufferPointer<UInt8>) -> Bool) -> String {
    for line in lines {
      var string = fields.field(line, place).map { Self.string($0, text) } ?? ""
      if !string.withUTF8(fits) { return Self.quoted(string) }
    }
    return "''"
  }

  private static func quoted(_ text: String) -> String {
    let quote = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    let escaped = text.flatMap { character -> String in
      switch character {
      case "\\": "\\\\"
      case "'" where quote == "'": "\\'"
      default: TextTable.escaped(String(character))
      }
    }
    return quote + String(escaped) + quote
  }

  /// What a field is when it is read as some type.
  private enum Parsed<Value> {
    case value(Value)
    case missing
    case other
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
