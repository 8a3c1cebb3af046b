/// The text that shows a value.
package enum DisplayText {
  /// The text of a value at the end of a cell; nil for `Void`, which shows nothing.
  ///
  /// Containers are laid out as IPython does it, see ``PrettyPrinter``. Strings are quoted, an
  /// optional shows what it wraps, and types appear without their module.
  package static func of<T>(_ value: T, width: Int = DisplayOptions.width) -> String? {
    if T.self == Void.self || T.self == Void?.self || type(of: value as Any) == Void.self {
      return nil
    }
    var printer = PrettyPrinter(width: width - 1)
    printer.value(value, isNested: false)
    return printer.finish()
  }

  /// The text that a value's own type gives it.
  static func own(of value: Any) -> String? {
    if let type = value as? Any.Type { return TypeName(type).text }
    if let displayable = value as? any Displayable,
      let form = displayable.displayForms.first(where: { $0.mime == "text/plain" })
    {
      return String(decoding: form.contents, as: UTF8.self)
    }
    if let streamable = value as? any TextOutputStreamable {
      var text = ""
      streamable.write(to: &text)
      return text
    }
    if let convertible = value as? any CustomStringConvertible { return convertible.description }
    if let convertible = value as? any CustomDebugStringConvertible {
      return convertible.debugDescription
    }
    return nil
  }

  /// The text of a value without parts to show: an object, a function.
  static func opaque(_ value: Any) -> String {
    let text = String(describing: value)
    let type = type(of: value)
    return text == _typeName(type, qualified: true) ? TypeName(type).text : text
  }
}
