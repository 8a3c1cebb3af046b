import GradusDisplay
import GradusTensors

/// Scales the gradients of parameters down so that their norm, taken as one vector, is at most
/// `maximum`: g ← g · min(1, maximum / (norm + 10⁻⁶)).
///
/// - Parameters:
///   - p: the kind of norm; infinity for the greatest magnitude.
///   - stoppingIfNonfinite: stops the cell where the norm is not finite.
/// - Returns: the norm before.
/// PyTorch: `nn.utils.clip_grad_norm_`.
@discardableResult
public func clipGradientNorm(
  _ parameters: [Tensor], to maximum: Double, p: Double = 2, stoppingIfNonfinite: Bool = false
) -> Tensor {
  let gradients = parameters.compactMap { $0.grad as Tensor? }
  if gradients.isEmpty { return Tensor(0.0) }
  return noGradient {
    let norm = stacked(gradients.map { $0.norm(p) }).norm(p)
    if stoppingIfNonfinite, !Double(norm).isFinite {
      stop(
        "The total norm of order \(p) for gradients from `parameters` is non-finite, so it cannot "
          + "be clipped. To disable this error and scale the gradients by the non-finite norm "
          + "anyway, set `error_if_nonfinite=False`")
    }
    let factor = (maximum / (norm + 1e-6)).clamped(max: 1.0)
    for gradient in gradients {
      var gradient = gradient
      gradient *= factor.to(gradient.dtype)
    }
    return norm
  }
}

/// Moves the elements of the gradients of parameters into ±`maximum`.
/// PyTorch: `nn.utils.clip_grad_value_`.
public func clipGradientValue(_ parameters: [Tensor], to maximum: Double) {
  noGradient {
    for gradient in parameters.compactMap({ $0.grad as Tensor? }) {
      _ = gradient.clamp(min: -maximum, max: maximum)
    }
  }
}
