import GradusKernels

/// The keys of one line of a tensor: whole numbers exactly, floats with NaN after everything.
struct Keys {
  private let whole: [Int]
  private let floating: [Double]
  private let isWhole: Bool

  init(_ t: Tensor) {
    isWhole = !t.dtype.isFloatingPoint
    whole = isWhole ? [Int](t) : []
    floating = isWhole ? [] : [Double](t)
  }

  /// Whether element i comes before element j in ascending order.
  @inline(__always)
  func precedes(_ i: Int, _ j: Int) -> Bool {
    if isWhole { return whole[i] < whole[j] }
    let (a, b) = (floating[i], floating[j])
    return a < b || (b.isNaN && !a.isNaN)
  }
  func isNaN(_ i: Int) -> Bool { !isWhole && floating[i].isNaN }
  func equal(_ i: Int, _ j: Int) -> Bool { !precedes(i, j) && !precedes(j, i) }
  var count: Int { isWhole ? whole.count : floating.count }
}

extension Tensor {
  /// The lines of a tensor along an axis: `body` gets the keys of the whole row-major tensor and the
  /// places of one line's elements, and gives places within the line.
  func eachLine(_ axis: Int, _ body: (Keys, [Int]) -> [Int]) -> [[Int]] {
    let keys = Keys(self)
    let d = axis
    let n = rank == 0 ? 1 : sizes[d]
    let steps = sizes.rowMajorStrides
    let step = rank == 0 ? 1 : steps[d]
    var sizesLeft = sizes.array
    var stepsLeft = steps.array
    if rank > 0 {
      sizesLeft.remove(at: d)
      stepsLeft.remove(at: d)
    }
    return offsets(sizesLeft, stepsLeft).map { start in
      body(keys, (0..<n).map { Int(start) + $0 * step })
    }
  }

  /// An int64 tensor from places within lines: line by line along an axis of `length`.
  func assembled(_ lines: [[Int]], _ axis: Int, length: Int) -> Tensor {
    if rank == 0 { return Tensor(filled: sizes, .int64, .int(lines[0].first ?? 0)) }
    var n = sizes
    n[axis] = length
    let t = Tensor(uninitialized: n, .int64)
    var left = n
    left.remove(at: axis)
    var steps = t.strides
    let step = steps[axis]
    steps.remove(at: axis)
    let p = t.pointer.assumingMemoryBound(to: Int.self)
    for (start, line) in zip(offsets(left.array, steps.array), lines) {
      for i in 0..<length { p[Int(start) + i * step] = line[i] }
    }
    return t
  }

  /// The elements at places along an axis, recorded under a name.
  func picking(_ places: Tensor, _ d: Int, _ operation: String, _ node: String) -> IndexedValues {
    let values = noGradient { gather(axis: d, places) }
    if records(self) { values.attach(PickedNode(node, self, d, places, keeping: true)) }
    return IndexedValues(values: values, indices: places, operation: operation)
  }

  /// The places along an axis in the order of their elements.
  private func order(_ d: Int, descending: Bool) -> Tensor {
    let last = Swift.max(rank - 1, 0)
    let lines = (d == last ? self : noGradient { transposed(d, last) }).packed()
    let places = Tensor(uninitialized: lines.sizes, .int64)
    let n = rank == 0 ? 1 : sizes[d]
    if size > 0 {
      let failed = gk_order(
        dtype.code, Int64(size / n), Int64(n), descending, lines.pointer,
        places.pointer.assumingMemoryBound(to: Int64.self))
      if failed != 0 { stop("there is no memory to sort \(n) elements") }
    }
    return d == last ? places : noGradient { places.transposed(d, last) }.copied()
  }

  /// The elements in order along an axis and where they stood; equal ones keep their order, NaN counts
  /// as greatest. PyTorch: `sort`.
  public func sorted(axis: Int = -1, descending: Bool = false) -> IndexedValues {
    let d = resolved(axis, rank: rank)
    return picking(order(d, descending: descending), d, "sort", "SortBackward0")
  }

  /// Where the elements stand that `sorted` gives in order. PyTorch: `argsort`.
  public func argSort(axis: Int = -1, descending: Bool = false) -> Tensor {
    order(resolved(axis, rank: rank), descending: descending)
  }

  /// The `k` greatest along an axis, or least, in order, and where they stood. PyTorch: `topk`.
  public func top(_ k: Int, axis: Int = -1, largest: Bool = true) -> IndexedValues {
    let d = resolved(axis, rank: rank)
    let n = rank == 0 ? 1 : sizes[d]
    if k < 0 || k > n { stop("selected index k out of range") }
    if dtype == .bool { stop("topk does not support bool dtypes on CPU") }
    if rank == 0 { return picking(order(0, descending: largest), d, "topk", "TopkBackward0") }
    let places = order(d, descending: largest).sliced(d, 0, k, 1).copied()
    return picking(places, d, "topk", "TopkBackward0")
  }

  /// The `k`th least along an axis, counted from 1, and where it stands. PyTorch: `kthvalue`.
  public func kthValue(_ k: Int, axis: Int = -1, keepingDimensions: Bool = false) -> IndexedValues {
    let d = resolved(axis, rank: rank)
    if rank > 0, sizes[d] == 0 {
      stop("kthvalue(): Expected reduction dim \(d) to have non-zero size.")
    }
    if k < 1 || k > (rank == 0 ? 1 : sizes[d]) {
      stop("kthvalue(): selected number k out of range for dimension \(d)")
    }
    let places = order(d, descending: false)
    return reducedPick(
      rank == 0 ? places : places.sliced(d, k - 1, k, 1).copied(), d, keepingDimensions, "kthvalue",
      "KthvalueBackward0")
  }

  /// One element of each line, the axis kept or not.
  func reducedPick(
    _ places: Tensor, _ d: Int, _ keeping: Bool, _ operation: String, _ node: String
  ) -> IndexedValues {
    if keeping || rank == 0 { return picking(places, d, operation, node) }
    let values = noGradient { gather(axis: d, places).squeezed(d).copied() }
    let indices = places.squeezed(d).copied()
    if records(self) { values.attach(PickedNode(node, self, d, indices, keeping: false)) }
    return IndexedValues(values: values, indices: indices, operation: operation)
  }
}
