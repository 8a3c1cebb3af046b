extension String: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.text(debugDescription) }
}

extension Substring: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.text(debugDescription) }
}

extension Character: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.text(debugDescription) }
}

extension Unicode.Scalar: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.text(debugDescription) }
}

extension StaticString: StructuredText {
  func lay(out printer: inout PrettyPrinter, isNested: Bool) { printer.text(debugDescription) }
}
