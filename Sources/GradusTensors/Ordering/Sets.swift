import GradusKernels

/// The distinct elements of a tensor in order, and what belongs to them.
public struct UniqueElements {
  /// The distinct elements, 1-d, ascending.
  public let values: Tensor
  /// For each element of the tensor, the place of its value in `values`.
  public let inverse: Tensor
  /// How often each value stands in the tensor.
  public let counts: Tensor
}

extension Tensor {
  /// The distinct elements in order, with their places and counts. PyTorch: `torch.unique`.
  public func unique() -> UniqueElements {
    let keys = Keys(self)
    let order = Array(0..<size).sorted { keys.precedes($0, $1) }
    var firsts: [Int] = []
    var counts: [Int] = []
    var inverse = [Int](repeating: 0, count: size)
    for i in order {
      if let f = firsts.last, keys.equal(f, i), !keys.isNaN(i) {
        counts[counts.count - 1] += 1
      } else {
        firsts.append(i)
        counts.append(1)
      }
      inverse[i] = firsts.count - 1
    }
    let flat = detached().reshaped(-1)
    return UniqueElements(
      values: flat.gathered(at: [Tensor(firsts, dtype: .int64)]),
      inverse: Tensor(inverse, dtype: .int64).reshaped(to: sizes),
      counts: Tensor(counts, dtype: .int64))
  }

  /// How often each number 0, 1, … stands in a vector, at least `minimumCount` of them.
  /// PyTorch: `torch.bincount`.
  public func binCount(minimumCount: Int = 0) -> Tensor {
    if dtype.isFloatingPoint || dtype == .bool {
      stop("\"bincount_cpu\" not implemented for '\(dtype.scalarName)'")
    }
    if minimumCount < 0 { stop("minlength should be >= 0") }
    if rank != 1 {
      stop("bincount only supports 1-d non-negative integral inputs.")
    }
    let all = [Int](self)
    if all.contains(where: { $0 < 0 }) {
      stop("bincount only supports 1-d non-negative integral inputs.")
    }
    var counts = [Int](repeating: 0, count: Swift.max((all.max() ?? -1) + 1, minimumCount))
    for v in all { counts[v] += 1 }
    return Tensor(counts, dtype: .int64)
  }

  /// How many elements lie in each of `bins` equal parts of [min, max]; by default their own range.
  /// PyTorch: `torch.histc`.
  public func histogram(bins: Int = 100, min low: Double = 0, max high: Double = 0) -> Tensor {
    if bins <= 0 {
      stop("torch.histogram(): bins must be > 0, but got \(bins) for dimension 0")
    }
    if dtype == .bool { stop("\"linspace_cpu\" not implemented for 'Bool'") }
    if !dtype.isFloatingPoint {
      dtype.checkHistogramBound(low)
      dtype.checkHistogramBound(high)
      stop("\"histogram_cpu\" not implemented for '\(dtype.scalarName)'")
    }
    let all = [Double](self)
    var (a, b) = (low, high)
    if a == b, let least = all.min(), let most = all.max() { (a, b) = (least, most) }
    if a == b { (a, b) = (a - 1, b + 1) }
    if a > b { stop("max must be larger than min") }
    var counts = [Double](repeating: 0, count: bins)
    for v in all where v >= a && v <= b {
      counts[Swift.min(Int((v - a) / (b - a) * Double(bins)), bins - 1)] += 1
    }
    return Tensor(counts, dtype: dtype)
  }

  /// Where each value would be put into this ascending tensor's last dimension: before equal ones, or
  /// after them with `right`. PyTorch: `torch.searchsorted`.
  public func searchSorted(_ values: Tensor, right: Bool = false) -> Tensor {
    if rank == 0 {
      stop(
        "torch.searchsorted(): input value can be a scalar only when boundaries tensor "
          + "dimension is 1")
    }
    let edges = [Double](self)
    let n = sizes[rank - 1]
    let wanted = [Double](values)
    let perLine = rank == 1 ? wanted.count : Swift.max(values.sizes.last ?? 1, 1)
    var places = [Int](repeating: 0, count: wanted.count)
    for (i, v) in wanted.enumerated() {
      let line = rank == 1 ? 0 : i / perLine * n
      var (low, high) = (0, n)
      while low < high {
        let middle = (low + high) / 2
        let e = edges[line + middle]
        if right ? !(e > v) : !(e >= v) { low = middle + 1 } else { high = middle }
      }
      places[i] = low
    }
    return Tensor(places, dtype: .int64).reshaped(to: values.sizes)
  }

  /// The number of the bin between ascending edges that each element falls into.
  /// PyTorch: `torch.bucketize`.
  public func bucketized(_ edges: Tensor, right: Bool = false) -> Tensor {
    if edges.rank != 1 { stop("boundaries tensor must be 1 dimension, but got dim(\(edges.rank))") }
    return edges.searchSorted(self, right: right)
  }

  /// Where elements are among those of another tensor. PyTorch: `torch.isin`.
  public func isIn(_ elements: Tensor) -> Tensor {
    if dtype == .bool || elements.dtype == .bool {
      stop("Unsupported input type encountered for isin(): Bool")
    }
    let set = Set([Double](elements))
    let hits = [Double](self).map { set.contains($0) }
    return Tensor(hits, dtype: .bool).reshaped(to: sizes)
  }

  /// The differences of neighbours along an axis, `n` times. PyTorch: `torch.diff`.
  public func differences(_ n: Int = 1, axis: Int = -1) -> Tensor {
    if rank == 0 { stop("diff expects input to be at least one-dimensional") }
    let d = resolved(axis, rank: rank)
    var x = self
    for _ in 0..<n {
      let last = x.sizes[d]
      let (a, b) = (
        x.sliced(d, Swift.min(1, last), last, 1), x.sliced(d, 0, Swift.max(last - 1, 0), 1)
      )
      x = dtype == .bool ? a .^ b : a - b
    }
    return x
  }

  /// The integral by trapezoids along an axis, `dx` apart. PyTorch: `torch.trapezoid`.
  public func trapezoid(dx: Double = 1, axis: Int = -1) -> Tensor {
    let d = resolved(axis, rank: rank)
    if rank == 0 { stop("Dimension specified as \(axis) but tensor has no dimensions") }
    if sizes[d] == 0 {
      return Tensor(filled: reducedSizes([d], keeping: false), dtype, .int(0))
    }
    if dtype == .bool {
      stop("trapezoid: received a bool input for `y`, but bool is not supported")
    }
    let ends = selected(d, 0) + selected(d, sizes[d] - 1)
    return ((sum(axis: d) - ends * 0.5) * dx).recorded(as: "MulBackward1")
  }
}

extension DType {
  /// Unsigned bytes hold no negative bound of a histogram.
  fileprivate func checkHistogramBound(_ v: Double) {
    if self == .uint8, v < 0 { stop("value cannot be converted to type uint8_t without overflow") }
    checkHolds(.float(v))
  }
}
