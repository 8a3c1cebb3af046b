import GradusDisplay
import GradusTensors

/// Changes parameters by their gradients, a step at a time.
///
/// ```swift
/// let optimizer = SGD(net.parameters, learningRate: 0.03)
/// for (x, y) in loader {
///   let l = loss(net(x), y)
///   optimizer.zeroGradients()
///   l.backward()
///   optimizer.step()
/// }
/// ```
///
/// Steps are not recorded; float32 and float64 parameters change in place, in PyTorch's order of
/// operations. PyTorch: `optim.Optimizer`.
open class Optimizer {
  /// The parameters, in groups that can differ in how they are treated.
  public let groups: [ParameterGroup]

  /// An optimiser of the given groups, which have no parameter in common.
  public init(groups: [ParameterGroup]) {
    if groups.isEmpty { stop("optimizer got an empty parameter list") }
    var seen: Set<ObjectIdentifier> = []
    for group in groups {
      for tensor in group.parameters where !seen.insert(ObjectIdentifier(tensor)).inserted {
        stop("some parameters appear in more than one parameter group")
      }
    }
    self.groups = groups
  }

  /// How far a step goes: that of the first group; setting it sets all.
  public var learningRate: Double {
    get { groups[0].learningRate }
    set { for group in groups { group.learningRate = newValue } }
  }

  /// Forgets the gradients of all parameters. PyTorch: `Optimizer.zero_grad`.
  public func zeroGradients() {
    for group in groups { for tensor in group.parameters { tensor.grad = nil } }
  }

  /// Changes each parameter that has a gradient. PyTorch: `Optimizer.step`.
  public final func step() {
    noGradient {
      var place = 0
      for group in groups {
        for tensor in group.parameters {
          if let gradient = tensor.grad {
            update(tensor, by: gradient.to(tensor.dtype).contiguous(), of: group, at: place)
          }
          place += 1
        }
      }
    }
  }

  /// Changes one parameter.
  ///
  /// - Parameters:
  ///   - gradient: its gradient, of its type and row-major in memory; not to be changed.
  ///   - place: its number among the parameters of all groups, for what is kept of each.
  open func update(
    _ parameter: Tensor, by gradient: Tensor, of group: ParameterGroup, at place: Int
  ) {
    stop("\(type(of: self)) does not say how it changes a parameter")
  }

  /// What is set for all groups beside learning rates and weight decays, under PyTorch's names; a part
  /// of `stateDict`.
  open var settings: StateDict { [:] }

  /// What is kept of a parameter from step to step, under PyTorch's names; a part of `stateDict`.
  ///
  /// - Parameter place: its number among the parameters of all groups.
  open func memory(at place: Int) -> StateDict { [:] }

  /// Goes on from the settings of a state and what it kept of each parameter; `load(_:)` calls it.
  ///
  /// - Parameter memories: by the parameters' numbers; in their types and shapes, except for "step",
  ///   and to be kept as they are.
  /// Throws before it changes anything.
  open func restore(settings: StateDict, memories: [StateDict]) throws(StateError) {}
}
