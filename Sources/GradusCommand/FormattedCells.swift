import Diagnostics
import Execution
import Foundation
import Notebooks

/// The cells of a notebook as the toolchain's swift-format writes them.
struct FormattedCells {
  /// The code by `Cell.index`, without those that do not parse.
  private(set) var code: [Int: String] = [:]
  /// Why cells are left alone, at their places in the notebook.
  private(set) var diagnostics: [Diagnostic] = []

  /// Formats all cells with one run of the program.
  ///
  /// - Throws: what is missing on the machine
  init(_ notebook: Notebook) throws(ExecutionError) {
    let cells = notebook.cells.filter { $0.options.kind != .skip && !$0.code.isBlank }
    if cells.isEmpty { return }
    let program = try Toolchain.current().root + "/bin/swift-format"
    let folder = NSTemporaryDirectory() + "gradus-fmt-\(UUID().uuidString)"
    try makeFolder(folder)
    defer { removeTree(folder) }
    func path(_ cell: Cell) -> String { "\(folder)/cell-\(cell.index).swift" }
    for cell in cells { try writeFile(path(cell), notebook.plainCode(of: cell)) }
    var arguments = ["format", "--in-place"]
    if let configuration = Self.configuration(for: notebook.path) {
      arguments += ["--configuration", configuration]
    }
    guard let run = Program(program, arguments + cells.map(path)) else {
      throw .missing("'\(program)'", remedy: "install the Swift toolchain completely")
    }
    let failures = Self.failures(run.errors, in: folder)
    if run.status != 0, failures.isEmpty {
      throw .missing(
        "what swift-format needs",
        remedy: run.errors.split(separator: "\n").first.map { "it says: \($0)" }
          ?? "it says nothing"
      )
    }
    for cell in cells {
      if let failed = failures[cell.index], !failed.isEmpty {
        diagnostics += failed.map { place, message in
          Diagnostic(
            .error,
            at: cell.location(
              line: place.line,
              column: place.column + notebook.indentation(of: cell, line: place.line - 1)),
            message)
        }
      } else {
        code[cell.index] = Self.keepingQuiet(
          try readFile(path(cell)), like: notebook.plainCode(of: cell))
      }
    }
  }

  func changed(in notebook: Notebook) -> Int {
    code.count { notebook.plainCode(of: notebook.cells[$0.key]) != $0.value }
  }

  /// The nearest `.swift-format` above the notebook.
  private static func configuration(for path: String) -> String? {
    guard var folder = resolved(path)?[...] else { return nil }
    while let slash = folder.lastIndex(of: "/") {
      folder = folder[..<slash]
      let file = folder + "/.swift-format"
      if FileManager.default.isReadableFile(atPath: String(file)) { return String(file) }
    }
    return nil
  }

  /// A semicolon behind the last expression keeps its value quiet, so it is no matter of style here.
  private static func keepingQuiet(_ code: String, like original: String) -> String {
    let analysis = CellAnalysis(code)
    guard CellAnalysis(original).quiet != nil, let shown = analysis.shown else { return code }
    var bytes = Array(code.utf8)
    bytes.insert(UInt8(ascii: ";"), at: shown.upperBound)
    return String(decoding: bytes, as: UTF8.self)
  }

  private typealias Place = (line: Int, column: Int)

  /// `FOLDER/cell-3.swift:1:5: error: message`
  private static func failures(
    _ text: String, in folder: String
  ) -> [Int: [(place: Place, message: String)]] {
    var failures: [Int: [(place: Place, message: String)]] = [:]
    for line in text.split(separator: "\n") {
      guard let match = line.firstMatch(of: /cell-(\d+)\.swift:(\d+):(\d+): error: (.*)$/),
        let cell = Int(match.output.1), let row = Int(match.output.2),
        let column = Int(match.output.3)
      else { continue }
      failures[cell, default: []].append(((row, column), String(match.output.4)))
    }
    return failures
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
