extension Tensor {
  /// The part that the indices name: a view for numbers and ranges, a copy where tensors or arrays of
  /// indices or a mask take part. Setting copies into the part. PyTorch: `x[i, j]`.
  public subscript(_ i: some TensorIndex) -> Tensor {
    get { indexed([i.tensorIndex]) }
    set { assign([i.tensorIndex], newValue) }
  }
  /// The part that the indices name.
  public subscript(_ i: some TensorIndex, _ j: some TensorIndex) -> Tensor {
    get { indexed([i.tensorIndex, j.tensorIndex]) }
    set { assign([i.tensorIndex, j.tensorIndex], newValue) }
  }
  /// The part that the indices name.
  public subscript(_ i: some TensorIndex, _ j: some TensorIndex, _ k: some TensorIndex) -> Tensor {
    get { indexed([i.tensorIndex, j.tensorIndex, k.tensorIndex]) }
    set { assign([i.tensorIndex, j.tensorIndex, k.tensorIndex], newValue) }
  }
  /// The part that the indices name.
  public subscript(
    _ i: some TensorIndex, _ j: some TensorIndex, _ k: some TensorIndex, _ l: some TensorIndex
  ) -> Tensor {
    get { indexed([i.tensorIndex, j.tensorIndex, k.tensorIndex, l.tensorIndex]) }
    set { assign([i.tensorIndex, j.tensorIndex, k.tensorIndex, l.tensorIndex], newValue) }
  }
  /// The part that a list of indices names, for any number of dimensions.
  public subscript(indices indices: [any TensorIndex]) -> Tensor {
    get { indexed(indices.map(\.tensorIndex)) }
    set { assign(indices.map(\.tensorIndex), newValue) }
  }

  /// The view by the plain indices, and for each of its dimensions the index tensor, if any.
  private func plainView(_ items: [IndexItem]) -> (Tensor, [Tensor?]) {
    var x = self
    var tensors: [Tensor?] = []
    var axis = 0
    let named = items.reduce(0) { n, i in
      switch i.kind {
      case .newAxis, .ellipsis: n
      case .tensor(let t): n + (t.dtype == .bool || t.dtype == .uint8 ? t.rank : 1)
      default: n + 1
      }
    }
    if rank == 0, items.count == 1, case .slice(_, _, let step) = items[0].kind {
      if step <= 0 { stop("step must be greater than zero") }
      stop("slice() cannot be applied to a 0-dim tensor.")
    }
    if rank == 0, items.count == 1, case .at(let i) = items[0].kind {
      if i != 0 { stop("index \(i) is out of bounds for dimension 0 with size 0") }
      stop(
        "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ "
          + "to convert a 0-dim tensor to a number", hint: "in Swift: Double(t)")
    }
    if named > rank { stop("too many indices for tensor of dimension \(rank)") }
    var original = 0
    for (place, item) in items.enumerated() {
      switch item.kind {
      case .at(let i):
        let n = x.sizes[axis]
        if i < -n || i >= n {
          stop("index \(i) is out of bounds for dimension \(place) with size \(n)")
        }
        x = x.selected(axis, i)
        original += 1
      case .slice(let from, let to, let step):
        if step <= 0 { stop("step must be greater than zero") }
        let n = x.sizes[axis]
        let a = clamped(from ?? 0, n)
        let b = Swift.max(a, clamped(to ?? n, n))
        if a != 0 || b != n || step != 1 { x = x.sliced(axis, a, b, step) }
        tensors.append(nil)
        axis += 1
        original += 1
      case .newAxis:
        x = x.unsqueezed(axis)
        tensors.append(nil)
        axis += 1
      case .ellipsis:
        for _ in 0..<(rank - named) {
          tensors.append(nil)
          axis += 1
          original += 1
        }
      case .tensor(let t):
        if t.dtype == .bool || t.dtype == .uint8 {
          if t.rank == 0 {
            x = x.unsqueezed(axis)
            tensors.append(
              t.scalarRaw().isZero
                ? Tensor(filled: Sizes([0]), .int64, .int(0))
                : Tensor(filled: Sizes([1]), .int64, .int(0)))
            axis += 1
            continue
          }
          for d in 0..<t.rank where t.sizes[d] != x.sizes[axis + d] {
            stop(
              "The shape of the mask \(t.sizes.text) at index \(d) does not match the shape of the "
                + "indexed tensor \(sizes.text) at index \(original + d)")
          }
          tensors += t.nonzeroColumns().map { $0 }
          axis += t.rank
          original += t.rank
        } else {
          if t.dtype.isFloatingPoint {
            stop(
              "tensors used as indices must be long, int, byte or bool tensors")
          }
          tensors.append(t.converted(to: .int64))
          axis += 1
          original += 1
        }
      }
    }
    while tensors.count < x.rank { tensors.append(nil) }
    return (x, tensors)
  }

  private func clamped(_ i: Int, _ n: Int) -> Int { Swift.min(Swift.max(i < 0 ? i + n : i, 0), n) }

  private func indexed(_ items: [IndexItem]) -> Tensor {
    let (x, tensors) = plainView(items)
    if tensors.contains(where: { $0 != nil }) { return x.gathered(at: tensors) }
    if x === self { return viewing(sizes, strides, ReshapeNode("AliasBackward0", sizes)) }
    return x
  }

  private func assign(_ items: [IndexItem], _ value: Tensor) {
    let (x, tensors) = plainView(items)
    if tensors.contains(where: { $0 != nil }) {
      if value.dtype != dtype {
        stop(
          "Index put requires the source and destination dtypes match, got \(dtype.scalarName) for the "
            + "destination and \(value.dtype.scalarName) for the source.")
      }
      x.put(value, at: tensors)
    } else {
      x.fill(from: value)
    }
  }
}
