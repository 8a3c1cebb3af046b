import Notebooks
import Regression
import Testing

@Suite struct TensorTests {
  @Test(
    "Tensors agree when shape and type do and each element is within the tolerance",
    arguments: [
      TextCase("tensor([1., 2.])", "tensor([1.0001, 2.0001])", "1e-3", true),
      TextCase("tensor([1., 2.])", "tensor([1.0001, 2.1000])", "1e-3", false),
      TextCase("tensor([1, 2])", "tensor([1., 2.])", "1e-3", false),
      TextCase("tensor([1, 2])", "tensor([1, 2])", "1e-3", true),
      TextCase("tensor([1., 2.])", "tensor([1., 2.], dtype=float64)", "1e-3", false),
      TextCase("tensor([[1., 2.]])", "tensor([1., 2.])", "1e-3", false),
      TextCase("tensor([1., 2.])", "tensor([1., 2., 3.])", "1e-3", false),
      TextCase("tensor([True, False])", "tensor([ True,  True])", "1e-3", false),
      TextCase("tensor([nan, inf])", "tensor([nan, inf])", "1e-3", true),
      TextCase("tensor([nan, 1.])", "tensor([0., 1.])", "1e-3", false),
      TextCase("tensor(2.)", "tensor(2.0010)", "1e-3", true),
      TextCase("tensor(2., grad_fn=<A>)", "tensor(2.)", "1e-3", false),
      TextCase("tensor([])", "tensor([])", "1e-3", true),
      TextCase("tensor([], size=(0, 2))", "tensor([], size=(0, 3))", "1e-3", false),
      // Another width, and so another wrapping.
      TextCase(
        "tensor([[ 9.9996, 1.],\n        [2., 3.]])",
        "tensor([[10.0001,  1.0000],\n         [ 2.0000,  3.0000]])", "1e-3", true),
      TextCase("tensor([1.,\n        2.])", "tensor([1., 2.])", "1e-3", true),
      TextCase("tensor([0, ..., 9])", "tensor([0, ..., 9])", "1e-3", true),
      TextCase("tensor([0., ..., 9.])", "tensor([0., 1., ..., 9.])", "1e-3", false),
      TextCase("(tensor(1.), tensor(2.))", "(tensor(1.), tensor(2.5))", "1e-3", false),
      TextCase("(tensor(1.), tensor(2.))", "(tensor(1.), tensor(2.001))", "1e-3", true),
      TextCase("a tensor(1.)", "b tensor(1.)", "1e-3", false),
      TextCase("tensor([1, [2]])", "tensor([1, [2]])", "1e-3", true),
      TextCase("mytensor(1.)", "mytensor(1.0001)", "1e-3", true),
    ])
  func agree(text: TextCase) throws { #expect(try text.check() == text.agrees) }

  private func differences(_ old: String, _ new: String, _ tolerance: String) throws -> [String] {
    let rules = ComparisonRules(tolerance: try #require(Tolerance(tolerance)))
    return try TextComparison(old, new, rules).tensorDifferences.map(\.description)
  }

  @Test("A report names shape, type, the worst element and the largest errors") func report() throws
  {
    #expect(
      try differences("tensor([1., 2.])", "tensor([[1., 2.]])", "1e-3")
        == ["tensor 1: shape [1, 2], recorded [2]"])
    #expect(
      try differences("tensor([1, 2])", "tensor([1., 2.])", "1e-3")
        == ["tensor 1: dtype float32, recorded int64"])
    #expect(
      try differences(
        "(tensor(1.), tensor([[1., 2.],\n [4., 8.]]))",
        "(tensor(1.), tensor([[1., 2.5],\n [5., 8.]]))",
        "1e-3") == [
          "tensor 2: 2 of 4 elements outside tolerance, the worst at [1, 0]: 5.0, recorded 4.0; "
            + "max absolute error 1.0, max relative error 0.25"
        ])
    #expect(
      try differences("tensor([nan])", "tensor([1.])", "1e-3") == [
        "tensor 1: 1 of 1 elements outside tolerance, the worst at [0]: 1.0, recorded nan; "
          + "max absolute error inf, max relative error inf"
      ])
  }

  @Test("Ten thousand tensors perturbed inside the tolerance agree, and outside do not")
  func perturbed() throws {
    var generator = Xorshift(state: 20_240_607)
    for round in 0..<10_000 {
      let size = [1e-6, 1e-4, 1e-2][round % 3]
      let rules = ComparisonRules(tolerance: .within(size))
      let shape = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
        Int.random(in: 1...4, using: &generator)
      }
      let count = shape.reduce(1, *)
      let scale = [1e-4, 1.0, 1e4][Int.random(in: 0..<3, using: &generator)]
      let values = (0..<count).map { _ in Double.random(in: -scale...scale, using: &generator) }
      func moved(_ value: Double, _ factor: Double) -> Double {
        let step = factor * (size + size * value.magnitude)
        return Bool.random(using: &generator) ? value + step : value - step
      }
      let inside = values.map { moved($0, Double.random(in: 0...0.99, using: &generator)) }
      var outside = inside
      let place = Int.random(in: 0..<count, using: &generator)
      outside[place] = moved(values[place], Double.random(in: 1.01...3, using: &generator))
      let recorded = printed(values, shape)
      #expect(
        try TextComparison(recorded, printed(inside, shape), rules).agrees, "round \(round)")
      let drift = try TextComparison(recorded, printed(outside, shape), rules)
      #expect(!drift.agrees, "round \(round)")
      guard case .elements(let elements)? = drift.tensorDifferences.first?.kind else {
        Issue.record("round \(round) names no element")
        continue
      }
      #expect(elements.outside == 1 && elements.worst == index(place, shape))
    }
  }

  private func index(_ place: Int, _ shape: [Int]) -> [Int] {
    var rest = place
    return shape.reversed().map { size in
      defer { rest /= size }
      return rest % size
    }.reversed()
  }

  /// As PyTorch lays it out, with all digits.
  private func printed(_ values: [Double], _ shape: [Int]) -> String {
    let texts = values.map { "\($0)" }
    let width = texts.map(\.count).max() ?? 0
    func list(_ axis: Int, _ start: Int, _ count: Int) -> String {
      if axis == shape.count {
        return String(repeating: " ", count: width - texts[start].count) + texts[start]
      }
      let inner = count / shape[axis]
      let items = (0..<shape[axis]).map { list(axis + 1, start + $0 * inner, inner) }
      let isLast = axis == shape.count - 1
      return "["
        + items.joined(separator: isLast ? ", " : ",\n" + String(repeating: " ", count: 8 + axis))
        + "]"
    }
    return "tensor(" + list(0, 0, values.count) + ")"
  }
}

/// A small generator that repeats.
struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
