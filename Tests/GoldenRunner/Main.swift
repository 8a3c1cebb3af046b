import Glibc
import GradusDisplay
import GradusTensors

/// Evaluates recorded PyTorch behaviour against the Swift API and counts what agrees.
///
/// `GRADUS_GOLDEN` names a folder of the same form as `Fixtures`; arguments choose files by name.
@main
struct GoldenRunner {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.contains("--names") || arguments.contains("--check-names") {
      names(write: arguments.contains("--names"))
    }
    let verbose = !arguments.contains("--quiet")
    let chosen = arguments.filter { !$0.hasPrefix("--") }
    let folder = getenv("GRADUS_GOLDEN").map { String(cString: $0) } ?? fixtures
    var total = (passed: 0, failed: 0, unmapped: 0, impossible: 0)
    for file in Files.all where chosen.isEmpty || chosen.contains(where: file.name.contains) {
      guard let bytes = contents(folder + "/" + file.name + ".json") else { continue }
      var count = (passed: 0, failed: 0, unmapped: 0, impossible: 0)
      for c in file.cases(JSONReader.read(bytes)) {
        switch isolated(raises: c.raises, exception: c.exception, c.body) {
        case .passed: count.passed += 1
        case .failed(let t):
          count.failed += 1
          if verbose { print("FAILED \(c.id): \(c.code)\n  \(t)") }
        case .unmapped(let t):
          count.unmapped += 1
          if verbose { print("UNMAPPED \(c.id): \(c.code)\n  \(t)") }
        case .impossible(let t):
          count.impossible += 1
          if arguments.contains("--impossible") { print("IMPOSSIBLE \(c.id): \(c.code)\n  \(t)") }
        }
      }
      print(
        "\(file.name): \(count.passed) passed, \(count.failed) failed, \(count.unmapped) unmapped, "
          + "\(count.impossible) impossible in Swift")
      total.passed += count.passed
      total.failed += count.failed
      total.unmapped += count.unmapped
      total.impossible += count.impossible
    }
    print(
      "all: \(total.passed) passed, \(total.failed) failed, \(total.unmapped) unmapped, "
        + "\(total.impossible) impossible in Swift")
    exit(total.failed + total.unmapped == 0 && total.passed > 0 ? 0 : 1)
  }

  /// Writes the table of names, or says whether the one in the repository is current and whether it
  /// has a row for every recorded operation.
  private static func names(write: Bool) -> Never {
    let root = String(#filePath.dropLast("Tests/GoldenRunner/Main.swift".count))
    let table = NameTable(
      sources: ["GradusTensors", "GradusProbability", "GradusNetworks"].map {
        root + "Sources/" + $0
      })
    let path = root + "docs/FromPyTorch.md"
    if write {
      guard let f = fopen(path, "wb") else { exit(1) }
      fputs(table.text, f)
      fclose(f)
      exit(0)
    }
    let current = NameTable.lines(path).joined(separator: "\n") == table.text
    print(current ? "docs/FromPyTorch.md is current" : "docs/FromPyTorch.md is out of date")
    let recorded = Files.all.filter { $0.name.hasPrefix("ops/") || $0.name == "grad/ops" }
      .compactMap { contents(fixtures + "/" + $0.name + ".json") }
    let missing = table.missing(from: recorded.map { JSONReader.read($0) })
    for name in missing { print("no row for the operation \(name)") }
    exit(current && missing.isEmpty && !recorded.isEmpty ? 0 : 1)
  }

  /// The copies beside this source.
  private static var fixtures: String {
    String(#filePath.dropLast("Main.swift".count)) + "Fixtures"
  }

  private static func contents(_ path: String) -> [UInt8]? {
    guard let f = fopen(path, "rb") else { return nil }
    defer { fclose(f) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let n = fread(&chunk, 1, chunk.count, f)
      if n == 0 { return bytes }
      bytes += chunk[..<n]
    }
  }
}
