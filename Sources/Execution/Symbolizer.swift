import Diagnostics

/// Turns places in compiled units into places in the notebook, by the line tables in the units.
struct Symbolizer {
  struct Place: Hashable {
    let line: Int
    let column: Int
  }

  let toolchain: Toolchain
  /// A file for the program's output.
  let scratch: String

  /// - Returns: the notebook's places on the stack, innermost first, and the reason of a trap that
  ///   the compiler has noted there
  func places(_ frames: [WorkerEvent.Frame], units: [Int: CompiledUnit])
    throws(ExecutionError) -> (places: [Place], reason: String?)
  {
    var places: [Place] = []
    var reason: String?
    var rest = frames[...]
    while let first = rest.first {
      let run = rest.prefix { $0.unit == first.unit }
      rest = rest.dropFirst(run.count)
      guard let unit = units[first.unit] else { continue }
      let symbols = try Subprocess.run(
        toolchain.symbolizer,
        ["--obj=" + unit.library, "--no-demangle"]
          + run.map { "0x" + String($0.offset, radix: 16) },
        outputFile: scratch)
      let insertions = unit.source.generated.insertions
      // Pairs of lines: the function, and file:line:column; a blank line between addresses.
      var function = ""
      for line in symbols.output.split(separator: "\n") {
        guard let place = place(line, file: unit.source.file) else {
          function = String(line)
          let mark = "Swift runtime failure: "
          if places.isEmpty, reason == nil, function.hasPrefix(mark) {
            reason = String(function.dropFirst(mark.count))
          }
          continue
        }
        guard place.line > 0 else { continue }
        let (line, column) = unit.source.original(
          line: place.line, column: place.column, insertions)
        let original = Place(line: line, column: column)
        if places.last != original { places.append(original) }
      }
    }
    return (places, reason)
  }

  private func place(_ text: Substring, file: String) -> Place? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3, let line = Int(parts[parts.count - 2]),
      let column = Int(parts[parts.count - 1])
    else { return nil }
    let path = text[..<parts[parts.count - 3].endIndex]
    // Other files are the standard library's, inlined; their lines are nobody's business here.
    guard path == file || path.hasSuffix("/" + file) else { return Place(line: 0, column: 0) }
    return Place(line: line, column: max(1, column))
  }
}
