/// A value of the standard library that a display lays out part by part.
///
/// The conformances stand here and not in `Mirror`'s generic form, because a long array is
/// shown in part without being copied, and because a mirror shows other text for a range.
protocol StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool)
}

extension Optional: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    switch self {
    case .some(let wrapped): printer.value(wrapped, isNested: isNested)
    case .none: printer.text("nil")
    }
  }
}

extension AnyHashable: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.value(base, isNested: isNested)
  }
}

extension Array: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.sequence("[", self, "]") }
}

extension ArraySlice: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.sequence("[", self, "]") }
}

extension ContiguousArray: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.sequence("[", self, "]") }
}

extension CollectionOfOne: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.sequence("[", self, "]") }
}

extension EmptyCollection: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.text("[]") }
}

extension Dictionary.Keys: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.sequence("[", self, "]") }
}

extension Dictionary.Values: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.sequence("[", self, "]") }
}

/// Shown in order where the elements have one, as IPython does it: the order of a hash table
/// says nothing.
extension Set: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    if count < PrettyPrinter.longestSequence, let order = Element.self as? any Comparable.Type {
      printer.sequence("[", inOrder(of: order), "]")
    } else {
      printer.sequence("[", self, "]")
    }
  }
}

/// Shown in the order of the keys where they have one.
extension Dictionary: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    if count < PrettyPrinter.longestSequence, let order = Key.self as? any Comparable.Type {
      let keys = keys.inOrder(of: order)
      printer.pairs(keys.lazy.map { key in (key, self[key]!) })
    } else {
      printer.pairs(self.lazy.map { ($0.key, $0.value) })
    }
  }
}

extension KeyValuePairs: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.pairs(self.lazy.map { ($0.key, $0.value) })
  }
}

extension PrettyPrinter {
  fileprivate mutating func pairs<Key, Value>(_ pairs: some Collection<(Key, Value)>) {
    if pairs.isEmpty { return text("[:]") }
    group("[", "]", indentedBy: 1) { printer in
      for (index, (key, value)) in pairs.enumerated() {
        if printer.separate(before: index) { return }
        printer.value(key)
        printer.text(": ")
        printer.value(value)
      }
    }
  }
}

extension Sequence {
  fileprivate func inOrder<Order: Comparable>(of order: Order.Type) -> [Element] {
    sorted { ($0 as! Order) < ($1 as! Order) }
  }
}
