/// The different values of a column in their order, and for each row the place of its value.
struct Factors {
  /// The values that are not missing, in order.
  let values: [TableValue]

  /// For each row the position of its value; nil where it is missing.
  let codes: [Int?]

  init(_ storage: ColumnStorage) {
    switch storage {
    case .int(let values): self.init(values, TableValue.int, keyedBy: { $0 })
    case .float(let values):
      // Zeros of both signs are one value.
      self.init(values, TableValue.float, keyedBy: { $0.isNaN ? nil : $0 + 0 })
    case .string(let values): self.init(values, TableValue.string, keyedBy: { $0 })
    case .bool(let values): self.init(values, TableValue.bool, keyedBy: { $0 })
    case .object(let values):
      self.init(values, { $0 }, keyedBy: { $0.isMissing ? nil : $0 })
    }
  }

  private init<Element, Key: Hashable>(
    _ elements: [Element], _ wrap: (Key) -> TableValue, keyedBy key: (Element) -> Key?
  ) {
    var firstCodes: [Key: Int] = [:]
    var found: [TableValue] = []
    let unordered = elements.map { element -> Int? in
      guard let key = key(element) else { return nil }
      if let code = firstCodes[key] { return code }
      firstCodes[key] = found.count
      found.append(wrap(key))
      return found.count - 1
    }
    let order = found.indices.sorted { found[$0] < found[$1] }
    var rank = [Int](repeating: 0, count: found.count)
    for (place, code) in order.enumerated() { rank[code] = place }
    values = order.map { found[$0] }
    codes = unordered.map { $0.map { rank[$0] } }
  }
}
