import Foundation
import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct OptimizerStateTests {
    /// Each optimiser of the fixture, and one of its class that is set otherwise.
    nonisolated(unsafe) private static let optimizers:
      [String: (made: ([ParameterGroup]) -> Optimizer, other: ([ParameterGroup]) -> Optimizer)] = [
        "SGD": ({ SGD(groups: $0) }, { SGD(groups: $0, momentum: 0.5) }),
        "SGD momentum": (
          { SGD(groups: $0, momentum: 0.8, dampening: 0.3) }, { SGD(groups: $0, maximize: true) }
        ),
        "SGD nesterov": (
          { SGD(groups: $0, momentum: 0.9, nesterov: true, maximize: true) }, { SGD(groups: $0) }
        ),
        "Adam": ({ Adam(groups: $0) }, { Adam(groups: $0, eps: 1, amsgrad: true) }),
        "Adam amsgrad": (
          { Adam(groups: $0, betas: (0.8, 0.9), eps: 1e-6, amsgrad: true, maximize: true) },
          { Adam(groups: $0) }
        ),
        "AdamW": ({ AdamW(groups: $0) }, { AdamW(groups: $0, betas: (0.1, 0.1)) }),
      ]

    /// What a training of the fixture is made of.
    private struct Training {
      let generator = Generator(seed: 21)
      let (a, b, c): (Tensor, Tensor, Tensor)

      init() {
        a = randn(5, requiresGradient: true, generator: generator)
        b = randn(2, 3, dtype: .float64, requiresGradient: true, generator: generator)
        c = randn(2, requiresGradient: true, generator: generator)
      }

      func groups(_ rates: (Double, Double), decays: (Double, Double)) -> [ParameterGroup] {
        [
          ParameterGroup([a, c], learningRate: rates.0, weightDecay: decays.0),
          ParameterGroup([b], learningRate: rates.1, weightDecay: decays.1),
        ]
      }

      func drawGradients() {
        a.grad = randn(5, generator: generator)
        b.grad = randn(2, 3, dtype: .float64, generator: generator)
      }

      func step(_ optimizer: Optimizer) {
        drawGradients()
        optimizer.step()
      }
    }

    private static func training(_ kind: String) throws -> (Training, Optimizer) {
      let rate = kind == "Adam" || kind == "Adam amsgrad" ? 0.01 : kind == "AdamW" ? 0.02 : 0.03
      let training = Training()
      let groups = training.groups((rate, 0.05), decays: (kind == "AdamW" ? 0.01 : 0, 0.1))
      return (training, try #require(optimizers[kind]).made(groups))
    }

    /// The fixture's tensors of one optimiser by name.
    private func recorded(_ kind: String) throws -> StateDict {
      var state = StateDict()
      for line in try fixture("optimizer-states.tsv") where line[0] == kind {
        let dtype = try #require(DType.allCases.first { $0.name == line[2] })
        let words = line[4].split(separator: " ")
        let values: [Double] = try words.map {
          switch dtype {
          case .float64: Double(bitPattern: try #require(UInt64($0, radix: 16)))
          case .float32: Double(Float(bitPattern: try #require(UInt32($0, radix: 16))))
          default: try #require(Double($0))
          }
        }
        let sizes = try line[3].split(separator: " ").map { try #require(Int($0)) }
        state[line[1]] = Tensor(values, shape: Shape(sizes), dtype: dtype)
      }
      return state
    }

    private func areNear(_ a: Tensor, _ b: Tensor, exactly: Bool) -> Bool {
      let tolerance = exactly ? 0 : a.dtype == .float64 ? 1e-14 : 5e-7
      return a.dtype == b.dtype && a.shape == b.shape
        && areClose([Double](a.flattened()), [Double](b.flattened()), tolerance)
    }

    @Test(arguments: optimizers.keys.sorted())
    func `a state has PyTorch's names, types, shapes and numbers`(_ kind: String) throws {
      let (training, optimizer) = try Self.training(kind)
      for _ in 0..<3 { training.step(optimizer) }
      let (state, want) = (optimizer.stateDict, try recorded(kind))
      let names = want.keys.filter { !$0.hasPrefix("before.") && !$0.hasPrefix("after.") }
      #expect(Set(state.keys) == Set(names))
      for name in names {
        let (got, wanted) = (try #require(state[name]), try #require(want[name]))
        let exactly = kind.hasPrefix("SGD") || name.hasPrefix("param_groups")
        #expect(areNear(got, wanted, exactly: exactly), "\(name): \(got), not \(wanted)")
      }
    }

    @Test(arguments: optimizers.keys.sorted())
    func `a training goes on from PyTorch's state, through a file`(_ kind: String) throws {
      let want = try recorded(kind)
      let training = Training()
      let optimizer = try #require(Self.optimizers[kind]).other(
        training.groups((1, 2), decays: (3, 4)))
      // What it has kept so far is to go, that of `c` without a follower.
      for tensor in [training.a, training.b, training.c] { tensor.grad = tensor.clone() }
      optimizer.step()
      training.c.grad = nil
      for (name, tensor) in [("a", training.a), ("b", training.b), ("c", training.c)] {
        noGradient { _ = tensor.fill(from: want["before.\(name)"]!) }
      }
      try withPath { path in
        try want.write(safetensors: path)
        try optimizer.load(StateDict(safetensors: path))
      }
      for _ in 0..<3 { training.drawGradients() }
      for _ in 0..<2 { training.step(optimizer) }
      let exactly = kind.hasPrefix("SGD")
      #expect(areNear(training.a, want["after.a"]!, exactly: exactly))
      #expect(areNear(training.b, want["after.b"]!, exactly: exactly))
      let state = optimizer.stateDict
      #expect(training.c == want["before.c"]! && !state.keys.contains { $0.hasPrefix("state.1.") })
    }

    @Test func `what was loaded is the optimiser's own`() throws {
      let (training, first) = try Self.training("Adam")
      training.step(first)
      let state = first.stateDict
      let second = Adam(groups: training.groups((1, 1), decays: (0, 0)))
      try second.load(state)
      let before = try #require(state["state.0.exp_avg"]).clone()
      training.step(second)
      #expect(state["state.0.exp_avg"]! == before)
      training.step(first)
      #expect(state["state.0.exp_avg"]! != before)
    }

    @Test func `an optimiser of one's own keeps what it says it does`() throws {
      final class Counting: Optimizer {
        var counts: [Double] = [0]
        override func update(
          _ parameter: Tensor, by gradient: Tensor, of group: ParameterGroup, at place: Int
        ) { counts[place] += 1 }
        override func memory(at place: Int) -> StateDict { ["step": Tensor(counts[place])] }
        override func restore(settings: StateDict, memories: [StateDict]) throws(StateError) {
          counts = memories.map { Double($0["step"]!) }
        }
      }
      let x = ones(1, requiresGradient: true)
      x.grad = ones(1)
      let first = Counting(groups: [ParameterGroup([x], learningRate: 0.5)])
      first.step()
      first.step()
      let second = Counting(groups: [ParameterGroup([x], learningRate: 1)])
      try second.load(first.stateDict)
      #expect(second.counts == [2] && second.learningRate == 0.5)
    }

    nonisolated(unsafe) private static let faults:
      [(name: String, value: Tensor?, problem: String)] = [
        ("param_groups.1.lr", nil, "loaded state dict lacks 'lr'"),
        ("param_groups.0.params", nil, "loaded state dict lacks 'params'"),
        ("param_groups.0.betas", nil, "loaded state dict lacks 'betas'"),
        ("param_groups.0.eps", nil, "differ in 'eps'"),
        (
          "param_groups.1.amsgrad", Tensor(true),
          "differ in 'amsgrad', of which Adam has one for all"
        ),
        ("param_groups.0.lr", ones(2), "'lr' in the loaded state dict is not a single number"),
        (
          "param_groups.1.params", arange(2),
          "loaded state dict contains a parameter group that doesn't match the size of optimizer's "
            + "group"
        ),
        (
          "param_groups.2.lr", Tensor(1.0), "loaded state dict lacks 'weight_decay'"
        ),
        ("state.0.exp_avg", nil, "loaded state dict lacks 'exp_avg'"),
        ("state.2.exp_avg_sq", nil, "loaded state dict lacks 'exp_avg_sq'"),
        ("state.2.step", nil, "loaded state dict lacks 'step'"),
        ("state.0.step", Tensor(Double.nan), "'step' in the loaded state dict is not a count: nan"),
        ("state.0.step", Tensor(-1), "'step' in the loaded state dict is not a count: -1.0"),
        (
          "state.0.exp_avg", ones(4),
          "size mismatch for exp_avg: it has shape torch.Size([4]) in the loaded state dict, its "
            + "parameter torch.Size([5])"
        ),
      ]

    @Test(arguments: faults.indices)
    func `a state that does not fit is refused and changes nothing`(_ index: Int) throws {
      let (name, value, problem) = Self.faults[index]
      let (training, optimizer) = try Self.training("Adam")
      training.step(optimizer)
      var state = optimizer.stateDict
      state[name] = value
      if name == "param_groups.0.betas" { state["param_groups.1.betas"] = value }
      let before = optimizer.stateDict.description
      let error = #expect(throws: StateError.self) { try optimizer.load(state) }
      #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
      #expect(optimizer.stateDict.description == before)
    }

    @Test func `a state of other groups, and AMSGrad without its greatest, are refused`() throws {
      let (training, optimizer) = try Self.training("Adam")
      training.step(optimizer)
      let one = SGD([ones(1, requiresGradient: true)])
      let error = #expect(throws: StateError.self) { try one.load(optimizer.stateDict) }
      #expect(
        error?.description == "loaded state dict has a different number of parameter groups")
      var state = optimizer.stateDict
      for group in 0...1 { state["param_groups.\(group).amsgrad"] = Tensor(true) }
      let other = #expect(throws: StateError.self) { try optimizer.load(state) }
      #expect(other?.description == "loaded state dict lacks 'max_exp_avg_sq'")
    }
  }
}
