import GradusDisplay
import GradusTensors
import Testing

@Suite struct TensorLayoutTests {
  private static func text<T>(_ value: T) -> String { DisplayText.of(value) ?? "" }

  /// IPython's text as Swift writes it: other brackets, quotes and names of constants.
  private static func swift(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "{": result += "["
      case "}": result += "]"
      case "|": result += "\n"
      default: result.append(character)
      }
    }
    return result
  }

  private static let translations = [
    "ipython/007": "(1, \"two\", 3.0, nil, true)", "ipython/008": "[()]",
    "ipython/010": "[:]", "ipython/017": #"["a", "it\'s", "new\nline"]"#,
    "ipython/021": "[1: \"x\", \"k\": [1, 2]]", "ipython/025": "\"plain string\"",
    "ipython/030": "true",
    "ipython/006": "[\"a\": tensor([[1, 2],\n         [3, 4]]),\n \"b\": 3]",
    "ipython/032": """
    ["loss": 0.25,
     "weights": tensor([[0., 1., 2.],
             [3., 4., 5.]]),
     "shape": [2, 3],
     "name": "linear"]
    """,
  ]

  private static func shown() -> [String: String] {
    [
      "ipython/000": text((arange(3).reshaped(3, 1), arange(2).reshaped(1, 2))),
      "ipython/001": text((2 + arange(24).reshaped(2, 3, 4), 2 * arange(24).reshaped(2, 3, 4))),
      "ipython/003": text((Tensor(102400.0), Tensor(true))),
      "ipython/005": text([Tensor([1, 2]), Tensor([3.5])]),
      "ipython/006": text(
        ["a": Tensor([[1, 2], [3, 4]]), "b": 3] as KeyValuePairs<String, Any>),
      "ipython/007": text((1, "two", 3.0, nil as Int?, true)),
      "ipython/008": text([()]),
      "ipython/009": text([Int]()),
      "ipython/010": text([Int: Int]()),
      "ipython/011": text(((Tensor([[1], [2]]), 5), eye(2))),
      "ipython/012": text(arange(30)),
      "ipython/013": text((arange(30), arange(30.0))),
      "ipython/014": text(Array(0..<30)),
      "ipython/016": text([0.1, 1e-7, 1e16, 1e22, 100.0]),
      "ipython/020": text([[1, 2], [3, 4]]),
      "ipython/021": text([1: "x", "k": [1, 2]] as KeyValuePairs<AnyHashable, Any>),
      "ipython/022": text((0..<3).map { _ in eye(2) }),
      "ipython/023": text((ones(2, requiresGradient: true), ones(2, requiresGradient: true) * 2)),
      "ipython/024": text([57, 43]),
      "ipython/026": text(3.0),
      "ipython/027": text(1e100),
      "ipython/028": text(-0.0),
      "ipython/029": text(Double.nan),
      "ipython/030": text(true),
      "ipython/025": text("plain string"),
      "ipython/017": text(["a", "it's", "new\nline"]),
      "ipython/031": text([Array(0..<12), Array(12..<24), Array(24..<36)]),
      "ipython/032": text(
        ["loss": 0.25, "weights": arange(6.0).reshaped(2, 3), "shape": [2, 3], "name": "linear"]
          as KeyValuePairs<String, Any>),
    ]
  }

  @Test func `containers of tensors are laid out as IPython recorded them`() throws {
    let shown = Self.shown()
    var checks = 0
    for line in try fixture("ipython.tsv") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      // What is left has no counterpart: tuples of one element, torch.Size, dtypes, long tuples.
      guard let text = shown[parts[0]] else { continue }
      #expect(text == Self.translations[parts[0]] ?? Self.swift(parts[1]), "\(parts[0])")
      checks += 1
    }
    #expect(checks == shown.count)
  }
}
