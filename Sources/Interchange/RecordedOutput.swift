import Execution
import Foundation
import Notebooks

/// What the recorded output of a Markdown notebook's cell is in Jupyter.
struct RecordedOutput {
  private(set) var outputs: [JupyterOutput] = []
  /// Images whose files are missing.
  private(set) var missing: [String] = []

  /// - Parameters:
  ///   - isResult: whether the text is the value of the last expression and nothing else
  ///   - image: the content of a file in the notebook's assets
  init(
    _ cell: Cell, names: AssetNames, isResult: Bool,
    image: (String) throws(NotebookError) -> [UInt8]?
  ) throws(NotebookError) {
    let recorded = cell.recorded
    if let text = recorded.text, !text.isEmpty {
      let shown = text.utf8.last == 0x0A ? String(text.dropLast()) : text
      outputs.append(
        isResult
          ? .result(
            count: cell.index + 1,
            bundle: [JSON.Member(name: "text/plain", value: .lines(shown))])
          : .stream(name: "stdout", text: text))
    }
    if let error = recorded.error, !error.isEmpty {
      let lines = error.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
      outputs.append(
        .error(
          name: cell.options.kind.failure, value: lines[0],
          traceback: error.utf8.last == 0x0A ? lines.dropLast() : lines))
    }
    guard let rich = recorded.rich, !rich.isEmpty else { return }
    let referred = names.references(in: rich, of: cell.index)
    var text: [String] = []
    var images = 0
    for part in (rich.utf8.last == 0x0A ? String(rich.dropLast()) : rich).paragraphs {
      guard
        let bundle = try self.image(
          part, number: images + 1, cell.index, names, among: referred, image)
      else {
        text.append(part)
        continue
      }
      addText(&text)
      images += 1
      outputs.append(.display(bundle: bundle))
    }
    addText(&text)
  }

  private mutating func addText(_ parts: inout [String]) {
    guard !parts.isEmpty else { return }
    let text = parts.joined(separator: "\n\n")
    parts = []
    let isHTML = text.wholeMatch(of: /(?s)<[A-Za-z].*>/) != nil
    outputs.append(
      .display(
        bundle: [
          JSON.Member(name: isHTML ? "text/html" : "text/markdown", value: .lines(text))
        ]))
  }

  /// The image that a paragraph is, if it is written as a run writes it.
  private mutating func image(
    _ paragraph: String, number: Int, _ cell: Int, _ names: AssetNames, among referred: [String],
    _ content: (String) throws(NotebookError) -> [UInt8]?
  ) throws(NotebookError) -> [JSON.Member]? {
    guard let match = paragraph.wholeMatch(of: /!\[(.*)\]\([^()]*\)/) else { return nil }
    let description = String(match.output.1.replacing(/\\(.)/) { $0.output.1 })
    for (type, ending) in AssetNames.endings {
      let name = names.name(cell: cell, number: number, ending: ending)
      guard referred.contains(name), names.markdown(name, describedAs: description) == paragraph
      else { continue }
      guard let bytes = try content(name) else {
        missing.append(name)
        return nil
      }
      let data: JSON
      if ending == "svg" {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        data = .lines(text)
      } else {
        data = JSON(Data(bytes).base64EncodedString())
      }
      let plain = JSON.Member(name: "text/plain", value: .lines(description))
      return [JSON.Member(name: type, value: data)] + (description.isEmpty ? [] : [plain])
    }
    return nil
  }
}

extension CellKind {
  /// What the failure of such a cell is called.
  fileprivate var failure: String {
    switch self {
    case .error: "CompilerError"
    case .crash: "Crash"
    case .throws: "Error"
    default: "Failure"
    }
  }
}

extension String {
  /// The stretches between blank lines; joined by them they are the text.
  fileprivate var paragraphs: [String] {
    var paragraphs: [[Substring]] = [[]]
    let lines = utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { Substring($0) }
    for (index, line) in lines.enumerated() {
      if line.isEmpty, index > 0, index < lines.count - 1, !paragraphs[paragraphs.count - 1].isEmpty
      {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(line)
      }
    }
    return paragraphs.map { $0.joined(separator: "\n") }
  }
}
