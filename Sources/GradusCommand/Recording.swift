import Notebooks

/// What a run writes: the notebook with its outputs, and the images beside it.
struct Recording {
  /// The notebook.
  let bytes: [UInt8]
  private let run: NotebookRun
  /// The file that is written instead of the notebook.
  private let target: String?
  private let assets: [Asset]
  /// The images that the notebook no longer refers to.
  private let stale: [String]
  /// Whether all files are as they would be written.
  let changesNothing: Bool

  /// - Parameters:
  ///   - outputs: what to record, by cell; the others stay as they are
  ///   - target: the file to write to; the notebook itself if nil
  init(_ run: NotebookRun, _ outputs: [Int: CellOutput], to target: String?)
    throws(NotebookError)
  {
    let notebook = run.notebook
    bytes = try notebook.recording(outputs)
    assets = run.results.filter { outputs[$0.cell] != nil }.flatMap(\.assets)
    self.run = run
    self.target = target

    let before = target.map { path in (try? NotebookFile.read(path)) ?? [] }
    let referred = Recording.references(bytes, in: run)
    stale = Recording.references(before ?? notebook.bytes, in: run)
      .subtracting(referred).sorted()
    let changed = try run.assets.changed(assets)
    changesNothing = target == nil && bytes == notebook.bytes && changed.isEmpty
  }

  /// The images of its own that a notebook's outputs refer to.
  private static func references(_ bytes: [UInt8], in run: NotebookRun) -> Set<String> {
    let notebook = Notebook(path: run.notebook.path, bytes: bytes)
    let names = AssetNames(notebook, in: run.assets)
    return Set(
      notebook.cells.flatMap { names.references(in: $0.recorded.rich, of: $0.index) })
  }

  /// Writes the images, then the notebook, and removes what it no longer refers to, so that at any
  /// time the notebook's images are there.
  ///
  /// - Throws: what writing files throws; `changedOnDisk` before anything is written
  func write() throws(NotebookError) {
    let notebook = run.notebook
    if target == nil, try NotebookFile.read(notebook.path) != notebook.bytes {
      throw .changedOnDisk(path: notebook.path)
    }
    try run.assets.write(assets)
    try NotebookFile.write(
      bytes, to: target ?? notebook.path, expecting: target == nil ? notebook.bytes : nil)
    try run.assets.remove(stale)
  }
}
