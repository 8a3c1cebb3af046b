import Diagnostics

extension Notebook {
  /// The notebook as a tree of text, for tests and for a look at what was read.
  package func dump() -> String {
    var text = frontMatter.stated.map { "front matter: \($0)\n" }.joined()
    for cell in cells { text += cell.dump() }
    for diagnostic in diagnostics { text += diagnostic.dump() }
    return text
  }
}

extension FrontMatter {
  /// The settings that are not the usual ones, each as a few words.
  package var stated: [String] {
    let usual = FrontMatter()
    var lines: [String] = []
    if seed != usual.seed { lines.append("seed \(seed)") }
    if timeout != usual.timeout { lines.append("timeout \(timeout)") }
    if let tolerance { lines.append("tolerance \(tolerance)") }
    for filter in filters {
      lines.append("filter /\(filter.pattern.source)/ \"\(filter.replacement)\"")
    }
    if let outputs { lines.append("outputs \(outputs)") }
    if let compiler { lines.append("compiler \(compiler)") }
    if languageMode != usual.languageMode { lines.append("language-mode \(languageMode.rawValue)") }
    if optimize { lines.append("optimize") }
    for package in packages { lines.append("package \(package.origin) \(package.products)") }
    for module in imports { lines.append("import \(module)") }
    for (name, value) in env.sorted(by: { $0.key < $1.key }) {
      lines.append("env \(name)=\(visible(value))")
    }
    return lines
  }
}

extension Cell {
  fileprivate func dump() -> String {
    var text = "cell \(index), lines \(fence.lowerBound)-\(fence.upperBound)"
    if let heading { text += ", under \"\(visible(heading))\"" }
    text += "\n"
    for option in options.dump { text += "  \(option)\n" }
    text += indented("code", code) + indented("output", recorded.text)
    return text + indented("error", recorded.error) + indented("rich", recorded.rich)
  }

  private func indented(_ title: String, _ text: String?) -> String {
    guard let text else { return "" }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    return "  \(title)\n" + lines.map { "  |\(visible(String($0)))\n" }.joined()
  }
}

extension CellOptions {
  fileprivate var dump: [String] {
    let flags = [
      ("hide", hide), ("hide-code", hideCode), ("silent", silent), ("raw", raw), ("reset", reset),
      ("isolate", isolate), ("optimize", optimize), ("nondeterministic", nondeterministic),
      ("unordered", unordered),
    ]
    return kind.dump + flags.filter(\.1).map(\.0)
      + (name.map { ["name \($0)"] } ?? []) + (timeout.map { ["timeout \($0)"] } ?? [])
      + (tolerance.map { ["tol \($0)"] } ?? [])
  }
}

extension CellKind {
  fileprivate var dump: [String] {
    let pattern: (String, Pattern?) -> [String] = { name, pattern in
      [pattern.map { "\(name) /\($0.source)/" } ?? name]
    }
    switch self {
    case .run: return []
    case .skip: return ["skip"]
    case .compileOnly: return ["compile-only"]
    case .error(let expected): return pattern("error", expected)
    case .crash(let expected): return pattern("crash", expected)
    case .throws(let expected): return pattern("throws", expected)
    case .main: return ["main"]
    }
  }
}

extension Diagnostic {
  fileprivate func dump(indentation: String = "") -> String {
    let place = "\(location.line):\(location.column)+\(length)"
    return "\(indentation)\(place) \(severity.rawValue): \(visible(message))\n"
      + notes.map { $0.dump(indentation: indentation + "  ") }.joined()
  }
}
