import Notebooks

/// The identifiers of cells in a Jupyter notebook: the same for the same notebook, and a cell's
/// own name where it has one.
struct CellIDs {
  private var taken: Set<String>
  private var prose = 0

  /// nbformat's limit.
  private static let longest = 64

  init(_ notebook: Notebook) {
    taken = Set(notebook.cells.compactMap { $0.options.name.map(Self.cut) })
  }

  mutating func next(for cell: Cell) -> String {
    guard let name = cell.options.name, name.count <= Self.longest else {
      return unique("cell-\(cell.index + 1)")
    }
    return name
  }

  mutating func nextForProse() -> String {
    prose += 1
    return unique("text-\(prose)")
  }

  private static func cut(_ name: String) -> String { String(name.prefix(longest)) }

  private mutating func unique(_ name: String) -> String {
    var name = name
    while !taken.insert(name).inserted { name += "_" }
    return name
  }
}
