extension Tensor {
  /// The elements in row-major order under a new shape, -1 standing for the size that fits; a view
  /// where the strides allow it, else a copy. PyTorch: `reshape`, `ravel`.
  public func reshaped(_ sizes: Int...) -> Tensor { reshaped(to: Sizes(sizes)) }
  /// The elements in row-major order under a new shape, -1 standing for the size that fits; a view
  /// where the strides allow it, else a copy.
  public func reshaped(to shape: Shape) -> Tensor { reshaped(to: Sizes(shape.sizes)) }

  func reshaped(to target: Sizes) -> Tensor {
    let n = inferred(target)
    if let s = viewStrides(n) { return viewing(n, s, ReshapeNode("ViewBackward0", sizes)) }
    let c = cloned()
    let v = c.view(n, n.rowMajorStrides)
    if c.tracks, records(c) {
      let node = ReshapeNode("UnsafeViewBackward0", sizes)
      node.link(c)
      v.attach(node)
    }
    return v
  }

  /// The elements under a new shape, -1 standing for the size that fits; always a view, and a stop
  /// where the strides do not allow one. PyTorch: `view`.
  public func viewed(_ sizes: Int...) -> Tensor { viewed(to: Shape(sizes)) }
  /// The elements under a new shape, -1 standing for the size that fits; always a view, and a stop
  /// where the strides do not allow one.
  public func viewed(to shape: Shape) -> Tensor {
    let n = inferred(Sizes(shape.sizes))
    guard let s = viewStrides(n) else {
      stop(
        "view size is not compatible with input tensor's size and stride (at least one dimension "
          + "spans across two contiguous subspaces). Use .reshape(...) instead.",
        hint: "in Swift: .reshaped(…)")
    }
    return viewing(n, s, ReshapeNode("ViewBackward0", sizes))
  }

  /// Dimensions `from` to `to` made one. PyTorch: `flatten`.
  public func flattened(from: Int = 0, to: Int = -1) -> Tensor {
    let (a, b) = (resolved(from, rank: rank), resolved(to, rank: rank))
    if rank == 0 { return reshaped(1) }
    if a > b { stop("flatten() has invalid args: start_dim cannot come after end_dim") }
    if a == b { return self }
    let all = sizes.array
    let n = all[..<a] + [all[a...b].reduce(1, *)] + all[(b + 1)...]
    return reshaped(to: Sizes(Array(n)))
  }

  private func inferred(_ target: Sizes) -> Sizes {
    var n = target
    var open: Int?
    var known = 1
    for d in 0..<n.count {
      if n[d] == -1 {
        if open != nil { stop("only one dimension can be inferred") }
        open = d
      } else if n[d] < 0 {
        stop("invalid shape dimension \(n[d])")
      } else {
        let (p, overflow) = known.multipliedReportingOverflow(by: n[d])
        known = overflow ? Int.max : p
      }
    }
    let fits = open == nil ? known == size : known > 0 && size % known == 0
    if !fits {
      if open != nil, known == 0, size == 0 {
        stop(
          "cannot reshape tensor of 0 elements into shape \(target.text) because the unspecified "
            + "dimension size -1 can be any value and is ambiguous")
      }
      stop("shape '\(target.text)' is invalid for input of size \(size)")
    }
    if let open { n[open] = size / known }
    return n
  }

  /// Strides under which the same memory has the shape `n`, where there are such.
  private func viewStrides(_ n: Sizes) -> Sizes? {
    if isContiguous { return n.rowMajorStrides }
    var result = Sizes(repeating: 0, count: n.count)
    var d = n.count - 1
    var chunk = strides[rank - 1]
    var tensorCount = 1
    var viewCount = 1
    for k in Swift.stride(from: rank - 1, through: 0, by: -1) {
      tensorCount *= sizes[k]
      if k == 0 || (sizes[k - 1] != 1 && strides[k - 1] != tensorCount * chunk) {
        while d >= 0, viewCount < tensorCount || n[d] == 1 {
          result[d] = viewCount * chunk
          viewCount *= n[d]
          d -= 1
        }
        if viewCount != tensorCount { return nil }
        if k > 0 {
          chunk = strides[k - 1]
          tensorCount = 1
          viewCount = 1
        }
      }
    }
    return d == -1 ? result : nil
  }
}
