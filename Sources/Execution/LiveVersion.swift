import Diagnostics
import Notebooks

/// One version of a notebook that is being written.
struct LiveVersion: Sendable {
  let notebook: Notebook
  let session: SessionKey
  let cells: [CellKey]

  init(_ notebook: Notebook) {
    self.notebook = notebook
    session = SessionKey(notebook.frontMatter)
    let showsLines = notebook.showsLines
    cells = notebook.cells.map { CellKey($0, showsLines: showsLines) }
  }

  /// The cells that have to run again after another version has run: by the sessions they are in,
  /// each from the first that is not the same.
  func cells(toRunAfter other: LiveVersion) -> Set<Int> {
    guard session == other.session else { return Set(cells.indices) }
    var changed: Set<Int> = []
    let others = other.notebook.stretches
    for (number, stretch) in notebook.stretches.enumerated() {
      guard others.indices.contains(number), others[number].startIndex == stretch.startIndex else {
        changed.formUnion(stretch.indices)
        continue
      }
      let first = stretch.indices.first { index in
        !others[number].indices.contains(index) || cells[index] != other.cells[index]
      }
      if let first { changed.formUnion(first..<stretch.endIndex) }
    }
    return changed
  }

  /// A result of another version's cell, with the lines of this one.
  func moved(_ result: CellResult, from other: LiveVersion) -> CellResult {
    var moved = result
    moved.diagnostics = result.diagnostics.map { self.moved($0, from: other) }
    return moved
  }

  private func moved(_ diagnostic: Diagnostic, from other: LiveVersion) -> Diagnostic {
    let place = diagnostic.location
    var line = place.line
    if let cell = other.notebook.cells.last(where: { $0.fence.lowerBound <= line }),
      notebook.cells.indices.contains(cell.index)
    {
      line += notebook.cells[cell.index].line - cell.line
    }
    return Diagnostic(
      diagnostic.severity,
      at: SourceLocation(file: place.file, line: line, column: place.column), diagnostic.message,
      length: diagnostic.length, notes: diagnostic.notes.map { moved($0, from: other) })
  }
}
