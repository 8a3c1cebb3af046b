import Notebooks

/// What has to be the same in two versions of a notebook for a cell's result to hold.
struct CellKey: Hashable, Sendable {
  private let code: String
  private let options: CellOptions
  /// Its line, where code can ask for it.
  private let line: Int?

  init(_ cell: Cell, showsLines: Bool) {
    code = cell.code
    var options = cell.options
    options.locations = [:]
    self.options = options
    line = showsLines ? cell.line : nil
  }
}

/// What has to be the same in two versions for the processes of one to be of use to the other.
struct SessionKey: Hashable, Sendable {
  private let seed: UInt64
  private let languageMode: LanguageMode
  private let optimizes: Bool
  private let packages: [PackageReference]
  private let imports: [String]
  private let environment: [String: String]

  init(_ settings: FrontMatter) {
    seed = settings.seed
    languageMode = settings.languageMode
    optimizes = settings.optimize
    packages = settings.packages
    imports = settings.imports
    environment = settings.env
  }
}
