import GradusDisplay
import Testing

private struct Point: Hashable {
  var x = 1
  var y: String? = "a"
  struct Inner { var z: Int? }
}

private enum Choice {
  case none
  case one(Int)
  case pair(x: Int, y: String)
  case both(Int, Int)
  indirect case nested(Choice)
}

private final class Link {
  var next: Link?
}

private struct Box<Value> { var value: Value }

private struct Failure: Error { var code = 3 }

private struct Debugged: CustomDebugStringConvertible { let debugDescription = "debugged" }

private struct Shape: Displayable {
  var displayForms: [DisplayForm] { [.text { "a shape" }, .html { fatalError("not asked for") }] }
}

extension Array {
  fileprivate struct Nest {}
}

/// A value and its text.
private struct Case: @unchecked Sendable, CustomTestStringConvertible {
  let value: Any
  let text: String
  var testDescription: String { text }
}

@Suite struct DisplayTextTests {
  private static let cases: [Case] =
    ([
      (1, "1"), (3.0, "3.0"), (-0.0, "-0.0"), (1e100, "1e+100"), (true, "true"),
      ("plain \"text\"\n", #""plain \"text\"\n""#), ("abc".dropFirst(), "\"bc\""),
      ("é" as Character, "\"é\""), ([1, 2], "[1, 2]"), ([Int](), "[]"), ([Int: Int](), "[:]"),
      (["b": 1, "a": 2], "[\"a\": 2, \"b\": 1]"), (Set([3, 1, 2]), "[1, 2, 3]"),
      ([1, nil, 3], "[1, nil, 3]"), ([0..<3], "[0..<3]"), ("a"..."c", "\"a\"...\"c\""),
      (2..., "2..."), (..<5, "..<5"), ([1, 2, 3][1...], "[2, 3]"), (1...3, "1...3"),
      ([AnyHashable("a"), AnyHashable(1)], "[\"a\", 1]"), ([()], "[()]"),
      ((1, "two", 3.0, false), "(1, \"two\", 3.0, false)"), ((x: 1, y: 2), "(x: 1, y: 2)"),
      ([[1, 2], [3, 4]], "[[1, 2], [3, 4]]"), (Debugged(), "debugged"), (Shape(), "a shape"),
      (Int.self, "Int"), ([Point.Inner].self, "Array<Point.Inner>"), ({ 1 }, "(Function)"),
      (Point(), "Point(x: 1, y: \"a\")"), ([Point(y: nil)], "[Point(x: 1, y: nil)]"),
      (Point.Inner(z: 1), "Point.Inner(z: 1)"), (Choice.none, "none"),
      ([Choice.none], "[Choice.none]"),
      (Choice.one(1), "one(1)"), (Choice.pair(x: 1, y: "b"), "pair(x: 1, y: \"b\")"),
      ([Choice.both(1, 2)], "[Choice.both(1, 2)]"),
      (Choice.nested(.one(2)), "nested(Choice.one(2))"),
      (Link(), "Link"), (Box(value: Link()), "Box<Link>(value: Link)"),
      (Failure(), "Failure(code: 3)"),
      ([Int].Nest(), "Array<Int>.Nest()"), (Result<Int, Failure>.success(1), "success(1)"),
    ] as [(Any, String)]).map { Case(value: $0.0, text: $0.1) }

  @Test(arguments: cases)
  private func `a value shows as Swift writes it, without modules`(_ shown: Case) {
    #expect(DisplayText.of(shown.value) == shown.text)
  }

  @Test func `Void, and an optional Void, show nothing`() {
    #expect(DisplayText.of(()) == nil)
    #expect(DisplayText.of(() as Void?) == nil)
    #expect(DisplayText.of(nil as Void?) == nil)
  }

  @Test func `optionals show what they wrap`() {
    #expect(DisplayText.of(nil as Int?) == "nil")
    #expect(DisplayText.of(3 as Int??) == "3")
    let implicit: Lines! = Lines("a|b")
    #expect(DisplayText.of(implicit) == "a\nb")
  }

  @Test func `objects that refer to themselves are shown`() {
    let link = Link()
    link.next = link
    #expect(DisplayText.of([link]) == "[Link]")
  }

  @Test func `types inside functions have their own name only`() {
    struct Local { var q = 1 }
    #expect(DisplayText.of([Local()]) == "[Local(q: 1)]")
  }

  @Test(arguments: [
    ("Cell3.(unknown context at $55f83fc01830).Local", "Local"),
    ("Cell3.Suite.(unknown context at $5).(unknown context at $7).Local", "Local"),
    ("Cell3.Suite.(unknown context at $5).Hidden", "Suite.Hidden"),
    ("(extension in Cell3):Swift.Array<Cell3.P>.Nest", "Array<P>.Nest"),
    ("(Cell3.P, Swift.Int) throws -> Swift.Array<Cell3.E>", "(P, Int) throws -> Array<E>"),
    ("(x: Cell3.P, Cell12.E)", "(x: P, E)"),
    ("Cell3.Box<Cell4.Größe.Inner>.Type", "Box<Größe.Inner>.Type"),
  ]) func `module names are left out of type names`(qualified: String, name: String) {
    #expect(TypeName.withoutModules(qualified) == name)
  }
}
