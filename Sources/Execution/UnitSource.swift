/// The Swift text of one unit: cells, one after the other, as a script that stops before each cell
/// to let the worker take its checkpoint.
///
/// Lines and columns are those of the notebook: `#sourceLocation` says so before everything that
/// comes from it, and what is added stands on lines of its own.
struct UnitSource: Sendable {
  /// A cell as it goes into a unit.
  struct Part: Sendable {
    let cell: Int
    let code: String
    let line: Int
    let analysis: CellAnalysis
  }

  let file: String
  let parts: [Part]
  let chain: Chain
  let module: String
  /// Whether the value of the last expression is shown; where the compiler refuses that (a value
  /// that cannot be copied, an expression without a type of its own) the cell is compiled without.
  var shows = true

  var entry: String { module + "_main" }
  var isProgram: Bool { parts.contains { $0.analysis.isProgram } }

  var text: String {
    var text = "@_exported import \(chain.last?.module ?? Prelude.module)\n"
    for link in chain.links {
      text += "@testable import func \(link.module).\(link.mark)\n"
    }
    if chain.usesRuntime { text += "import protocol GradusTensors.TensorScalar\n" }
    let own = Set(parts.flatMap { $0.analysis.operators.map(Chain.operatorName) })
    for declaration in chain.operators where !own.contains(Chain.operatorName(declaration)) {
      text += declaration + "\n"
    }
    text += "func \(Chain.mark(ofModule: module))() {}\n"
    var imported = chain.imported
    for part in parts {
      text += "\(Prelude.beginCell)(\(part.cell))\n"
      text += body(part, imported: &imported)
    }
    return text + "#sourceLocation()\n"
  }

  private func body(_ part: Part, imported: inout Set<String>) -> String {
    var text = location(part.line)
    let bytes = Array(part.code.utf8)
    var done = 0
    func copy(to end: Int) {
      text += String(decoding: bytes[done..<end], as: UTF8.self)
      done = end
    }
    for item in part.analysis.imports {
      guard item.isAlone else {
        imported.insert(item.text)
        continue
      }
      copy(to: item.range.lowerBound)
      if imported.insert(item.text).inserted {
        // A module that is not passed on would be visible in this cell only.
        let line = part.line + lineFeeds(bytes[..<done])
        text += "\n" + location(line - 1) + "@_exported\n" + indentation(bytes, before: done)
      } else {
        // A second import of a module would uncover its names over the notebook's own.
        done = item.range.upperBound
      }
    }
    if shows, let shown = part.analysis.shown {
      copy(to: shown.lowerBound)
      let line = part.line + lineFeeds(bytes[..<done])
      text += "\n" + location(line - 1) + UnitSource.margin + Prelude.display + "(\n"
      text += indentation(bytes, before: done)
      copy(to: shown.upperBound)
      text += "\n" + UnitSource.margin + ")\n" + location(part.line + lineFeeds(bytes[..<done]))
    }
    copy(to: bytes.count)
    return text
  }

  /// Moves generated code to columns that no line of a notebook reaches, by which messages about it
  /// are known.
  static let margin = String(repeating: " ", count: 400)

  private func location(_ line: Int) -> String {
    "#sourceLocation(file: \(swiftLiteral(file)), line: \(max(1, line)))\n"
  }

  /// As many blanks as keep the column of what follows.
  private func indentation(_ bytes: [UInt8], before offset: Int) -> String {
    let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return bytes[start..<offset].reduce(into: "") { $0 += $1 == UInt8(ascii: "\t") ? "\t" : " " }
  }

  private func lineFeeds(_ bytes: some Sequence<UInt8>) -> Int {
    bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
  }
}

/// The text as a Swift string literal.
func swiftLiteral(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "\"") { literal, scalar in
    switch scalar {
    case "\"": literal += "\\\""
    case "\\": literal += "\\\\"
    case _ where scalar.value < 0x20 || scalar.value == 0x7f:
      literal += "\\u{\(String(scalar.value, radix: 16))}"
    default: literal.unicodeScalars.append(scalar)
    }
  } + "\""
}
