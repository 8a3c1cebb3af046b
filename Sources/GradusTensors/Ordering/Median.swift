import GradusDisplay
import GradusKernels

extension Tensor {
  private func refuseBool(_ name: String = "median_cpu") {
    if dtype == .bool { stop("\"\(name)\" not implemented for 'Bool'") }
  }

  /// The middle element, the lower of two; NaN where any is. Equal ones share the gradient.
  /// PyTorch: `median()`.
  public func median() -> Tensor {
    refuseBool()
    if size == 0 {
      return Tensor(number: .float(.nan)).converted(to: dtype)
    }
    let flat = noGradient { reshaped(-1) }
    let r = noGradient { flat.taken(flat.middle(0), axis: 0).reshaped(to: Sizes()).copied() }
    if records(self) { r.attach(ShareNode("MedianBackward0", self, r, nil, false)) }
    return r
  }

  /// The middle element along an axis, the lower of two, and where it stands. PyTorch: `median(dim)`.
  public func median(axis: Int, keepingDimensions: Bool = false) -> IndexedValues {
    refuseBool("median_out")
    let d = resolved(axis, rank: rank)
    if rank > 0, sizes[d] == 0 {
      stop("median(): Expected reduction dim \(d) to have non-zero size.")
    }
    return reducedPick(middle(d), d, keepingDimensions, "median", "MedianBackward1")
  }

  private func middle(_ d: Int) -> Tensor {
    let lines = eachLine(d) { keys, line -> [Int] in
      if let bad = line.firstIndex(where: { keys.isNaN($0) }) { return [bad] }
      let order = Array(0..<line.count).sorted { a, b in
        if keys.precedes(line[a], line[b]) { return true }
        if keys.precedes(line[b], line[a]) { return false }
        return a < b
      }
      return [order[(line.count - 1) / 2]]
    }
    return assembled(lines, d, length: 1)
  }

  /// The most frequent element along an axis, the least of several, and where it last stands.
  /// PyTorch: `mode`.
  public func mode(axis: Int = -1, keepingDimensions: Bool = false) -> IndexedValues {
    let d = resolved(axis, rank: rank)
    if rank > 0, sizes[d] == 0 {
      stop("mode(): Expected reduction dim \(d) to have non-zero size.")
    }
    let lines = eachLine(d) { keys, line -> [Int] in
      let order = Array(0..<line.count).sorted { a, b in
        if keys.precedes(line[a], line[b]) { return true }
        if keys.precedes(line[b], line[a]) { return false }
        return a < b
      }
      var (best, count, i) = (0, 0, 0)
      while i < order.count {
        var j = i
        while j < order.count, keys.equal(line[order[i]], line[order[j]]) { j += 1 }
        if j - i > count { (best, count) = (order[j - 1], j - i) }
        i = j
      }
      return [best]
    }
    return reducedPick(
      assembled(lines, d, length: 1), d, keepingDimensions, "mode", "ModeBackward0")
  }

  /// The value below which the fraction `q` of all elements lies, between neighbours by their
  /// distance. PyTorch: `quantile`.
  public func quantile(_ q: Double) -> Tensor {
    checkLevel(q)
    return reshaped(-1).quantiles(Tensor([q], dtype: .float64), 0, false)
      .squeezed(0, name: "SqueezeBackward4")
  }
  /// As `quantile(_:)` along an axis. PyTorch: `quantile(q, dim)`.
  public func quantile(_ q: Double, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    checkLevel(q)
    return quantiles(
      Tensor([q], dtype: .float64), resolved(axis, rank: rank), keepingDimensions
    ).squeezed(0, name: "SqueezeBackward4")
  }
  /// Several quantiles of all elements, along a new first dimension. PyTorch: `quantile(tensor)`.
  public func quantile(_ q: Tensor) -> Tensor {
    checkType(q)
    let r = reshaped(-1).quantiles(q.reshaped(-1), 0, false)
    return q.rank == 0 ? r.squeezed(0, name: "SqueezeBackward4") : r
  }
  /// Several quantiles along an axis, along a new first dimension. PyTorch: `quantile(tensor, dim)`.
  public func quantile(_ q: Tensor, axis: Int, keepingDimensions: Bool = false) -> Tensor {
    checkType(q)
    let r = quantiles(q.reshaped(-1), resolved(axis, rank: rank), keepingDimensions)
    return q.rank == 0 ? r.squeezed(0, name: "SqueezeBackward4") : r
  }

  private func checkLevel(_ q: Double) {
    if !(q >= 0 && q <= 1) {
      stop("quantile() q must be in the range [0, 1] but got \(q, "g")")
    }
  }

  private func checkType(_ q: Tensor) {
    if size == 0 { stop("quantile() input tensor must be non-empty") }
    if dtype != .float32, dtype != .float64 {
      stop("quantile() input tensor must be either float or double dtype")
    }
    if q.dtype != dtype { stop("quantile() q tensor must be same dtype as the input tensor") }
  }

  private func quantiles(_ q: Tensor, _ d: Int, _ keeping: Bool) -> Tensor {
    if size == 0 { stop("quantile() input tensor must be non-empty") }
    if dtype != .float32, dtype != .float64 {
      stop("quantile() input tensor must be either float or double dtype")
    }
    let x = rank == 0 ? reshaped(1) : self
    let n = x.sizes[d]
    let inOrder = x.sorted(axis: d).values
    let anyNaN = x.isNaN().any(axis: d, keepingDimensions: true)
    let parts = [Double](q).map { p -> Tensor in
      if !(p >= 0 && p <= 1) { stop("quantile() q values must be in the range [0, 1]") }
      // The place is computed in the tensor's type, as PyTorch does.
      let place = dtype == .float32 ? Double(Float(p) * Float(n - 1)) : p * Double(n - 1)
      let low = Int(place.rounded(.down))
      let (a, b) = (
        inOrder.sliced(d, low, low + 1, 1),
        inOrder.sliced(d, Swift.min(low + 1, n - 1), Swift.min(low + 1, n - 1) + 1, 1)
      )
      let r = lerp(a, b, place - Double(low)).maskedFill(anyNaN, Double.nan)
      return keeping && rank > 0 ? r : r.squeezed(d)
    }
    return stacked(parts)
  }
}
