/// The dimension that `axis` names: negative ones count from the end.
///
/// A 0-d tensor accepts 0 and -1, as in PyTorch.
func resolved(_ axis: Int, rank: Int) -> Int {
  let r = max(rank, 1)
  guard axis >= -r, axis < r else {
    stop(
      "Dimension out of range (expected to be in range of [\(-r), \(r - 1)], but got \(axis))")
  }
  return axis < 0 ? axis + r : axis
}

/// The dimensions that `axes` name, ascending, each once; nil or none means all.
func resolved(_ axes: [Int]?, rank: Int) -> [Int] {
  guard let axes, !axes.isEmpty else { return Array(0..<rank) }
  var seen: Set<Int> = []
  for a in axes {
    let d = resolved(a, rank: rank)
    if !seen.insert(d).inserted {
      stop("dim \(d) appears multiple times in the list of dims")
    }
  }
  return rank == 0 ? [] : seen.sorted()
}

/// The shape both operands are stretched to, with PyTorch's sentence where there is none.
func broadcast(_ a: Sizes, _ b: Sizes) -> Sizes {
  if a == b || b.count == 0 { return a }
  if a.count == 0 { return b }
  let rank = max(a.count, b.count)
  var result = Sizes(repeating: 1, count: rank)
  for i in 0..<rank {
    let d = rank - 1 - i
    let x = i < a.count ? a[a.count - 1 - i] : 1
    let y = i < b.count ? b[b.count - 1 - i] : 1
    if x != y, x != 1, y != 1 {
      stop(
        "The size of tensor a (\(x)) must match the size of tensor b (\(y)) at non-singleton "
          + "dimension \(d)")
    }
    result[d] = x == 1 ? y : x
  }
  return result
}

/// Strides that walk a tensor of `sizes` and `strides` as if it had the shape `target`.
func stretched(_ sizes: Sizes, _ strides: Sizes, to target: Sizes) -> Sizes {
  if sizes == target { return strides }
  var s = Sizes(repeating: 0, count: target.count)
  let lead = target.count - sizes.count
  for d in 0..<sizes.count where sizes[d] == target[d + lead] && sizes[d] != 1 {
    s[d + lead] = strides[d]
  }
  return s
}
