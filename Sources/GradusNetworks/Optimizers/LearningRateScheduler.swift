import Glibc
import GradusDisplay

/// Changes the learning rates of an optimiser from epoch to epoch.
///
/// `step()` stands at the end of an epoch, after the optimiser's steps.
/// PyTorch: `optim.lr_scheduler.LRScheduler`.
open class LearningRateScheduler {
  /// The optimiser whose learning rates change.
  public let optimizer: Optimizer
  /// How many epochs have passed.
  public private(set) var epoch = 0
  /// The learning rates of the groups before the first epoch.
  public let baseRates: [Double]

  /// A scheduler before the first epoch.
  public init(_ optimizer: Optimizer) {
    self.optimizer = optimizer
    baseRates = optimizer.groups.map(\.learningRate)
  }

  /// Goes on to the next epoch. PyTorch: `LRScheduler.step`.
  public final func step() {
    epoch += 1
    for (group, base) in zip(optimizer.groups, baseRates) {
      group.learningRate = rate(after: group.learningRate, base: base)
    }
  }

  /// The learning rate of a group in the present epoch.
  ///
  /// - Parameters:
  ///   - last: that of the epoch before.
  ///   - base: that before the first epoch.
  open func rate(after last: Double, base: Double) -> Double { last }
}

/// Multiplies the learning rate by `gamma` every so many epochs.
/// PyTorch: `optim.lr_scheduler.StepLR`.
public final class StepLR: LearningRateScheduler {
  private let length: Int
  private let gamma: Double

  /// Every `stepSize` epochs.
  public init(_ optimizer: Optimizer, stepSize: Int, gamma: Double = 0.1) {
    if stepSize <= 0 { stop("step_size must be a positive integer, but got \(stepSize)") }
    length = stepSize
    self.gamma = gamma
    super.init(optimizer)
  }

  /// The learning rate of a group in the present epoch.
  public override func rate(after last: Double, base: Double) -> Double {
    epoch % length == 0 ? last * gamma : last
  }
}

/// Multiplies the learning rate by `gamma` in the given epochs.
/// PyTorch: `optim.lr_scheduler.MultiStepLR`.
public final class MultiStepLR: LearningRateScheduler {
  private let milestones: [Int]
  private let gamma: Double

  /// In the epochs `milestones`; one that stands there twice counts twice.
  public init(_ optimizer: Optimizer, milestones: [Int], gamma: Double = 0.1) {
    self.milestones = milestones
    self.gamma = gamma
    super.init(optimizer)
  }

  /// The learning rate of a group in the present epoch.
  public override func rate(after last: Double, base: Double) -> Double {
    let times = milestones.count { $0 == epoch }
    return times == 0 ? last : last * pow(gamma, Double(times))
  }
}

/// Lowers the learning rate along a half cosine from its base η₀ to `minimum` in `period` epochs, and
/// back in as many: η = η₁ + (η₀ - η₁)·(1 + cos(π·t / T)) / 2.
/// PyTorch: `optim.lr_scheduler.CosineAnnealingLR`.
public final class CosineAnnealingLR: LearningRateScheduler {
  private let period: Int
  private let minimum: Double

  /// Down to `minimum` in `period` epochs.
  public init(_ optimizer: Optimizer, period: Int, minimum: Double = 0) {
    if period <= 0 { stop("T_max must be a positive integer, but got \(period)") }
    self.period = period
    self.minimum = minimum
    super.init(optimizer)
  }

  /// The learning rate of a group in the present epoch.
  ///
  /// Each follows from the last one, so that other changes of the rate stay.
  public override func rate(after last: Double, base: Double) -> Double {
    let length = Double(period)
    if (epoch - 1 - period) % (2 * period) == 0 {
      return last + (base - minimum) * (1 - cos(Double.pi / length)) / 2
    }
    return (1 + cos(Double.pi * Double(epoch) / length))
      / (1 + cos(Double.pi * Double(epoch - 1) / length)) * (last - minimum) + minimum
  }
}

/// Multiplies the base learning rate by a function of the epoch, from epoch 0 on.
/// PyTorch: `optim.lr_scheduler.LambdaLR`.
public final class LambdaLR: LearningRateScheduler {
  private let factor: (Int) -> Double

  /// By a factor for each epoch.
  public init(_ optimizer: Optimizer, _ factor: @escaping (_ epoch: Int) -> Double) {
    self.factor = factor
    super.init(optimizer)
    for group in optimizer.groups { group.learningRate *= factor(0) }
  }

  /// The learning rate of a group in the present epoch.
  public override func rate(after last: Double, base: Double) -> Double { base * factor(epoch) }
}
