/// How a text of separated values is read.
public struct CSVOptions: Sendable {
  /// The character between fields.
  public var separator: Character = ","
  /// Whether the first line has the names of the columns; without it they are 0, 1, ….
  public var hasHeader = true
  /// The position of the column that labels the rows.
  public var indexColumn: Int?
  /// Further texts that stand for a missing value.
  public var missingMarkers: Set<String> = []
  /// Whether `NA`, `NaN`, `null`, the empty field and pandas' other markers are missing values.
  public var hasDefaultMarkers = true
  /// The columns to read; all where it is nil.
  public var columns: [String]?
  /// The most rows to read.
  public var rowLimit: Int?
  /// The types of some columns, instead of what their values look like.
  public var types: [String: ColumnType] = [:]
  /// The character that starts a comment, up to the end of its line.
  public var comment: Character?

  /// Options; those that are not given are pandas' own.
  public init(
    separator: Character = ",", hasHeader: Bool = true, indexColumn: Int? = nil,
    missingMarkers: Set<String> = [], hasDefaultMarkers: Bool = true, columns: [String]? = nil,
    rowLimit: Int? = nil, types: [String: ColumnType] = [:], comment: Character? = nil
  ) {
    self.separator = separator
    self.hasHeader = hasHeader
    self.indexColumn = indexColumn
    self.missingMarkers = missingMarkers
    self.hasDefaultMarkers = hasDefaultMarkers
    self.columns = columns
    self.rowLimit = rowLimit
    self.types = types
    self.comment = comment
  }
}
