// Brings notebooks into other forms and back: nbformat 4.5, which Jupyter reads, and Swift source.

import Diagnostics
import Execution
import Notebooks

/// A notebook as a file of Jupyter: nbformat 4.5.
///
/// `JupyterImport` gives back the Markdown with the same bytes; what JSON cannot hold of them, and
/// what is written in another way than an import writes it, is kept in metadata.
package struct JupyterExport {
  package private(set) var bytes: [UInt8]
  /// Images that were left out because their files are missing.
  package private(set) var warnings: [Diagnostic] = []

  private let notebook: Notebook
  private let names: AssetNames
  private let assets: AssetFolder
  private let made: [String: [UInt8]]
  private let lines: LineEndings

  /// - Parameters:
  ///   - assets: the folder with the images that the cells showed
  ///   - made: images of a run by their paths relative to the notebook, instead of files
  /// - Throws: `malformed`, and what reading an image throws
  package init(
    _ notebook: Notebook, assets: AssetFolder, made: [String: [UInt8]] = [:]
  ) throws(NotebookError) {
    if notebook.isMalformed { throw .malformed(path: notebook.path) }
    self.notebook = notebook
    self.assets = assets
    self.made = made
    names = AssetNames(notebook, in: assets)
    lines = LineEndings(notebook.source)
    bytes = []
    var cells: [JSON] = []
    var ids = CellIDs(notebook)
    var end = notebook.frontMatterLines.map {
      notebook.source.content(ofLine: $0.upperBound).upperBound
    }
    var printing = PrintingNames()
    for piece in notebook.pieces {
      let first = notebook.source.textStart(ofLine: piece.lines.lowerBound)
      let last = notebook.source.content(ofLine: piece.lines.upperBound).upperBound
      var metadata = CellMetadata()
      let above = String(
        decoding: lines.unified(notebook.bytes[(end ?? notebook.source.textStart)..<first]),
        as: UTF8.self)
      if above != MarkdownAssembly.above(isFirst: end == nil) { metadata.above = above }
      end = last
      let content = lines.unified(notebook.bytes[first..<last])
      if let cell = piece.cell {
        let id = ids.next(for: cell)
        cells.append(try code(cell, content, metadata, id: id, &printing))
      } else {
        cells.append(Self.prose(content, metadata, id: ids.nextForProse()))
      }
    }
    var metadata = NotebookMetadata()
    let start = notebook.source.textStart
    metadata.hasMark = start > 0
    metadata.newline = lines.common == "\n" ? nil : lines.common
    if let head = notebook.frontMatterLines {
      let last = notebook.source.content(ofLine: head.upperBound).upperBound
      metadata.frontMatter = lines.unified(notebook.bytes[start..<last])
    }
    let rest = lines.unified(notebook.bytes[(end ?? start)...])
    let tail = String(decoding: rest, as: UTF8.self)
    if tail != MarkdownAssembly.end(isEmpty: end == nil) { metadata.end = tail }
    bytes = Array(Self.file(cells, metadata).text.utf8)
  }

  private static func file(_ cells: [JSON], _ metadata: NotebookMetadata) -> JSON {
    JSON(members: [
      "cells": JSON(.array(cells)),
      "metadata": JSON(members: [
        "gradus": metadata.json,
        "kernelspec": JSON(members: [
          "display_name": JSON("Swift"), "language": JSON("swift"), "name": JSON("swift"),
        ]),
        "language_info": JSON(members: [
          "codemirror_mode": JSON("swift"), "file_extension": JSON(".swift"),
          "mimetype": JSON("text/x-swift"), "name": JSON("swift"),
          "pygments_lexer": JSON("swift"),
        ]),
      ]),
      "nbformat": JSON(.number("4")), "nbformat_minor": JSON(.number("5")),
    ])
  }

  private static func prose(_ content: [UInt8], _ metadata: CellMetadata, id: String) -> JSON {
    var metadata = metadata
    let source = String(decoding: content, as: UTF8.self).withLineFeeds
    if !source.utf8.elementsEqual(content) {
      metadata.markdown = content
      metadata.fingerprint = CellMetadata.fingerprint([source])
    }
    return JSON(members: [
      "cell_type": JSON("markdown"), "id": JSON(id),
      "metadata": JSON(members: ["gradus": metadata.json]), "source": .lines(source),
    ])
  }

  private mutating func code(
    _ cell: Cell, _ content: [UInt8], _ metadata: CellMetadata, id: String,
    _ printing: inout PrintingNames
  ) throws(NotebookError) -> JSON {
    var metadata = metadata
    let text = notebook.text(of: cell)
    let source = String(text.dropLast())
    let options = notebook.optionsText(of: cell)
    if !options.isEmpty { metadata.options = options }
    let isResult = printing.isQuiet(cell)
    let recorded = try RecordedOutput(cell, names: names, isResult: isResult) {
      name throws(NotebookError) in
      if let image = made[assets.name + "/" + name] { return image }
      return try assets.content(of: name)
    }
    let line = cell.recordedLine(.rich) ?? cell.line
    warnings += recorded.missing.map {
      Diagnostic(
        .warning, at: SourceLocation(file: notebook.path, line: line, column: 1),
        "the image '\(assets.path(of: $0))' is missing")
    }
    let shown = ShownOutput(recorded.outputs, cell: cell.index, names: names, prefersText: false)
    let plain = MarkdownAssembly.cell(
      source, options: options, output: shown.output, path: notebook.path)
    if !(plain?.utf8.elementsEqual(content) ?? false) {
      metadata.markdown = content
      metadata.fingerprint = MarkdownAssembly.fingerprint(source, options, shown.output)
      let prefixes = notebook.prefixes(of: cell)
      let prefix = (
        first: String(decoding: prefixes.first, as: UTF8.self),
        further: String(decoding: prefixes.further, as: UTF8.self)
      )
      if prefix != ("", "") { metadata.prefix = prefix }
    }
    let isRun = notebook.recordsOutputs && cell.options.isRun
    return JSON(members: [
      "cell_type": JSON("code"),
      "execution_count": isRun ? JSON(.number("\(cell.index + 1)")) : JSON(.null),
      "id": JSON(id),
      "metadata": JSON(members: ["gradus": metadata.json, "jupyter": cell.options.hiding]),
      "outputs": JSON(.array(recorded.outputs.map(\.json))), "source": .lines(source),
    ])
  }
}

extension CellOptions {
  fileprivate var isRun: Bool { kind != .skip && kind != .compileOnly }

  /// What Jupyter folds away.
  fileprivate var hiding: JSON? {
    guard hide || hideCode else { return nil }
    return JSON(members: [
      "outputs_hidden": hide ? JSON(.bool(true)) : nil, "source_hidden": JSON(.bool(true)),
    ])
  }
}

extension SourceText {
  /// The first byte that is no byte order mark.
  var textStart: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  fileprivate func textStart(ofLine line: Int) -> Int {
    max(textStart, content(ofLine: line).lowerBound)
  }
}
