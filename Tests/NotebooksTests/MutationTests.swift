import Fixtures
import Foundation
import Notebooks
import Testing

/// Breaks the fixtures at random, the same way every time.
@Suite struct MutationTests {
  /// How many broken notebooks each fixture gives; more by hand.
  private static let count =
    ProcessInfo.processInfo.environment["GRADUS_MUTATIONS"].flatMap { Int($0) } ?? 40

  @Test("Broken notebooks keep the laws", arguments: Fixture.files(ending: ".md"))
  func laws(fixture: Fixture) throws {
    var random = SplitMix(
      seed: UInt64(
        fixture.url.pathComponents.suffix(3).joined().utf8
          .reduce(5381) { $0 &* 33 &+ UInt64($1) }))
    let original = try fixture.bytes()
    for _ in 0..<Self.count {
      var bytes = original
      for _ in 0...Int.random(in: 0...3, using: &random) { mutate(&bytes, &random) }
      try expectLaws(bytes, &random)
    }
  }

  private func expectLaws(_ bytes: [UInt8], _ random: inout SplitMix) throws {
    let notebook = Notebook(path: "a.md", bytes: bytes)
    let file = Comment(rawValue: "\(String(reflecting: String(decoding: bytes, as: UTF8.self)))")
    #expect(notebook.bytes == bytes, file)
    for diagnostic in notebook.diagnostics {
      #expect(diagnostic.location.line >= 1 && diagnostic.location.column >= 1, file)
      #expect(!diagnostic.message.contains("cannot tell where"), file)
    }
    guard !notebook.isMalformed else { return }
    try expectAgreement(bytes)

    var outputs: [Int: CellOutput] = [:]
    for cell in notebook.cells where cell.options.kind != .skip && Bool.random(using: &random) {
      outputs[cell.index] = CellOutput(
        text: text(&random), error: text(&random),
        rich: Int.random(in: 0...3, using: &random) == 0 ? text(&random) : nil)
    }
    do throws(NotebookError) {
      let recorded = Notebook(path: "a.md", bytes: try notebook.recording(outputs))
      #expect(authored(recorded) == authored(notebook), file)
      #expect(try recorded.recording(outputs) == recorded.bytes, file)
    } catch {
      #expect(
        outputs.values.contains { $0.rich != nil } || isFragile(notebook), file)
    }
  }

  /// Whether a text in a fence may change what the file says: where the fence goes and the author's
  /// own moves up to the cell, or where a rule at the head becomes front matter.
  private func isFragile(_ notebook: Notebook) -> Bool {
    let output = /(```|~~~)\s*(output|error)|<!--\s*output/
    return notebook.source.line(1)?.hasSuffix("---") == true && notebook.frontMatterLines == nil
      || authored(notebook).contains { String(decoding: $0, as: UTF8.self).contains(output) }
  }

  private static let pieces =
    [
      "```swift\n", "```\n", "```", "~~~", "```output\n", "```error\n", "<!-- output -->\n",
      "<!-- /output -->\n", "<!-- gradus: hide -->\n", "<!-- gradus\n", "-->\n", "<!--\n", "> ",
      ">",
      "- ", "1. ", "  ", "    ", "\t", "\r", "\n", "\r\n", "\n\n", "---\n", "gradus:\n",
      "  seed: 1\n",
      " hide", " silent", " skip", " raw", " x=\"y", "\\", "&amp;", "`", "[a]: /b\n", "<div>\n",
      "#",
      "\u{FEFF}", "é", "===\n", "* * *\n", "\0",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xE2, 0x80]]

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let place = Int.random(in: 0...bytes.count, using: &random)
    let lineStart = bytes[..<place].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let piece = Self.pieces.randomElement(using: &random) ?? []
    switch Int.random(in: 0...6, using: &random) {
    case 0: bytes.insert(contentsOf: piece, at: place)
    case 1, 2: bytes.insert(contentsOf: piece, at: lineStart)
    case 3:
      let end = min(bytes.count, place + Int.random(in: 1...8, using: &random))
      bytes.removeSubrange(place..<end)
    case 4:
      let end = bytes[lineStart...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      bytes.removeSubrange(lineStart..<end)
    case 5:
      let end = bytes[lineStart...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      bytes.insert(contentsOf: bytes[lineStart..<end], at: lineStart)
    default:
      if place < bytes.count { bytes[place] = UInt8.random(in: 0...255, using: &random) }
    }
  }

  private func text(_ random: inout SplitMix) -> String? {
    guard Bool.random(using: &random) else { return nil }
    let pieces = (0...3).map { _ in Self.pieces.randomElement(using: &random) ?? [] }
    return String(decoding: pieces.joined(), as: UTF8.self)
  }
}
