/// The names of the modules that cells are compiled to. They are the compiler's and ours, so they
/// are not shown, and a cell's output does not depend on what it was compiled with.
package enum ModuleNames {
  static let prefix = "GradusCell"

  static func name(firstCell: Int) -> String { prefix + String(firstCell + 1) }

  /// The text with `GradusCell7.Point` as `Point`, and the name alone as `notebook`.
  package static func removed(from text: String) -> String {
    text.contains(prefix) ? String(decoding: removed(from: Array(text.utf8)), as: UTF8.self) : text
  }

  static func removed(from bytes: [UInt8]) -> [UInt8] {
    let prefix = Array(self.prefix.utf8)
    let ofExtension = Array("(extension in ".utf8)
    var result: [UInt8] = []
    var rest = bytes[...]
    while let start = rest.firstRange(of: prefix) {
      result += rest[..<start.lowerBound]
      rest = rest[start.upperBound...].drop { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      if rest.first == UInt8(ascii: ".") {
        rest = withoutContexts(rest.dropFirst())
      } else if result.hasSuffix(ofExtension), rest.starts(with: Array("):".utf8)) {
        result.removeLast(ofExtension.count)
        rest = rest.dropFirst(2)
      } else {
        result += "notebook".utf8
      }
    }
    return result + rest
  }

  /// What follows on `(unknown context at $7f1c3a2b4c).`, the runtime's word for a private scope.
  private static func withoutContexts(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var bytes = bytes
    let words = Array("(unknown context at $".utf8)
    while bytes.starts(with: words) {
      let rest = bytes.dropFirst(words.count).drop { Character(Unicode.Scalar($0)).isHexDigit }
      guard rest.starts(with: Array(").".utf8)) else { break }
      bytes = rest.dropFirst(2)
    }
    return bytes
  }
}

extension [UInt8] {
  fileprivate func hasSuffix(_ other: [UInt8]) -> Bool { suffix(other.count).elementsEqual(other) }
}
