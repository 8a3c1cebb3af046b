import GradusTensors
import Testing

/// Derivatives where a function has a kink, a pole or no derivative: PyTorch's conventions.
@Suite struct SingularPointTests {
  /// A function, the places of its operands and the gradients expected there.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let places: [[Double]]
    let gradients: [[Double]]
    let function: @Sendable ([Tensor]) -> Tensor
    var testDescription: String { name }

    init(
      _ name: String, _ places: [Double]..., gives gradients: [[Double]],
      _ function: @escaping @Sendable ([Tensor]) -> Tensor
    ) {
      self.name = name
      self.places = places
      self.gradients = gradients
      self.function = function
    }
  }

  static let inf = Double.infinity

  static let cases: [Case] = [
    Case("sqrt", [0], gives: [[inf]]) { sqrt($0[0]) },
    Case("abs", [0], gives: [[0]]) { abs($0[0]) },
    Case("sign", [0], gives: [[0]]) { sign($0[0]) },
    Case("the power ½", [0], gives: [[inf]]) { $0[0] ** 0.5 },
    Case("the power 0", [0], gives: [[0]]) { $0[0] ** 0 },
    Case("the power -1", [0], gives: [[-inf]]) { $0[0] ** -1 },
    Case("powers of 0", [0, 0, 0], [0, 2, -1], gives: [[0, 0, -inf], [0, 0, -inf]]) {
      $0[0] ** $0[1]
    },
    Case("norm", [0, 0], gives: [[0, 0]]) { $0[0].norm() },
    Case("the norm by 1", [0, 1], gives: [[0, 1]]) { $0[0].norm(1) },
    Case("the greatest norm", [2, -2, 1], gives: [[0.5, -0.5, 0]]) { $0[0].norm(.infinity) },
    Case("max of equals", [2, 2, 1], gives: [[0.5, 0.5, 0]]) { $0[0].max() },
    Case("max of equals along an axis", [2, 2, 1], gives: [[1, 0, 0]]) {
      $0[0].max(axis: 0).values
    },
    Case("median of equals", [2, 2, 1], gives: [[0.5, 0.5, 0]]) { $0[0].median() },
    Case("maximum of equals", [1], [1], gives: [[0.5], [0.5]]) { maximum($0[0], $0[1]) },
    Case("clamped at the bounds", [-1, 1, 2], gives: [[1, 1, 0]]) {
      $0[0].clamped(min: -1, max: 1)
    },
    Case("hardTanh at the bounds", [-1, 1], gives: [[0, 0]]) { hardTanh($0[0]) },
    Case("relu", [0], gives: [[0]]) { relu($0[0]) },
    Case("leakyRelu", [0], gives: [[0.1]]) { leakyRelu($0[0], slope: 0.1) },
    Case("elu", [0], gives: [[1]]) { elu($0[0]) },
    Case("log", [0], gives: [[inf]]) { log($0[0]) },
    Case("rsqrt", [0], gives: [[-inf]]) { rsqrt($0[0]) },
    Case("acos at the ends", [1, -1], gives: [[-inf, -inf]]) { acos($0[0]) },
    Case("xlogy", [0, 0, 1], [2, 0, 0], gives: [[0.6931471805599453, 0, -inf], [0, .nan, inf]]) {
      xlogy($0[0], $0[1])
    },
    Case("atan2 at the origin", [0], [0], gives: [[0], [0]]) { atan2($0[0], $0[1]) },
    Case("hypot at the origin", [0], [0], gives: [[.nan], [.nan]]) { hypot($0[0], $0[1]) },
    Case("copySign of 0", [0], [-1], gives: [[0], [0]]) { copySign($0[0], $0[1]) },
    Case("a quotient by 0", [1], [0], gives: [[inf], [-inf]]) { $0[0] / $0[1] },
    Case("std of equals", [1, 1, 1], gives: [[0, 0, 0]]) { $0[0].std() },
    Case("the variance of one", [1], gives: [[.nan]]) { $0[0].variance() },
    Case("a product with a zero", [0, 2, 3], gives: [[6, 0, 0]]) { $0[0].product() },
    Case("a product with two zeros", [0, 0, 3], gives: [[0, 0, 0]]) { $0[0].product() },
    Case("cumprod with a zero", [2, 0, 3], gives: [[1, 8, 0]]) { $0[0].cumprod(axis: 0) },
    Case("logSumExp of nothing", [-inf, -inf], gives: [[.nan, .nan]]) { $0[0].logSumExp(axis: 0) },
    Case("the distance of equals", [1, 2], gives: [[0, 0]]) { distance($0[0], $0[0].detached()) },
    Case("smoothL1Loss", [0], gives: [[0]]) { smoothL1Loss($0[0], zeros(1, dtype: .float64)) },
    Case("lgamma", [0.5, 3], gives: [[-1.9635100260214229, 0.922784335098467]]) { lgamma($0[0]) },
    Case("digamma", [0.5, 3], gives: [[4.934802202073678, 0.39493406693194577]]) {
      digamma($0[0])
    },
  ]

  @Test(arguments: cases) func `the gradient is that of PyTorch`(_ it: Case) {
    let inputs = it.places.map { Tensor($0, dtype: .float64, requiresGradient: true) }
    it.function(inputs).sum().backward()
    for (x, expected) in zip(inputs, it.gradients) {
      for (got, want) in zip([Double](x.grad), expected) {
        let agrees =
          want.isNaN ? got.isNaN : got == want || abs(got - want) <= 1e-13 * abs(want)
        #expect(agrees, "\(it.name): got \(x.grad!), want \(expected)")
      }
    }
  }
}
