import Testing

/// A small XML reader, strict about what it knows: elements, attributes, text and references.
struct XMLTree {
  final class Element {
    let name: String
    let attributes: [String: String]
    fileprivate(set) var children: [Element] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String]) {
      (self.name, self.attributes) = (name, attributes)
    }
  }

  struct Problem: Error {
    let message: String
  }

  let root: Element

  init(_ text: String) throws {
    var rest = text[...]
    let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    guard rest.hasPrefix(declaration) else { throw Problem(message: "no declaration") }
    rest = rest.dropFirst(declaration.count)
    // XML 1.0, production 2: the characters there are.
    for scalar in rest.unicodeScalars {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: break
      default: throw Problem(message: "the character \(scalar.value)")
      }
    }
    let top = Element("", [:])
    var open = [top]
    while let character = rest.first {
      guard character == "<" else {
        let end = rest.firstIndex(of: "<") ?? rest.endIndex
        open.last!.text += try Self.resolved(rest[..<end])
        rest = rest[end...]
        continue
      }
      guard let end = rest.firstIndex(of: ">") else { throw Problem(message: "an open tag") }
      var tag = rest[rest.index(after: rest.startIndex)..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("/") {
        guard open.count > 1, open.removeLast().name == tag.dropFirst() else {
          throw Problem(message: "the end \(tag)")
        }
        continue
      }
      let isEmpty = tag.hasSuffix("/")
      if isEmpty { tag.removeLast() }
      let name = tag.prefix { $0 != " " }
      var attributes: [String: String] = [:]
      var list = tag.dropFirst(name.count)
      while let match = list.prefixMatch(of: /\ ([A-Za-z]+)="([^"<]*)"/) {
        attributes[String(match.output.1)] = try Self.resolved(match.output.2)
        list = list[match.range.upperBound...]
      }
      guard list.isEmpty else { throw Problem(message: "the attributes \(list)") }
      let element = Element(String(name), attributes)
      open.last!.children.append(element)
      if !isEmpty { open.append(element) }
    }
    guard open.count == 1, top.children.count == 1 else { throw Problem(message: "no one root") }
    root = top.children[0]
  }

  private static func resolved(_ text: Substring) throws -> String {
    let references = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "#9": "\t", "#10": "\n"]
    return try String(text).replacing(/&([^;]*);?/) { match in
      guard match.output.0.hasSuffix(";"), let meant = references[String(match.output.1)] else {
        throw Problem(message: "the reference \(match.output.0)")
      }
      return meant
    }
  }
}
