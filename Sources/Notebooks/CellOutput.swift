/// What a cell showed, as recorded in the notebook or captured from a run.
///
/// A text that is not empty ends with a line feed in its normal form; `normalized(_:)` makes it.
package struct CellOutput: Hashable, Sendable {
  /// Standard output, standard error and displayed values in the order they appeared.
  package var text: String?
  /// The diagnostic or message of a failure the cell was expected to have.
  package var error: String?
  /// The Markdown of the output region, without the comments that enclose it.
  package var rich: String?

  /// A part of an output, in the order they stand in the file.
  package enum Part: String, Hashable, Sendable, CaseIterable {
    case text, error, rich
  }

  package subscript(part: Part) -> String? {
    get {
      switch part {
      case .text: text
      case .error: error
      case .rich: rich
      }
    }
    set {
      switch part {
      case .text: text = newValue
      case .error: error = newValue
      case .rich: rich = newValue
      }
    }
  }

  package init(text: String? = nil, error: String? = nil, rich: String? = nil) {
    self.text = text
    self.error = error
    self.rich = rich
  }

  /// Byte for byte: as texts, letters with accents are equal that are written in two ways.
  package static func == (a: CellOutput, b: CellOutput) -> Bool {
    Part.allCases.allSatisfy { part in
      switch (a[part], b[part]) {
      case (let a?, let b?): a.utf8.elementsEqual(b.utf8)
      case (nil, nil): true
      default: false
      }
    }
  }

  /// Whether there is nothing to record.
  package var isEmpty: Bool {
    [text, error, rich].allSatisfy { $0?.isEmpty ?? true }
  }
}
