/// An operation whose way back the user writes.
///
/// ```swift
/// struct Cube: DifferentiableFunction {
///   func forward(_ inputs: [Tensor], _ context: inout [Tensor]) -> Tensor {
///     context = [inputs[0]]
///     return inputs[0] * inputs[0] * inputs[0]
///   }
///   func backward(_ gradient: Tensor, _ context: [Tensor]) -> [Tensor?] {
///     [gradient * 3 * context[0] * context[0]]
///   }
/// }
/// let y = apply(Cube(), x)
/// ```
/// PyTorch: `torch.autograd.Function`.
public protocol DifferentiableFunction {
  /// The result, and in `context` what the way back needs. Runs without recording.
  func forward(_ inputs: [Tensor], _ context: inout [Tensor]) -> Tensor
  /// The gradient of each input, nil for none.
  func backward(_ gradient: Tensor, _ context: [Tensor]) -> [Tensor?]
}

/// Applies a function with a way back of its own. PyTorch: `Function.apply`.
public func apply(_ function: some DifferentiableFunction, _ inputs: Tensor...) -> Tensor {
  var context: [Tensor] = []
  var r = noGradient { function.forward(inputs, &context) }
  if records(inputs) {
    if inputs.contains(where: { $0 === r }) { r = r.detached() }
    r.attach(FunctionNode(function, inputs, context, r))
  }
  return r
}

final class FunctionNode: Node {
  private let function: any DifferentiableFunction
  private let forms: [Form]
  private let savedCount: Int
  override var name: String { "\(type(of: function))Backward" }
  init(
    _ function: some DifferentiableFunction, _ inputs: [Tensor], _ context: [Tensor], _ r: Tensor
  ) {
    self.function = function
    forms = inputs.map { Form($0) }
    savedCount = context.count
    super.init()
    for t in context { if t === r { saveResult(t) } else { save(t) } }
    link(inputs)
  }
  override func backward(_ g: Tensor, to sink: Sink) {
    let all = function.backward(g, (0..<savedCount).map { saved($0) })
    if all.count != forms.count {
      stop(
        "function \(name) returned an incorrect number of gradients (expected \(forms.count), got "
          + "\(all.count))")
    }
    for (i, h) in all.enumerated() where needs(i) {
      guard let h else { continue }
      if h.sizes != forms[i].sizes {
        stop(
          "Function \(name) returned an invalid gradient at index \(i) - got \(h.sizes.text) but "
            + "expected shape compatible with \(forms[i].sizes.text)")
      }
      sink.give(i, forms[i].fit(h))
    }
  }
}

/// The derivatives of every element of f(x) by every element of x. PyTorch:
/// `torch.autograd.functional.jacobian`.
public func jacobian(_ f: (Tensor) -> Tensor, at x: Tensor, createGraph: Bool = false) -> Tensor {
  let p = x.detached().requiringGradient()
  let y = withGradient { f(p) }
  let flat = withGradient { y.reshaped(-1) }
  let rows = (0..<y.size).map { i -> Tensor in
    guard flat.tracks else { return p.zerosLike() }
    let element = withGradient { flat.selected(0, i) }
    return gradientsIfUsed(
      of: element, by: [p], retainGraph: true, createGraph: createGraph)[0] ?? p.zerosLike()
  }
  if rows.isEmpty { return Tensor(uninitialized: Sizes(y.sizes.array + x.sizes.array), x.dtype) }
  return stacked(rows).reshaped(to: Sizes(y.sizes.array + x.sizes.array))
}

/// The second derivatives of a number f(x) by every pair of elements of x. PyTorch:
/// `torch.autograd.functional.hessian`.
public func hessian(_ f: (Tensor) -> Tensor, at x: Tensor) -> Tensor {
  jacobian(
    { p in
      let y = f(p)
      if y.size != 1 { stop("The output of the function given to hessian should be a scalar") }
      return gradientsIfUsed(of: y, by: [p], createGraph: true)[0] ?? p.zerosLike()
    }, at: x)
}
