import Foundation

/// `make bench`: measures whole processes, each case beside its peer in the same run, and prints
/// ratios; absolute times only say how fast this machine is today.
///
///   benchmarks GRADUS TENSORS PEER SCRATCH
///
/// GRADUS is the installed command, TENSORS the executable with the tensor operations, PEER a Python
/// virtual environment (made here if the package registry can be reached), SCRATCH a folder for what
/// is made.
@main
enum Benchmarks {
  static func main() throws {
    let arguments = CommandLine.arguments
    if arguments.count == 3, arguments[1] == "--tables" {
      return try TableBenchmark.measure(arguments[2])
    }
    guard arguments.count == 5 else {
      print("usage: benchmarks GRADUS TENSORS PEER SCRATCH")
      exit(64)
    }
    let scratch = URL(filePath: arguments[4])
    try? FileManager.default.removeItem(at: scratch)
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    let tool = Tool(path: arguments[1], scratch: scratch)
    var table = Table()
    let peer = Peer.prepare(folder: URL(filePath: arguments[3]))
    try NotebookBenchmark(tool: tool, peer: peer).run(into: &table)
    try CellBenchmark(tool: tool).run(into: &table)
    try EditBenchmark(tool: tool).run(into: &table)
    try CollectionBenchmark(tool: tool).run(into: &table)
    try CheckBenchmark(tool: tool).run(into: &table)
    try RenderBenchmark(tool: tool).run(into: &table)
    try CompileBenchmark(tool: tool).run(into: &table)
    try TableBenchmark(scratch: scratch, peer: peer).run(into: &table)
    if let peer {
      let report = TensorReport(
        rows: try TensorBenchmark(program: arguments[2], peer: peer).run())
      report.add(to: &table)
      try report.json.write(to: scratch.appending(path: "tensors.json"))
      try Data(report.chart.utf8).write(to: URL(filePath: "docs/Performance.svg"))
    }
    print(table.text)
    if table.missed > 0 { print("\(table.missed) goals missed") }
  }
}

/// The command under test, with a cache of its own.
struct Tool {
  let path: String
  let scratch: URL

  var cache: URL { scratch.appending(path: "cache") }

  func command(_ arguments: [String], environment: [String: String] = [:]) -> MeasuredCommand {
    let all = environment.merging(["GRADUS_CACHE": cache.path]) { $1 }
    return MeasuredCommand(program: path, arguments: arguments, environment: all)
  }

  /// Removes compiled cells; the C modules of the toolchain stay, as an installation has them.
  func forgetUnits() {
    try? FileManager.default.removeItem(at: cache.appending(path: "units"))
  }
}
