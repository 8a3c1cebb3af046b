extension PrettyPrinter {
  /// At most so many elements of a collection are shown.
  package static let longestSequence = 1000

  /// Adds a text that may have several lines; each starts at the current indentation.
  package mutating func lines(of text: String) {
    group(indentedBy: 0) { printer in
      for (index, line) in text.displayLines.enumerated() {
        if index > 0 { printer.hardBreak() }
        printer.text(String(line))
      }
    }
  }

  /// Adds a value as it is shown inside a container.
  package mutating func value(_ value: Any) {
    self.value(value, isNested: true)
  }

  package mutating func value(_ value: Any, isNested: Bool) {
    if let structured = value as? any StructuredText {
      structured.lay(out: &self, isNested: isNested)
    } else if let text = DisplayText.own(of: value) {
      lines(of: text)
    } else {
      reflection(of: value, isNested: isNested)
    }
  }

  /// Adds `opening`, the elements with commas between them, and `closing`.
  package mutating func sequence(
    _ opening: String, _ elements: some Sequence, _ closing: String
  ) {
    group(opening, closing, indentedBy: opening.scalarCount) { printer in
      for (index, element) in elements.enumerated() {
        if printer.separate(before: index) { return }
        printer.value(element)
      }
    }
  }

  /// Adds what stands before element `index`; true when the element and all further are left out.
  package mutating func separate(before index: Int) -> Bool {
    guard index > 0 else { return false }
    text(",")
    breakable()
    guard index >= Self.longestSequence else { return false }
    text("...")
    return true
  }

  /// Adds `label: value`; further lines of the value are indented below its first.
  package mutating func labelled(_ label: String?, _ value: Any) {
    guard let label else { return self.value(value) }
    group("\(label): ", indentedBy: label.scalarCount + 2) { $0.value(value) }
  }

  private mutating func reflection(of value: Any, isNested: Bool) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .tuple:
      fields("(", mirror.children)
    case .struct:
      fields(TypeName(type(of: value)).text + "(", mirror.children)
    case .enum:
      enumeration(value, mirror, prefix: isNested ? TypeName(type(of: value)).text + "." : "")
    default:
      lines(of: DisplayText.opaque(value))
    }
  }

  private mutating func enumeration(_ value: Any, _ mirror: Mirror, prefix: String) {
    guard let payload = mirror.children.first else {
      return text(prefix + String(describing: value))
    }
    let name = prefix + (payload.label ?? "")
    let inner = Mirror(reflecting: payload.value)
    if inner.displayStyle == .tuple {
      fields(name + "(", inner.children)
    } else {
      fields(name + "(", [(label: nil, value: payload.value)])
    }
  }

  private mutating func fields(_ opening: String, _ children: some Sequence<Mirror.Child>) {
    group(opening, ")", indentedBy: opening.scalarCount) { printer in
      for (index, child) in children.enumerated() {
        if printer.separate(before: index) { return }
        let isPosition = child.label?.first == "."
        printer.labelled(isPosition ? nil : child.label, child.value)
      }
    }
  }
}

extension String {
  /// The lines of a text: a line break at its end starts no further line.
  var displayLines: [Substring] {
    var lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}
