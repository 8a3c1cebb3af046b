import GradusDisplay
import GradusKernels
import GradusTensors

/// Gradient descent, with a momentum where asked: v ← μ·v + (1 - τ)·(g + λ·x), x ← x - η·v.
///
/// η is the learning rate, μ the momentum, τ the dampening, λ the weight decay. The first v is the
/// gradient itself. With Nesterov's momentum, x ← x - η·(g + λ·x + μ·v). The same bits as PyTorch's.
/// PyTorch: `optim.SGD`.
public final class SGD: Optimizer {
  /// How much of the last step goes on.
  public private(set) var momentum: Double
  /// How much of a gradient does not enter the momentum.
  public private(set) var dampening: Double
  /// Whether the momentum is followed before the gradient is.
  public private(set) var isNesterov: Bool
  /// Whether steps go up rather than down.
  public private(set) var isMaximizing: Bool
  private var velocities: [Tensor?]

  /// An optimiser of one group of parameters.
  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-3, momentum: Double = 0,
    dampening: Double = 0, weightDecay: Double = 0, nesterov: Bool = false, maximize: Bool = false
  ) {
    self.init(
      groups: [
        ParameterGroup(parameters, learningRate: learningRate, weightDecay: weightDecay)
      ], momentum: momentum, dampening: dampening, nesterov: nesterov, maximize: maximize)
  }

  /// An optimiser of groups that have learning rates and weight decays of their own.
  public init(
    groups: [ParameterGroup], momentum: Double = 0, dampening: Double = 0, nesterov: Bool = false,
    maximize: Bool = false
  ) {
    if !(momentum >= 0) { stop("Invalid momentum value: \(momentum)") }
    if nesterov, momentum <= 0 || dampening != 0 {
      stop("Nesterov momentum requires a momentum and zero dampening")
    }
    self.momentum = momentum
    self.dampening = dampening
    isNesterov = nesterov
    isMaximizing = maximize
    velocities = Array(repeating: nil, count: groups.reduce(0) { $0 + $1.parameters.count })
    super.init(groups: groups)
  }

  /// Changes one parameter.
  public override func update(
    _ parameter: Tensor, by gradient: Tensor, of group: ParameterGroup, at place: Int
  ) {
    let isFirst = velocities[place] == nil
    if momentum != 0, isFirst { velocities[place] = zeros(parameter.shape, dtype: parameter.dtype) }
    let how = gk_sgd(
      learning_rate: group.learningRate, momentum: momentum, dampening: dampening,
      weight_decay: group.weightDecay, nesterov: isNesterov, maximize: isMaximizing,
      first: isFirst)
    withExtendedLifetime((gradient, velocities[place])) {
      parameter.changeElements {
        _ = gk_sgd_step(
          parameter.kernelType, how, Int64(parameter.size), $0, gradient.elements,
          velocities[place]?.elements)
      }
    }
  }

  /// The momentum and what belongs to it.
  public override var settings: StateDict {
    [
      "momentum": Tensor(momentum, dtype: .float64),
      "dampening": Tensor(dampening, dtype: .float64),
      "nesterov": Tensor(isNesterov), "maximize": Tensor(isMaximizing),
    ]
  }

  /// The momentum of a parameter.
  public override func memory(at place: Int) -> StateDict {
    var memory = StateDict()
    memory["momentum_buffer"] = velocities[place]?.detached()
    return memory
  }

  /// Goes on from the momentum of a state.
  public override func restore(settings: StateDict, memories: [StateDict]) throws(StateError) {
    let (momentum, dampening) = (
      try settings.number("momentum"), try settings.number("dampening")
    )
    let nesterov = try settings.number("nesterov", or: 0)
    let maximize = try settings.number("maximize", or: 0)
    (self.momentum, self.dampening) = (momentum, dampening)
    (isNesterov, isMaximizing) = (nesterov != 0, maximize != 0)
    velocities = memories.map { $0["momentum_buffer"] }
  }
}
