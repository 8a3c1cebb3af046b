import Diagnostics
import Glibc
import Notebooks

/// One execution of a notebook: compiles its cells, runs them, and keeps what each showed.
package final class Session {
  /// What is told while a notebook runs.
  package enum Progress: Sendable {
    case running(cell: Int)
    case finished(CellResult)
  }

  package struct Configuration: Sendable {
    /// Whether every cell is compiled by itself; the results are the same.
    package var singly = false
    /// How many bytes a cell may print.
    package var outputLimit = 8 << 20
    /// How much address space the cells may use, in bytes.
    package var memoryLimit = Session.physicalMemory
    /// Variables of the environment for the cells, beside the usual ones.
    package var environment: [String: String] = [:]
    /// Where the images of the cells are to be kept; beside the notebook unless set.
    package var assets: AssetFolder?
    /// How many threads the runtime shares large work among; all processors if nil.
    package var threads: Int?
    package var conditions = Conditions()
    /// The packages that the cells import, built.
    package var packages = PackageLibrary.none
    package init() {}
  }

  let notebook: Notebook
  let configuration: Configuration
  let assetNames: AssetNames
  let toolchain: Toolchain
  let installation: Installation
  let compiler: Compiler
  let linker: Linker
  let symbolizer: Symbolizer
  let folder: String
  let temporaryFolder: String
  let report: (Progress) -> Void

  var results: [Int: CellResult] = [:]
  var units: [Int: CompiledUnit] = [:]
  var compileTimes: [Int: Duration] = [:]

  /// - Parameters:
  ///   - folder: where the cells run
  ///   - report: called as cells begin and end
  package init(
    _ notebook: Notebook, folder: String, cache: UnitCache, configuration: Configuration,
    report: @escaping (Progress) -> Void = { _ in }
  ) throws(ExecutionError) {
    self.notebook = notebook
    self.configuration = configuration
    assetNames = AssetNames(
      notebook, in: configuration.assets ?? AssetFolder(besides: notebook.path))
    self.folder = folder
    self.report = report
    toolchain = try Toolchain.current()
    installation = try Installation.current()
    temporaryFolder = try cache.temporaryFolder()
    try makeFolder(temporaryFolder + "/files")
    compiler = Compiler(
      toolchain: toolchain, installation: installation, cache: cache,
      interfaces: try InterfaceFolder(path: temporaryFolder + "/interfaces"),
      source: notebook.source, packages: configuration.packages)
    linker = Linker(toolchain: toolchain)
    symbolizer = Symbolizer(toolchain: toolchain, scratch: temporaryFolder + "/symbols")
  }

  deinit { removeTree(temporaryFolder) }

  /// Runs the notebook from top to bottom.
  ///
  /// - Returns: one result for each cell, in order
  package func run() throws(ExecutionError) -> [CellResult] {
    var start = 0
    while start < notebook.cells.count {
      // `reset` begins a session of its own.
      let end =
        notebook.cells[(start + 1)...].firstIndex { $0.options.reset } ?? notebook.cells.count
      try Stretch(self, notebook.cells[start..<end]).run()
      start = end
    }
    return notebook.cells.map {
      results[$0.index] ?? CellResult(cell: $0.index, status: .notRun(reason: ""))
    }
  }

  /// Adds the time that compiling these cells took, to equal parts.
  func add(compileTime: Duration, for cells: [Int]) {
    for cell in cells { compileTimes[cell, default: .zero] += compileTime / cells.count }
  }

  func finish(_ result: CellResult) {
    var result = result
    result.compileTime = compileTimes[result.cell] ?? .zero
    results[result.cell] = result
    report(.finished(result))
  }

  /// Fresh processes for cells.
  func worker() throws(ExecutionError) -> Worker {
    try Worker(
      installation,
      Worker.Settings(
        folder: folder, environment: environment,
        seed: configuration.conditions.seed ?? notebook.frontMatter.seed,
        conditions: configuration.conditions,
        threads: configuration.conditions.hasOneCore ? 1 : configuration.threads,
        libraries: configuration.packages.libraries, memoryLimit: configuration.memoryLimit,
        outputLimit: configuration.outputLimit))
  }

  /// The environment of the cells: nothing of ours but what a program needs, so that no secret
  /// reaches a cell, and everything fixed that could make a result differ.
  var environment: [String] {
    var variables = [
      "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "TERM": "dumb",
      // The worker's own handlers replace the runtime's; switched off it would print a backtrace.
      "SWIFT_BACKTRACE": "enable=yes",
      "TMPDIR": temporaryFolder + "/files",
    ]
    variables.merge(configuration.conditions.environment) { $1 }
    for name in ["PATH", "HOME", "USER", "LOGNAME"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    variables.merge(notebook.frontMatter.env) { $1 }
    variables.merge(configuration.environment) { $1 }
    // The folder is removed at the end, so it is never another one.
    variables["GRADUS_TMP"] = temporaryFolder + "/files"
    return variables.map { "\($0)=\($1)" }.sorted()
  }

  package static var physicalMemory: UInt64 {
    UInt64(sysconf(Int32(_SC_PHYS_PAGES))) * UInt64(sysconf(Int32(_SC_PAGESIZE))) / 5 * 4
  }
}
