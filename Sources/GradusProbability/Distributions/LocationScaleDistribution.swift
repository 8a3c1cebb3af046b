import GradusTensors

/// A distribution of loc + scale · z on the real line, where z has a fixed distribution.
///
/// The two parameters are broadcast against each other; their shape is the batch shape.
public class LocationScaleDistribution: Distribution {
  /// Where the distribution lies: the mean of a normal one, the median of a Cauchy one.
  public let loc: Tensor
  /// How wide it is; positive. The standard deviation of a normal one.
  public let scale: Tensor

  /// Stops when a location is not a number or a scale is not positive.
  public init(_ loc: any DistributionParameter, _ scale: any DistributionParameter) {
    let both = broadcast(loc, scale)
    self.loc = both[0]
    self.scale = both[1]
    super.init(batchShape: both[0].shape)
    check("loc", self.loc, .real)
    check("scale", self.scale, .positive)
  }

  public override var parameters: [(name: String, value: Tensor)] {
    [("loc", loc), ("scale", scale)]
  }
  public override var support: Constraint? { .real }
}
