import Glibc

/// The table from PyTorch's names to Gradus', made from the doc comments of the sources.
struct NameTable {
  private struct Row {
    let torch: String
    let gradus: String
    let summary: String
  }

  /// The Markdown document.
  let text: String
  /// PyTorch's names without what stands before and behind them: `sum` for `torch.sum(dim)`.
  let names: Set<String>

  /// - Parameter sources: the folders with the modules' sources.
  init(sources: [String]) {
    var rows: [Row] = []
    for path in sources.flatMap({ NameTable.files($0).sorted() }) {
      rows += NameTable.rows(NameTable.lines(path))
    }
    names = Set(rows.map { NameTable.bare($0.torch) })
    rows.sort { ($0.torch.lowercased(), $0.gradus) < ($1.torch.lowercased(), $1.gradus) }
    var out = """
      # From PyTorch

      What a PyTorch name is called in Gradus. Made from the documentation of the sources by
      `GoldenRunner --names`; a test says when it is out of date.

      Names are PyTorch's nouns in Swift's grammar: what returns a new tensor is a participle or noun
      (`reshaped`, `softmax`), what changes the tensor is a verb (`zero()`) or takes the standard
      library's `form` (`formExp()`). `dim` is `axis` or `axes`, `keepdim` is `keepingDimensions`.
      Element-wise comparisons have a dot (`.==`, `.<`), since `==` is the equality of two wholes.
      A tensor is the sequence of its slices along the first dimension: `for row in t`, `zip(t, u)`,
      `Array(t)`; `[Double](t)` are its elements.

      | PyTorch | Gradus | |
      | --- | --- | --- |

      """
    for r in rows { out += "| `\(r.torch)` | `\(r.gradus)` | \(r.summary) |\n" }
    text = out
  }

  private static func bare(_ name: String) -> String {
    let head = name.firstIndex(of: "(").map { name[..<$0] } ?? name[...]
    guard !head.contains(" ") else { return String(head) }
    return String(head.split(separator: ".").last ?? head)
  }

  /// How the table writes the operators that recorded calls name.
  private static let operators = [
    "add": "a + b", "sub": "a - b", "mul": "a * b", "div": "a / b", "floor_divide": "a // b",
    "remainder": "a % b", "pow": "a ** b", "matmul": "a @ b", "bitwise_and": "a & b",
    "bitwise_or": "a \\| b", "bitwise_xor": "a ^ b", "lshift": "a << b", "rshift": "a >> b",
    "eq": "a == b", "ne": "a != b", "lt": "a < b", "le": "a <= b", "gt": "a > b", "ge": "a >= b",
    "neg": "-a", "bitwise_not": "~a", "positive": "+a", "getitem": "x[i, j]",
  ]

  /// The operations of recorded calls that have no row.
  func missing(from recorded: [JSON]) -> [String] {
    var operations: Set<String> = []
    for j in recorded { NameTable.collect(j, into: &operations) }
    return operations.filter { op in
      !names.contains(NameTable.bare(op))
        && !(NameTable.operators[op].map { names.contains($0) } ?? false)
    }.sorted()
  }

  private static func collect(_ j: JSON, into operations: inout Set<String>) {
    switch j {
    case .array(let items): for i in items { collect(i, into: &operations) }
    case .object(let members):
      if let op = j["op"]?.string { operations.insert(op) }
      for m in members { collect(m.value, into: &operations) }
    default: break
    }
  }

  private static func files(_ folder: String) -> [String] {
    guard let d = opendir(folder) else { return [] }
    defer { closedir(d) }
    var found: [String] = []
    while let e = readdir(d) {
      let name = withUnsafePointer(to: &e.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasPrefix(".") { continue }
      if name.hasSuffix(".swift") {
        found.append(folder + "/" + name)
      } else if !name.contains(".") {
        found += files(folder + "/" + name)
      }
    }
    return found
  }

  static func lines(_ path: String) -> [Substring] {
    guard let f = fopen(path, "rb") else { return [] }
    defer { fclose(f) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = fread(&chunk, 1, chunk.count, f)
      if n == 0 { break }
      bytes += chunk[..<n]
    }
    return String(decoding: bytes, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
  }

  private static func rows(_ lines: [Substring]) -> [Row] {
    var comment: [String] = []
    var rows: [Row] = []
    for (i, line) in lines.enumerated() {
      let t = trimmed(line)
      if t.hasPrefix("///") {
        comment.append(trimmed(t.dropFirst(3)))
        continue
      }
      if t.hasPrefix("@") || t.hasPrefix("// swift-format") { continue }
      defer { comment = [] }
      guard !comment.isEmpty, t.contains("public "),
        let mark = comment.joined(separator: " ").firstRange(of: "PyTorch: ")
      else { continue }
      let all = comment.joined(separator: " ")
      let summary = comment.prefix { !$0.isEmpty }.joined(separator: " ")
      let first =
        summary.firstRange(of: " PyTorch: ").map { summary[..<$0.lowerBound] } ?? summary[...]
      let declaration = signature(lines[i...])
      for name in quoted(all[mark.upperBound...]) {
        rows.append(
          Row(torch: escaped(name), gradus: escaped(declaration), summary: escaped(String(first))))
      }
    }
    return rows
  }

  /// A declaration up to its body, without modifiers and default values' noise.
  private static func signature(_ lines: ArraySlice<Substring>) -> String {
    var s = ""
    for l in lines.prefix(8) {
      let t = trimmed(l)
      // A stored property has no body to end at.
      if t.isEmpty || t.hasPrefix("///") || t.hasPrefix("}") { break }
      let end = t.firstRange(of: " {")?.lowerBound ?? t.endIndex
      s += (s.isEmpty || s.hasSuffix("(") || t.hasPrefix(")") ? "" : " ") + t[..<end]
      let isProperty = s.contains("let ") || s.contains("var ")
      if end != t.endIndex || isProperty { break }
    }
    for word in [
      "private(set) ", "public ", "static ", "convenience ", "final ", "func ", "var ", "let ",
    ] {
      while let r = s.firstRange(of: word) { s.removeSubrange(r) }
    }
    return s
  }

  private static func quoted(_ s: Substring) -> [String] {
    var names: [String] = []
    var rest = s
    while let a = rest.firstIndex(of: "`") {
      let after = rest.index(after: a)
      guard let b = rest[after...].firstIndex(of: "`") else { break }
      names.append(String(rest[after..<b]))
      rest = rest[rest.index(after: b)...]
      guard rest.hasPrefix(",") else { break }
    }
    return names
  }

  private static func escaped(_ s: String) -> String {
    s.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
  private static func trimmed(_ s: Substring) -> String {
    String(s.drop { $0 == " " })
  }
}
