import GradusDisplay

extension Tensor: CustomStringConvertible {
  /// PyTorch's `repr`: the elements to four digits, long tensors shortened, then type and history.
  public var description: String { Writer(self, .current).text }
}

/// Writes one tensor as PyTorch does.
private struct Writer {
  private let tensor: Tensor
  private let options: TensorPrintOptions
  private let lineWidth: Int
  private let shortens: Bool
  private let formatter: ElementFormatter

  init(_ t: Tensor, _ options: TensorPrintOptions) {
    tensor = t
    self.options = options
    lineWidth = options.lineWidth ?? DisplayOptions.width
    shortens = t.size > options.threshold
    var places = [0]
    for d in 0..<t.rank {
      let visible = Writer.visible(t.sizes[d], shortens, options).compactMap { $0 }
      places = places.flatMap { p in visible.map { p + $0 * t.strides[d] } }
    }
    formatter = ElementFormatter(t, t.size == 0 ? [] : places, options)
  }

  /// The indices of a dimension that are shown, nil standing for the gap.
  private static func visible(_ n: Int, _ shortens: Bool, _ options: TensorPrintOptions) -> [Int?] {
    let edge = options.edgeItems
    if !shortens || n <= 2 * edge { return Array(0..<n) }
    return Array(0..<edge) + [nil] + Array((n - edge)..<n)
  }

  var text: String {
    var s = "tensor("
    var suffixes: [String] = []
    if tensor.size == 0 {
      s += "[]"
      if tensor.rank != 1 {
        let sizes = tensor.sizes.array.map(String.init).joined(separator: ", ")
        suffixes.append("size=(\(sizes)\(tensor.rank == 1 ? "," : ""))")
      }
    } else {
      s += body(0, 0, 7)
    }
    let silent: [DType] = tensor.size == 0 ? [.float32] : [.float32, .int64, .bool]
    if !silent.contains(tensor.dtype) { suffixes.append("dtype=\(tensor.dtype)") }
    if let name = tensor.gradientFunction {
      suffixes.append("grad_fn=<\(name)>")
    } else if tensor.requiresGradient {
      suffixes.append("requires_grad=True")
    }
    let lastLine = s.lastIndex(of: "\n").map { s.distance(from: $0, to: s.endIndex) - 1 }
    var length = (lastLine ?? s.count) + 2
    for suffix in suffixes {
      if length + suffix.count + 2 > lineWidth {
        s += ",\n" + String(repeating: " ", count: 7) + suffix
        length = 7 + suffix.count
      } else {
        s += ", " + suffix
        length += suffix.count + 2
      }
    }
    return s + ")"
  }

  private func body(_ axis: Int, _ offset: Int, _ indent: Int) -> String {
    if axis == tensor.rank { return formatter.text(tensor.scalarRaw(offset)) }
    if axis == tensor.rank - 1 { return row(axis, offset, indent) }
    let items = Writer.visible(tensor.sizes[axis], shortens, options).map { i in
      i.map { body(axis + 1, offset + $0 * tensor.strides[axis], indent + 1) } ?? "..."
    }
    let separator =
      "," + String(repeating: "\n", count: tensor.rank - axis - 1)
      + String(repeating: " ", count: indent + 1)
    return "[" + items.joined(separator: separator) + "]"
  }

  private func row(_ axis: Int, _ offset: Int, _ indent: Int) -> String {
    let perLine = max(1, (lineWidth - indent) / (formatter.width + 2))
    let items = Writer.visible(tensor.sizes[axis], shortens, options).map { i in
      i.map { formatter.text(tensor.scalarRaw(offset + $0 * tensor.strides[axis])) } ?? " ..."
    }
    var lines: [String] = []
    var at = 0
    while at < items.count {
      lines.append(items[at..<min(at + perLine, items.count)].joined(separator: ", "))
      at += perLine
    }
    return "[" + lines.joined(separator: ",\n" + String(repeating: " ", count: indent + 1)) + "]"
  }
}

extension Tensor: Formattable {
  /// The number of a 0-d tensor, to which a format specification applies.
  public var formatOperand: FormatOperand {
    if rank > 0 { stop("unsupported format string passed to Tensor.__format__") }
    switch scalarRaw() {
    case .bool(let v): return FormatOperand(v ? 1 : 0)
    case .int(let v): return FormatOperand(v)
    case .float(let v): return .double(v)
    }
  }
}
