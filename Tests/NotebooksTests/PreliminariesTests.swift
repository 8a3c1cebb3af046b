import Foundation
import Notebooks
import Testing

/// The port of the PyTorch notebook against the record of the original.
@Suite struct PreliminariesTests {
  struct OriginalCell: Decodable {
    let n: Int
    let output: String
    let deterministic: Bool
  }

  /// What the language forces to differ, by the original's cell number; docs/Preliminaries.md says
  /// why.
  static let differences: [Int: @Sendable (String) -> String] = [
    10: {
      $0.replacingOccurrences(of: "torch.Size([2, 3])", with: "[2, 3]")
        .replacingOccurrences(of: "torch.Size([3])", with: "[3]")
    },
    11: {
      $0.replacingOccurrences(of: "torch.Size([2, 3])", with: "[2, 3]")
        .replacingOccurrences(of: "torch.Size([2])", with: "[2]")
    },
    16: { _ in "nil" },
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static func original() throws -> [OriginalCell] {
    let file = try #require(
      Bundle.module.url(forResource: "Fixtures/seed_notebook", withExtension: "json"))
    return try JSONDecoder().decode([OriginalCell].self, from: Data(contentsOf: file))
  }

  static func port() throws -> Notebook {
    let path = root.appending(path: "notebooks/preliminaries.md").path
    return Notebook(path: path, bytes: try NotebookFile.read(path))
  }

  @Test func `the port has the original's cells in the original's order`() throws {
    let (original, port) = (try Self.original(), try Self.port())
    #expect(original.count == 31)
    #expect(port.cells.count == original.count)
    #expect(!port.isMalformed)
  }

  @Test func `deterministic cells show the original's text to the letter`() throws {
    var compared = 0
    for (original, cell) in zip(try Self.original(), try Self.port().cells)
    where original.deterministic {
      let expected = Self.differences[original.n, default: { $0 }](original.output)
      var shown = cell.recorded.text ?? ""
      if shown.hasSuffix("\n") { shown.removeLast() }
      #expect(shown == expected, "cell \(original.n)")
      #expect(cell.recorded.error == nil && cell.recorded.rich == nil)
      compared += 1
    }
    #expect(compared == 26)
  }

  @Test func `random cells have a recorded output that a check compares`() throws {
    for (original, cell) in zip(try Self.original(), try Self.port().cells)
    where !original.deterministic {
      #expect(cell.recorded.text != nil, "cell \(original.n)")
      #expect(!cell.options.nondeterministic && cell.options.tolerance == nil)
    }
  }

  @Test func `the badge of the original is a block of HTML that is kept`() throws {
    let text = String(decoding: try Self.port().bytes, as: UTF8.self)
    #expect(text.contains("\n<a href=\"https://colab.research.google.com/"))
  }
}
