import Notebooks
import Regression
import Testing

@Suite struct UnorderedTests {
  @Test(
    "Lines are compared as a set in which one may stand several times",
    arguments: [
      TextCase("a\nb", "b\na", true), TextCase("a\nb\na", "a\na\nb", true),
      TextCase("a\nb\nb", "a\na\nb", false), TextCase("a\nb", "a\nb\nc", false),
      TextCase("a\nb", "a", false), TextCase("a\n...", "b\na\nc", true),
      TextCase("a\n...", "b\nc", false), TextCase("id ... a\nid ... b", "id 7 b\nid 3 a", true),
      TextCase("id ... a\nid ... a", "id 7 b\nid 3 a", false),
      TextCase("x 1.0\ny 2.0", "y 2.0001\nx 1.0001", "1e-3", true),
      TextCase("x 1.0\ny 2.0", "y 1.0\nx 2.0", "1e-3", false),
      // Each has a partner, but only if the first takes the second one's.
      TextCase("1.0\n1.0015", "1.0015\n0.9995", "1e-3", true),
      TextCase("1.0\n1.0", "1.0\n1.1", "1e-3", false),
    ])
  func set(text: TextCase) throws {
    #expect(try text.check { $0.isUnordered = true } == text.agrees)
  }
}
