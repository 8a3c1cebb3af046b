import Diagnostics
import Glibc
import Notebooks

/// One execution of a notebook: compiles its cells, runs them, and keeps what each showed.
package final class Session {
  /// What is told while a notebook runs.
  package enum Progress: Sendable {
    case running(cell: Int)
    /// What the cell that runs has shown so far; only where it is asked for.
    case showing(cell: Int, CellOutput, [Asset])
    /// The loops over `Progress` of the running cell went on, or came to their end (`nil`); some
    /// ten times a second.
    case advanced(cell: Int, LoopProgress?)
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
    /// How many states before cells are kept to go back to; one is enough for a failing cell.
    var keptStates = 1
    /// Whether what a cell shows is reported while it runs.
    var streams = false
    /// The packages that the cells import, built.
    package var packages = PackageLibrary.none
    package init() {}
  }

  let notebook: Notebook
  let configuration: Configuration
  let assetNames: AssetNames
  let workplace: Workplace
  let compiler: Compiler
  let linker: Linker
  let symbolizer: Symbolizer
  let folder: String
  let stop: StopSignal?
  let report: (Progress) -> Void

  var results: [Int: CellResult] = [:]
  var compileTimes: [Int: Duration] = [:]

  /// - Parameters:
  ///   - folder: where the cells run
  ///   - report: called as cells begin and end
  package convenience init(
    _ notebook: Notebook, folder: String, cache: UnitCache, configuration: Configuration,
    report: @escaping (Progress) -> Void = { _ in }
  ) throws(ExecutionError) {
    self.init(
      notebook, folder: folder, in: try Workplace(cache), configuration: configuration,
      report: report)
  }

  init(
    _ notebook: Notebook, folder: String, in workplace: Workplace, configuration: Configuration,
    stop: StopSignal? = nil, report: @escaping (Progress) -> Void
  ) {
    self.notebook = notebook
    self.configuration = configuration
    assetNames = AssetNames(
      notebook, in: configuration.assets ?? AssetFolder(besides: notebook.path))
    self.folder = folder
    self.stop = stop
    self.report = report
    self.workplace = workplace
    compiler = Compiler(workplace, source: notebook.source, packages: configuration.packages)
    linker = Linker(toolchain: workplace.toolchain)
    symbolizer = Symbolizer(
      toolchain: workplace.toolchain, scratch: workplace.folder + "/symbols")
  }

  /// Runs the notebook from top to bottom.
  ///
  /// - Returns: one result for each cell, in order
  package func run() throws(ExecutionError) -> [CellResult] {
    for cells in notebook.stretches { try Stretch(self, cells).run() }
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

  /// What compiling begins with.
  var start: Builder.State {
    Builder.State(
      chain: Chain(
        imports: notebook.frontMatter.imports + configuration.packages.imports,
        packages: configuration.packages))
  }

  /// Fresh processes for cells.
  func worker() throws(ExecutionError) -> Worker {
    try Worker(
      workplace.installation,
      Worker.Settings(
        folder: folder, environment: environment,
        seed: configuration.conditions.seed ?? notebook.frontMatter.seed,
        conditions: configuration.conditions,
        threads: configuration.conditions.hasOneCore ? 1 : configuration.threads,
        libraries: configuration.packages.libraries, memoryLimit: configuration.memoryLimit,
        outputLimit: configuration.outputLimit, streams: configuration.streams),
      stop: stop)
  }

  /// The environment of the cells: nothing of ours but what a program needs, so that no secret
  /// reaches a cell, and everything fixed that could make a result differ.
  var environment: [String] {
    var variables = [
      "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "COLUMNS": "80", "TERM": "dumb",
      // The worker's own handlers replace the runtime's; switched off it would print a backtrace.
      "SWIFT_BACKTRACE": "enable=yes",
      "TMPDIR": workplace.files,
    ]
    variables.merge(configuration.conditions.environment) { $1 }
    for name in ["PATH", "HOME", "USER", "LOGNAME"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    variables.merge(notebook.frontMatter.env) { $1 }
    variables.merge(configuration.environment) { $1 }
    // The folder is removed at the end, so it is never another one.
    variables["GRADUS_TMP"] = workplace.files
    return variables.map { "\($0)=\($1)" }.sorted()
  }

  package static var physicalMemory: UInt64 {
    UInt64(sysconf(Int32(_SC_PHYS_PAGES))) * UInt64(sysconf(Int32(_SC_PAGESIZE))) / 5 * 4
  }
}

extension Notebook {
  /// The cells by the sessions they run in: `reset` begins another one.
  var stretches: [ArraySlice<Cell>] {
    var stretches: [ArraySlice<Cell>] = []
    var start = 0
    while start < cells.count {
      let end = cells[(start + 1)...].firstIndex { $0.options.reset } ?? cells.count
      stretches.append(cells[start..<end])
      start = end
    }
    return stretches
  }
}
