extension Tensor {
  /// Computes the gradients of this tensor with respect to the leaves and adds them to their `grad`.
  ///
  /// - Parameters:
  ///   - gradient: the gradient of the final value with respect to this tensor, of its shape; a tensor
  ///     of one element needs none.
  ///   - retainGraph: keeps what a second run needs.
  ///   - createGraph: records the computation of the gradients, for gradients of gradients.
  /// PyTorch: `Tensor.backward`.
  public func backward(
    gradient: Tensor? = nil, retainGraph: Bool? = nil, createGraph: Bool = false
  ) {
    let root = seed(gradient)
    var engine = Engine(keepsGraph: retainGraph ?? createGraph)
    _ = engine.execute([root], createGraph: createGraph)
  }

  fileprivate func seed(_ gradient: Tensor?) -> (Edge, Tensor) {
    guard let edge else {
      stop(
        "element 0 of tensors does not require grad and does not have a grad_fn",
        hint: "in Swift: set x.requiresGradient = true on the tensor to differentiate by")
    }
    guard let gradient else {
      if size != 1 {
        stop(
          "grad can be implicitly created only for scalar outputs",
          hint: "in Swift: y.sum().backward(), or y.backward(gradient: ones(y.shape))")
      }
      return (edge, Tensor(filled: sizes, dtype, .int(1)))
    }
    if gradient.sizes != sizes {
      stop(
        "Mismatch in shape: grad_output[0] has a shape of \(gradient.sizes.torchText) and output[0] has a "
          + "shape of \(sizes.torchText).")
    }
    return (edge, gradient.dtype == dtype ? gradient : gradient.to(dtype))
  }
}

/// The gradients of `output` with respect to `inputs`, without touching their `grad`.
///
/// - Parameters:
///   - with: the gradient of the final value with respect to `output`.
///   - retainGraph: keeps what a second run needs; by default as `createGraph`.
///   - createGraph: records the computation, for gradients of gradients.
/// A stop where an input has no part in `output`; see `gradients(of:with:allowUnused:)`.
/// PyTorch: `torch.autograd.grad`.
public func gradients(
  of output: Tensor, by inputs: [Tensor], with gradient: Tensor? = nil, retainGraph: Bool? = nil,
  createGraph: Bool = false
) -> [Tensor] {
  let all = gradientsIfUsed(
    of: output, by: inputs, with: gradient, retainGraph: retainGraph, createGraph: createGraph)
  return all.enumerated().map { i, g in
    guard let g else {
      stop(
        "The differentiated Tensor at index \(i) appears to not have been used in the graph. Set "
          + "allow_unused=True if this is the desired behavior.",
        hint: "in Swift: gradientsIfUsed(of:by:) gives nil for it")
    }
    return g
  }
}

/// The gradient of `output` with respect to `input`. PyTorch: `torch.autograd.grad(y, x)[0]`.
public func gradient(
  of output: Tensor, by input: Tensor, with gradient: Tensor? = nil, retainGraph: Bool? = nil,
  createGraph: Bool = false
) -> Tensor {
  gradients(
    of: output, by: [input], with: gradient, retainGraph: retainGraph, createGraph: createGraph)[0]
}

/// As `gradients(of:by:)`, with nil for an input that has no part in `output`.
/// PyTorch: `torch.autograd.grad(..., allow_unused=True)`.
public func gradientsIfUsed(
  of output: Tensor, by inputs: [Tensor], with gradient: Tensor? = nil, retainGraph: Bool? = nil,
  createGraph: Bool = false
) -> [Tensor?] {
  let root = output.seed(gradient)
  let wanted = inputs.map { t -> Edge in
    guard let e = t.edge else {
      stop("One of the differentiated Tensors does not require grad")
    }
    return e
  }
  var engine = Engine(keepsGraph: retainGraph ?? createGraph)
  let found = engine.execute([root], wanted: wanted, createGraph: createGraph)
  return createGraph ? found : found.map { $0.map { $0.tracks ? $0.detached() : $0 } }
}
