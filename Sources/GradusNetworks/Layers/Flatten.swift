import GradusTensors

/// Makes one axis of several: by default all but the first. PyTorch: `nn.Flatten`.
public final class Flatten: Module, UnaryLayer {
  private let first: Int
  private let last: Int

  /// Joins the axes from `from` to `to`; negative ones count from the end.
  public init(from: Int = 1, to: Int = -1) {
    first = from
    last = to
  }

  /// Joins the axes.
  public func callAsFunction(_ x: Tensor) -> Tensor { x.flattened(from: first, to: last) }

  /// The axes.
  public override var details: String { "start_dim=\(first), end_dim=\(last)" }
}

/// Changes nothing. PyTorch: `nn.Identity`.
public final class Identity: Module, UnaryLayer {
  /// `x` itself.
  public func callAsFunction(_ x: Tensor) -> Tensor { x }
}
