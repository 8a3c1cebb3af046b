extension Range: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.range(lowerBound, "..<", upperBound)
  }
}

extension ClosedRange: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.range(lowerBound, "...", upperBound)
  }
}

extension PartialRangeFrom: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.range(lowerBound, "...", nil)
  }
}

extension PartialRangeUpTo: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.range(nil, "..<", upperBound)
  }
}

extension PartialRangeThrough: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) {
    printer.range(nil, "...", upperBound)
  }
}

extension PrettyPrinter {
  fileprivate mutating func range(_ lower: Any?, _ mark: String, _ upper: Any?) {
    if let lower { value(lower) }
    text(mark)
    if let upper { value(upper) }
  }
}
