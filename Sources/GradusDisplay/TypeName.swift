/// The name of a type as its source says it: nested names in full, without the module.
///
/// Every cell of a notebook is a module of its own, so a module's name says nothing to a reader;
/// neither does the place of a private or local declaration, which differs from run to run.
package struct TypeName {
  /// The name, such as `Box<P.Inner>`.
  package let text: String

  /// The name of `type`.
  package init(_ type: Any.Type) {
    text = TypeName.withoutModules(_typeName(type, qualified: true))
  }

  /// The type name with the first component of every dotted path left out.
  package static func withoutModules(_ qualified: String) -> String {
    var result = ""
    var rest = Substring(qualified)
    var isInsidePath = false
    while let first = rest.first {
      if first == "(", let end = hiddenContext(at: rest) {
        let isInFunction = rest[end...].hasPrefix("(unknown context at ")
        rest = rest[end...]
        if isInFunction {
          // A function is a context of its own; the type that it belongs to is no part of the name.
          while let last = result.last, last.isIdentifier || last == "." { result.removeLast() }
        }
      } else if first.isIdentifier {
        let name = rest.prefix(while: \.isIdentifier)
        rest = rest[name.endIndex...]
        if !isInsidePath, rest.first == "." {
          rest = rest.dropFirst()
        } else {
          result += name
        }
        isInsidePath = true
      } else {
        if !(first == "." || first == ">") || (first == ">" && result.last == "-") {
          isInsidePath = false
        }
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// The end of `(unknown context at $5…).` or `(extension in Cell0):` at the start of `text`.
  private static func hiddenContext(at text: Substring) -> Substring.Index? {
    for (start, separator) in [("(unknown context at ", "."), ("(extension in ", ":")] {
      guard text.hasPrefix(start), let close = text.firstIndex(of: ")") else { continue }
      let end = text.index(after: close)
      guard text[end...].hasPrefix(separator) else { continue }
      return text.index(after: end)
    }
    return nil
  }
}

extension Character {
  fileprivate var isIdentifier: Bool { isLetter || isNumber || self == "_" || self == "$" }
}
