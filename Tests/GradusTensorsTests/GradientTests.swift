import Fixtures
import GradusTensors
import Testing

/// Derivatives against central differences, in float64 at seeded random places.
@Suite struct GradientTests {
  private static func seed(_ name: String) -> UInt64 {
    name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }
  }

  private static func tensor(
    _ shape: Shape, in range: ClosedRange<Double>, _ generator: inout SplitMix
  ) -> Tensor {
    Tensor(
      (0..<shape.size).map { _ in Double.random(in: range, using: &generator) }, shape: shape,
      dtype: .float64)
  }

  /// Compares the gradient of `value`, a sum over weighted results, with its differences.
  private static func compare(
    _ places: [Tensor], _ gradients: [Tensor], _ value: ([Tensor]) -> Double
  ) -> String? {
    let step = 1e-5
    for (i, place) in places.enumerated() {
      let slopes = [Double](gradients[i])
      for k in 0..<place.size {
        func moved(_ by: Double) -> Double {
          var elements = [Double](place)
          elements[k] += by
          var all = places.map { $0.detached() }
          all[i] = Tensor(elements, shape: place.shape, dtype: .float64)
          return value(all)
        }
        let slope = (moved(step) - moved(-step)) / (2 * step)
        if !(abs(slope - slopes[k]) <= 1e-6 * max(1, abs(slope))) {
          return "input \(i), element \(k): the gradient is \(slopes[k]), differences give \(slope)"
        }
      }
    }
    return nil
  }

  @Test(arguments: GradientCase.names)
  func `the gradient is the limit of differences`(_ name: String) {
    let it = GradientCase.named(name)
    var generator = SplitMix(seed: Self.seed(name))
    let inputs = it.shapes.map { Self.tensor($0, in: it.range, &generator) }
    for x in inputs { x.requiresGradient = true }
    let result = it.function(inputs)
    let weights = Self.tensor(result.shape, in: -1...1, &generator)
    result.backward(gradient: weights)
    let found = Self.compare(inputs, inputs.map { $0.grad ?? $0.zeroed().detached() }) {
      Double((it.function($0) * weights).sum())
    }
    #expect(found == nil, "\(found ?? "")")
  }

  @Test(arguments: GradientCase.smooth)
  func `the gradient of the gradient is the limit of differences`(_ name: String) {
    let it = GradientCase.named(name)
    var generator = SplitMix(seed: Self.seed(name) &+ 1)
    let inputs = it.shapes.map { Self.tensor($0, in: it.range, &generator) }
    let weights = Self.tensor(
      it.function(inputs).shape, in: -1...1, &generator)
    let others = it.shapes.map { Self.tensor($0, in: -1...1, &generator) }
    /// Σ v·∂f, itself a function of the inputs.
    func directional(_ inputs: [Tensor]) -> Tensor {
      for x in inputs { x.requiresGradient = true }
      let slopes = gradients(
        of: it.function(inputs), by: inputs, with: weights, createGraph: true)
      return zip(slopes, others).reduce(zeros([], dtype: .float64)) {
        $0 + ($1.0 * $1.1).sum()
      }
    }
    directional(inputs).backward()
    let found = Self.compare(inputs, inputs.map { $0.grad ?? $0.zeroed().detached() }) {
      Double(directional($0))
    }
    #expect(found == nil, "\(found ?? "")")
  }
}
