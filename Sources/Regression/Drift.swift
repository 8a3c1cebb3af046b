import Diagnostics
import Notebooks

/// The output of a cell that is not the recorded one.
package struct Drift: Sendable {
  package let cell: Cell
  package let recorded: CellOutput
  package let captured: CellOutput
  /// What to record: the captured output, with what agrees left as it is recorded.
  package let promoted: CellOutput
  /// The parts that differ, in the order they stand in the file.
  package let parts: [CellOutput.Part]
  /// What tells tensors apart.
  package let tensors: [TensorDifference]
  /// The recorded output and what would be recorded in its place.
  package let difference: UnifiedDiff
  /// The images of the cell that are missing or are not what it shows.
  package var images: [Diagnostic] = []
  let filterTimeout: Diagnostic?
  /// Whether an ellipsis was not searched for to the end.
  let isSearchCut: Bool

  /// The file's lines that hold what differs, or the cell's fence when nothing is recorded.
  package var lines: ClosedRange<Int> {
    guard let part = parts.first, let first = cell.recordedLine(part) else {
      let line = cell.outputLines.map {
        $0.lowerBound < $0.upperBound ? $0.lowerBound + 1 : $0.lowerBound
      }
      return line.map { $0...$0 } ?? cell.line...cell.line
    }
    let changed = UnifiedDiff.changedLines(from: recorded[part] ?? "", to: promoted[part] ?? "")
    return first + changed.lowerBound...first + changed.upperBound
  }

  /// What differs, located at the first recorded line that does, or at the cell when it has none.
  package var diagnostic: Diagnostic {
    if let filterTimeout { return filterTimeout }
    if parts.isEmpty, let image = images.first { return image }
    let what =
      recorded.isEmpty
      ? "\(cell.title) shows an output that is not recorded"
      : captured.isEmpty
        ? "\(cell.title) no longer shows the recorded output"
        : "the output of \(cell.title) differs from the recorded one"
    let place = cell.location(line: lines.lowerBound - cell.line + 1, column: 1)
    return Diagnostic(.error, at: place, what)
  }

  /// What is said about the difference beside the lines themselves.
  package var remarks: [String] {
    tensors.map(\.description) + images.dropFirst(parts.isEmpty ? 1 : 0).map(\.message)
      + (isSearchCut ? ["an ellipsis stands for too much to be found in time"] : [])
  }

  /// All parts one below the other, without the last line feed.
  static func whole(_ output: CellOutput) -> String {
    let text = CellOutput.Part.allCases.compactMap { output[$0] }.joined()
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}

extension Drift {
  /// A cell whose recorded output agrees, but not the images it refers to.
  package init(_ cell: Cell, images: [Diagnostic]) {
    let recorded = cell.recorded
    self.init(
      cell: cell, recorded: recorded, captured: recorded, promoted: recorded, parts: [],
      tensors: [], difference: UnifiedDiff(from: "", to: ""), images: images, filterTimeout: nil,
      isSearchCut: false)
  }
}
