import GradusDisplay
import GradusTensors

/// What a cell shows for a value: Gradus' own layout, with literals spelled as Python does.
enum Shown {
  static func text(_ v: Value) -> String {
    if v.isNone { return "" }
    var printer = PrettyPrinter(width: 79)
    add(v, &printer)
    return printer.finish()
  }

  private static func add(_ v: Value, _ printer: inout PrettyPrinter) {
    switch v {
    case .list(let b): sequence("[", b.items, "]", &printer)
    case .tuple(let items): sequence("(", items, ")", &printer)
    case .dict(let items):
      printer.group("{", "}", indentedBy: 1) { printer in
        for (i, (key, value)) in items.enumerated() {
          if printer.separate(before: i) { return }
          add(key, &printer)
          printer.text(": ")
          add(value, &printer)
        }
      }
    case .tensor(let t): printer.value(t)
    case .dtype(let d): printer.value(d)
    case .float(let d): printer.value(d)
    default: printer.lines(of: v.repr)
    }
  }

  private static func sequence(
    _ opening: String, _ items: [Value], _ closing: String, _ printer: inout PrettyPrinter
  ) {
    printer.group(opening, closing, indentedBy: 1) { printer in
      for (i, item) in items.enumerated() {
        if printer.separate(before: i) { return }
        add(item, &printer)
      }
      // Python marks a tuple of one element; Swift has none.
      if items.count == 1, opening == "(" { printer.text(",") }
    }
  }
}

/// Python's `repr` of a string.
func pythonQuoted(_ s: String) -> String {
  let quote: Character = s.contains("'") && !s.contains("\"") ? "\"" : "'"
  var out = String(quote)
  for c in s {
    switch c {
    case "\n": out += "\\n"
    case "\t": out += "\\t"
    case "\r": out += "\\r"
    case "\\": out += "\\\\"
    case quote: out += "\\" + String(quote)
    default: out.append(c)
    }
  }
  return out + String(quote)
}
