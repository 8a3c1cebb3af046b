import Glibc
import GradusDisplay
import GradusKernels
import GradusTensors

/// Steps along the mean gradient over the root of the mean squared one:
/// m ← β₁·m + (1 - β₁)·g, v ← β₂·v + (1 - β₂)·g², x ← x - η·m̂ / (√v̂ + ε).
///
/// m̂ = m / (1 - β₁ᵗ) and v̂ = v / (1 - β₂ᵗ) in step t. The weight decay λ adds λ·x to the gradient.
/// PyTorch's order of operations; its square root is not always rounded right, so that parameters
/// can differ in their last bits. PyTorch: `optim.Adam`.
///
/// Source: D. Kingma and J. Ba, "Adam: a method for stochastic optimization" (2015).
public class Adam: Optimizer {
  /// How much of the mean gradient and of the mean square a step keeps.
  public private(set) var betas: (Double, Double)
  /// What is added to the root of the mean square.
  public private(set) var eps: Double
  /// Whether the greatest mean square so far counts, rather than the last one.
  public private(set) var isAMSGrad: Bool
  /// Whether steps go up rather than down.
  public private(set) var isMaximizing: Bool
  private var decouplesDecay: Bool
  private var moments: [Moments?]

  /// What is kept of a parameter.
  private struct Moments {
    var step = 0
    let first: Tensor
    let second: Tensor
    let largest: Tensor?

    init(first: Tensor, second: Tensor, largest: Tensor?) {
      (self.first, self.second, self.largest) = (first, second, largest)
    }

    /// Those of a state; nil where no step has been.
    init?(_ memory: StateDict, amsgrad: Bool) throws(StateError) {
      if memory.count == 0 { return nil }
      guard let first = memory["exp_avg"] else { throw .lacking("exp_avg") }
      guard let second = memory["exp_avg_sq"] else { throw .lacking("exp_avg_sq") }
      let largest = memory["max_exp_avg_sq"]
      if amsgrad, largest == nil { throw .lacking("max_exp_avg_sq") }
      let step = try memory.number("step")
      guard let step = Int(exactly: step), step >= 0 else {
        throw StateError(description: "'step' in the loaded state dict is not a count: \(step)")
      }
      self.init(first: first, second: second, largest: amsgrad ? largest : nil)
      self.step = step
    }
  }

  /// An optimiser of one group of parameters.
  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 0, amsgrad: Bool = false, maximize: Bool = false
  ) {
    self.init(
      groups: [
        ParameterGroup(parameters, learningRate: learningRate, weightDecay: weightDecay)
      ], betas: betas, eps: eps, amsgrad: amsgrad, maximize: maximize)
  }

  /// An optimiser of groups that have learning rates and weight decays of their own.
  public convenience init(
    groups: [ParameterGroup], betas: (Double, Double) = (0.9, 0.999), eps: Double = 1e-8,
    amsgrad: Bool = false, maximize: Bool = false
  ) {
    self.init(groups, betas, eps, amsgrad, maximize, decouplesDecay: false)
  }

  init(
    _ groups: [ParameterGroup], _ betas: (Double, Double), _ eps: Double, _ amsgrad: Bool,
    _ maximize: Bool, decouplesDecay: Bool
  ) {
    if !(eps >= 0) { stop("Invalid epsilon value: \(eps)") }
    if !(0..<1 ~= betas.0) { stop("Invalid beta parameter at index 0: \(betas.0)") }
    if !(0..<1 ~= betas.1) { stop("Invalid beta parameter at index 1: \(betas.1)") }
    self.betas = betas
    self.eps = eps
    isAMSGrad = amsgrad
    isMaximizing = maximize
    self.decouplesDecay = decouplesDecay
    moments = Array(repeating: nil, count: groups.reduce(0) { $0 + $1.parameters.count })
    super.init(groups: groups)
  }

  /// Changes one parameter.
  public final override func update(
    _ parameter: Tensor, by gradient: Tensor, of group: ParameterGroup, at place: Int
  ) {
    func fresh() -> Tensor { zeros(parameter.shape, dtype: parameter.dtype) }
    var kept =
      moments[place]
      ?? Moments(first: fresh(), second: fresh(), largest: isAMSGrad ? fresh() : nil)
    kept.step += 1
    moments[place] = kept
    let t = Double(kept.step)
    let rate = group.learningRate
    let how = gk_adam(
      beta1: betas.0, beta2: betas.1, epsilon: eps,
      step_size: rate / (1 - pow(betas.0, t)),
      root_correction: (1 - pow(betas.1, t)).squareRoot(),
      weight_decay: decouplesDecay ? 0 : group.weightDecay,
      shrinkage: decouplesDecay ? 1 - rate * group.weightDecay : 1, maximize: isMaximizing)
    withExtendedLifetime((gradient, kept)) {
      parameter.changeElements {
        _ = gk_adam_step(
          parameter.kernelType, how, Int64(parameter.size), $0, gradient.elements,
          kept.first.elements, kept.second.elements, kept.largest?.elements)
      }
    }
  }

  /// How much a step keeps, and what kind of Adam this is.
  public final override var settings: StateDict {
    [
      "betas": Tensor([betas.0, betas.1], dtype: .float64), "eps": Tensor(eps, dtype: .float64),
      "amsgrad": Tensor(isAMSGrad), "maximize": Tensor(isMaximizing),
      "decoupled_weight_decay": Tensor(decouplesDecay),
    ]
  }

  /// The number of steps of a parameter and its means.
  public final override func memory(at place: Int) -> StateDict {
    guard let kept = moments[place] else { return [:] }
    var memory: StateDict = [
      "step": Tensor(Double(kept.step), dtype: .float32), "exp_avg": kept.first.detached(),
      "exp_avg_sq": kept.second.detached(),
    ]
    memory["max_exp_avg_sq"] = kept.largest?.detached()
    return memory
  }

  /// Goes on from the means of a state.
  public final override func restore(
    settings: StateDict, memories: [StateDict]
  ) throws(StateError) {
    guard let kept = settings["betas"] else { throw .lacking("betas") }
    if kept.size != 2 {
      throw StateError(description: "'betas' in the loaded state dict are not two numbers")
    }
    let eps = try settings.number("eps")
    let amsgrad = try settings.number("amsgrad", or: 0) != 0
    let maximize = try settings.number("maximize", or: 0) != 0
    let decouples = try settings.number("decoupled_weight_decay", or: 0) != 0
    var moments: [Moments?] = []
    for memory in memories { moments.append(try Moments(memory, amsgrad: amsgrad)) }
    let both = [Double](kept.flattened())
    betas = (both[0], both[1])
    (self.eps, isAMSGrad, isMaximizing) = (eps, amsgrad, maximize)
    decouplesDecay = self is AdamW || decouples
    self.moments = moments
  }
}

/// Adam whose weight decay λ shrinks the parameters apart from the gradient: x ← (1 - η·λ)·x before
/// each step. PyTorch: `optim.AdamW`.
///
/// Source: I. Loshchilov and F. Hutter, "Decoupled weight decay regularization" (2019).
public final class AdamW: Adam {
  /// An optimiser of one group of parameters.
  public convenience init(
    _ parameters: [Tensor], learningRate: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999),
    eps: Double = 1e-8, weightDecay: Double = 1e-2, amsgrad: Bool = false, maximize: Bool = false
  ) {
    self.init(
      groups: [
        ParameterGroup(parameters, learningRate: learningRate, weightDecay: weightDecay)
      ], betas: betas, eps: eps, amsgrad: amsgrad, maximize: maximize)
  }

  /// An optimiser of groups that have learning rates and weight decays of their own.
  public init(
    groups: [ParameterGroup], betas: (Double, Double) = (0.9, 0.999), eps: Double = 1e-8,
    amsgrad: Bool = false, maximize: Bool = false
  ) {
    super.init(groups, betas, eps, amsgrad, maximize, decouplesDecay: true)
  }
}
