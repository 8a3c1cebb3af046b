/// A tensor as it is printed, `tensor([[0., 1.], [2., 3.]], dtype=torch.float64)`, read back.
package struct PrintedTensor: Hashable, Sendable {
  package enum Element: Hashable, Sendable {
    case number(WrittenNumber)
    case truth(Bool)
    /// The ellipsis of a shortened tensor.
    case gap
  }

  /// How many elements are printed along each axis; a gap counts as one.
  package let shape: [Int]
  /// In the order they are printed.
  package let elements: [Element]
  /// What stands behind the elements: type, history, size.
  package let suffixes: [String]

  /// The type, as printed or as the elements show it.
  package var dtype: String {
    if let said = suffixes.first(where: { $0.hasPrefix("dtype=") }) {
      return String(said.dropFirst(6))
    }
    var isWhole = !elements.isEmpty
    for element in elements {
      switch element {
      case .truth: return "bool"
      case .number(let number): isWhole = isWhole && number.isWhole
      case .gap: break
      }
    }
    return isWhole ? "int64" : "float32"
  }

  var isShortened: Bool { elements.contains(.gap) }

  /// The place of an element along each axis.
  func index(of element: Int) -> [Int] {
    var rest = element
    var index: [Int] = []
    for size in shape.reversed() {
      index.insert(rest % size, at: 0)
      rest /= size
    }
    return index
  }
}

extension PrintedTensor {
  /// What stands in a text for a tensor that was taken out of it; outputs hold no such character.
  private static let mark: UInt8 = 0x1A

  /// The tensors in a text, and the text without them.
  static func separated(_ text: [UInt8]) -> (text: [UInt8], tensors: [PrintedTensor]) {
    let opening = Array("tensor(".utf8)
    var result: [UInt8] = []
    var tensors: [PrintedTensor] = []
    var index = 0
    while index < text.count {
      if text[index] == opening[0], text[index...].starts(with: opening),
        !text[...].endsWord(before: index)
      {
        var reader = TensorReader(text[(index + opening.count)...])
        if let tensor = reader.read() {
          tensors.append(tensor)
          result.append(mark)
          index = reader.index
          continue
        }
      }
      result.append(text[index])
      index += 1
    }
    return (result, tensors)
  }
}

/// Reads a tensor from behind `tensor(` to behind its closing parenthesis.
private struct TensorReader {
  private let text: ArraySlice<UInt8>
  private(set) var index: Int
  private var shape: [Int] = []
  private var elements: [PrintedTensor.Element] = []
  /// How deep in lists the elements are.
  private var leafDepth: Int?

  /// More axes than this are no tensor, and would take the stack.
  private static let deepest = 64

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    index = text.startIndex
  }

  mutating func read() -> PrintedTensor? {
    skipBlanks()
    guard readValue(depth: 0) else { return nil }
    var suffixes: [String] = []
    while true {
      skipBlanks()
      if take(")") {
        return PrintedTensor(shape: shape, elements: elements, suffixes: suffixes)
      }
      guard take(",") else { return nil }
      skipBlanks()
      guard let suffix = readSuffix() else { return nil }
      suffixes.append(suffix)
    }
  }

  /// A list, or an element where no lists are.
  private mutating func readValue(depth: Int) -> Bool {
    guard take("[") else { return readElement(depth) }
    guard depth < Self.deepest, depth < leafDepth ?? .max else { return false }
    if shape.count == depth { shape.append(-1) }
    var count = 0
    skipBlanks()
    var isOpen = !take("]")
    while isOpen {
      guard readValue(depth: depth + 1) else { return false }
      count += 1
      skipBlanks()
      isOpen = take(",")
      skipBlanks()
      if !isOpen, !take("]") { return false }
    }
    if shape[depth] < 0 { shape[depth] = count }
    return shape[depth] == count
  }

  private mutating func readElement(_ depth: Int) -> Bool {
    var end = index
    while end < text.endIndex, !",])".utf8.contains(text[end]), !text[end].isSpace { end += 1 }
    let word = text[index..<end]
    index = end
    if word.elementsEqual("...".utf8) {
      // It stands for lists where others do, and then for all that is in one of them.
      guard depth > 0, leafDepth != nil else { return false }
      let count = shape[depth...].reduce(1, *)
      elements += Array(repeating: .gap, count: count)
      return true
    }
    guard !word.isEmpty, leafDepth ?? depth == depth, shape.count == depth else { return false }
    leafDepth = depth
    if word.elementsEqual("True".utf8) {
      elements.append(.truth(true))
    } else if word.elementsEqual("False".utf8) {
      elements.append(.truth(false))
    } else {
      let tokens = TokenScanner.tokens(word)
      guard tokens.count == 1, let number = tokens[0].number else { return false }
      elements.append(.number(number))
    }
    return true
  }

  /// A word such as `grad_fn=<AddBackward0>` or `size=(0, 2)`.
  private mutating func readSuffix() -> String? {
    let start = index
    var depth = 0
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "<") { depth += 1 }
      if depth == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: ")") { break }
      if byte == UInt8(ascii: ")") || byte == UInt8(ascii: ">") { depth -= 1 }
      if byte == 0x0A { return nil }
      index += 1
    }
    return index > start ? String(decoding: text[start..<index], as: UTF8.self) : nil
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < text.endIndex, text[index] == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while index < text.endIndex, text[index].isSpace { index += 1 }
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { isBlank || self == 0x0A }
}
