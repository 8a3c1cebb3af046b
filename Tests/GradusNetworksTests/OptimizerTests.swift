import Glibc
import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct OptimizerTests {
    nonisolated(unsafe) private static let optimizers: [String: ([Tensor]) -> Optimizer] = [
      "SGD": { SGD($0, learningRate: 0.03) },
      "SGD default": { SGD($0) },
      "SGD decay": { SGD($0, learningRate: 0.1, weightDecay: 0.01) },
      "SGD momentum": { SGD($0, learningRate: 0.03, momentum: 0.9) },
      "SGD dampened": {
        SGD($0, learningRate: 0.03, momentum: 0.8, dampening: 0.3, weightDecay: 0.05)
      },
      "SGD nesterov": { SGD($0, learningRate: 0.03, momentum: 0.9, nesterov: true) },
      "SGD nesterov decay": {
        SGD(
          $0, learningRate: 0.03, momentum: 0.9, weightDecay: 0.02, nesterov: true,
          maximize: true)
      },
      "SGD maximize": { SGD($0, learningRate: 0.03, maximize: true) },
      "Adam": { Adam($0) },
      "Adam decay": { Adam($0, learningRate: 0.01, weightDecay: 0.1) },
      "Adam amsgrad": {
        Adam($0, learningRate: 0.01, betas: (0.8, 0.9), eps: 1e-6, amsgrad: true)
      },
      "Adam small betas": { Adam($0, learningRate: 0.01, betas: (0.4, 0.3), maximize: true) },
      "AdamW": { AdamW($0, learningRate: 0.01) },
      "AdamW decay": { AdamW($0, learningRate: 0.02, weightDecay: 0.3, amsgrad: true) },
    ]

    @Test(arguments: ["SGD", "Adam"])
    func `steps give PyTorch's parameters: SGD's bit for bit, Adam's within a root's last bit`(
      _ kind: String
    ) throws {
      var generator = Generator(seed: 11)
      var (a, b) = (zeros(1), zeros(1))
      var optimizer: Optimizer?
      let lines = try fixture("optimizers.tsv").filter { $0[0].hasPrefix(kind) }
      for line in lines {
        let dtype: DType = line[1] == "float64" ? .float64 : .float32
        let step = try #require(Int(line[2]))
        if step == 0 {
          generator = Generator(seed: 11)
          a = randn(19, dtype: dtype, requiresGradient: true, generator: generator)
          b = randn(2, 3, dtype: dtype, requiresGradient: true, generator: generator)
          let make = try #require(Self.optimizers[line[0]])
          optimizer = make([a, b])
        }
        a.grad = randn(19, dtype: dtype, generator: generator)
        b.grad = step == 2 ? nil : randn(2, 3, dtype: dtype, generator: generator)
        optimizer?.step()
        if kind == "SGD" {
          #expect(a.bits == line[3] && b.bits == line[4], "\(line[0]) \(line[1]) \(step)")
        } else {
          let tolerance = dtype == .float64 ? 1e-15 : 2.4e-7
          #expect(areClose([Double](a), values(line[3], dtype), tolerance), "\(line) \(a)")
          #expect(areClose([Double](b), values(line[4], dtype), tolerance), "\(line) \(b)")
        }
      }
      #expect(lines.count == Self.optimizers.keys.count { $0.hasPrefix(kind) } * 8)
    }

    private func values(_ bits: String, _ dtype: DType) -> [Double] {
      bits.split(separator: " ").map {
        dtype == .float64
          ? Double(bitPattern: UInt64($0, radix: 16)!)
          : Double(Float(bitPattern: UInt32($0, radix: 16)!))
      }
    }

    @Test func `every processor takes the same steps`() async {
      await #expect(processExitsWith: .exitCode(0)) {
        precondition(stepsAreTheSameOnEveryPath())
      }
    }

    @Test func `schedulers give PyTorch's learning rates`() throws {
      for line in try fixture("schedulers.tsv") {
        let (a, b) = (zeros(1, requiresGradient: true), zeros(1, requiresGradient: true))
        let optimizer = SGD(groups: [
          ParameterGroup([a], learningRate: 0.8), ParameterGroup([b], learningRate: 0.1),
        ])
        let scheduler: LearningRateScheduler
        switch line[0] {
        case "StepLR": scheduler = StepLR(optimizer, stepSize: 3, gamma: 0.5)
        case "MultiStepLR": scheduler = MultiStepLR(optimizer, milestones: [2, 5, 5], gamma: 0.3)
        case "CosineAnnealingLR":
          scheduler = CosineAnnealingLR(optimizer, period: 5, minimum: 0.01)
        default: scheduler = LambdaLR(optimizer) { Glibc.pow(0.95, Double($0)) * 0.5 }
        }
        var rates: [Double] = []
        for _ in 0..<14 {
          rates += optimizer.groups.map(\.learningRate)
          scheduler.step()
        }
        #expect(areClose(rates, try numbers(line[1]), 1e-15), "\(line[0])")
      }
    }

    @Test func `gradients are clipped as PyTorch clips them`() throws {
      let lines = try fixture("clipping.tsv")
      for line in lines {
        let generator = Generator(seed: 3)
        let parameters = [[4, 5], [3], [2]].map { zeros(Shape($0), requiresGradient: true) }
        parameters[0].grad = randn(4, 5, generator: generator)
        parameters[1].grad = randn(3, generator: generator)
        let norm = clipGradientNorm(
          parameters, to: try #require(Double(line[1])), p: try #require(Double(line[0])))
        #expect(areClose([Double(norm)], try numbers(line[2]), 1e-6))
        #expect(
          areClose(
            [Double](parameters[0].grad) + [Double](parameters[1].grad), try numbers(line[3]),
            1e-6), "\(line[0]) \(line[1])")
      }
      #expect(lines.count == 9)
      let x = zeros(2, requiresGradient: true)
      x.grad = Tensor([-3.0, 0.5])
      clipGradientValue([x], to: 1)
      #expect(x.grad == Tensor([-1.0, 0.5]))
    }

    @Test func `a parameter that is a transposed view is changed where it lies`() {
      let memory = zeros(3, 20)
      let x = memory.transposed().detached().requiringGradient()
      x.grad = ones(20, 3)
      SGD([x], learningRate: 0.5).step()
      #expect(memory == full([3, 20], -0.5))
    }

    @Test func `a step after the forward pass is noticed by the way back`() async {
      await #expect(processExitsWith: .failure) {
        let x = ones(20, requiresGradient: true)
        let y = (x * x).sum()
        x.grad = ones(20)
        SGD([x], learningRate: 0.5).step()
        y.backward()
      }
    }

    @Test func `what cannot be optimised stops`() async {
      await #expect(processExitsWith: .failure) { _ = SGD([]) }
      await #expect(processExitsWith: .failure) {
        _ = SGD([ones(1, requiresGradient: true) * 2])
      }
      await #expect(processExitsWith: .failure) {
        _ = SGD([ones(1, requiresGradient: true)], nesterov: true)
      }
      await #expect(processExitsWith: .failure) {
        let x = ones(1, requiresGradient: true)
        _ = Adam([x, x])
      }
    }
  }
}
