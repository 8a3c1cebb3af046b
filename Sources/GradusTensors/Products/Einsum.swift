/// Sums of products by Einstein's convention: `einsum("ij,jk->ik", a, b)`.
///
/// Letters name axes, `...` those not named; without `->` the letters that stand once are the result,
/// in alphabetical order. PyTorch: `torch.einsum`.
public func einsum(_ equation: String, _ operands: Tensor...) -> Tensor {
  einsum(equation, operands)
}
/// Sums of products by Einstein's convention: `einsum("ij,jk->ik", a, b)`.
public func einsum(_ equation: String, _ operands: [Tensor]) -> Tensor {
  Einsum(equation, operands).result
}

/// One evaluation: operands as tensors with labelled axes, contracted pair by pair.
private struct Einsum {
  /// Axes are named by letters; those of `...` by negative numbers counted from the end.
  private typealias Labels = [Int]
  let result: Tensor

  init(_ equation: String, _ operands: [Tensor]) {
    let text = equation.filter { $0 != " " }
    let halves = text.components(of: "->")
    let inputs = halves[0].components(of: ",")
    if operands.isEmpty { stop("einsum(): must provide at least one operand") }
    if inputs.count != operands.count {
      let more = inputs.count < operands.count
      stop(
        "einsum(): \(more ? "more" : "fewer") operands were provided than specified in the equation"
      )
    }
    var sizes: [Int: Int] = [:]
    var terms: [(Tensor, Labels)] = []
    for (i, (input, t)) in zip(inputs, operands).enumerated() {
      terms.append(Einsum.labelled(input, t, i, &sizes))
    }
    let out = Einsum.outputLabels(halves.count > 1 ? halves[1] : nil, inputs, terms.map(\.1), sizes)
    var (left, labels) = terms.removeFirst()
    (left, labels) = Einsum.summed(left, labels, keep: Set(out + terms.flatMap(\.1)))
    while !terms.isEmpty {
      let (right, others) = terms.removeFirst()
      let later = Set(out + terms.flatMap(\.1))
      (left, labels) = Einsum.contracted(left, labels, right, others, keep: later)
    }
    let order = out.map { labels.firstIndex(of: $0)! }
    result = order == Array(0..<order.count) ? left : left.permuted(order)
  }

  private static func labelled(
    _ input: String, _ t: Tensor, _ operand: Int, _ sizes: inout [Int: Int]
  ) -> (Tensor, Labels) {
    let parts = input.components(of: "...")
    let letters = input.filter { $0 != "." }
    let named = letters.count
    if parts.count == 1, named != t.rank {
      stop(
        "einsum(): the number of subscripts in the equation (\(named)) does not match the number of "
          + "dimensions (\(t.rank)) for operand \(operand) and no ellipsis was given")
    }
    if named > t.rank {
      stop(
        "einsum(): the number of subscripts in the equation (\(named)) does not match the number of "
          + "dimensions (\(t.rank)) for operand \(operand)")
    }
    var labels: Labels = parts[0].unicodeScalars.map { Int($0.value) }
    if parts.count > 1 {
      let hidden = t.rank - named
      labels += (0..<hidden).map { $0 - hidden }
      labels += parts[1].unicodeScalars.map { Int($0.value) }
    }
    var x = t
    var d = 0
    while d < labels.count {
      if let e = labels[..<d].firstIndex(of: labels[d]) {
        if x.sizes[e] != x.sizes[d] {
          let c = Character(Unicode.Scalar(UInt32(labels[d]))!)
          stop(
            "einsum(): subscript \(c) is repeated for operand \(operand) but the sizes don't match, "
              + "\(x.sizes[d]) != \(x.sizes[e])")
        }
        x = x.diagonal(offset: 0, axes: e, d).movedAxis(-1, to: e)
        labels.remove(at: d)
        continue
      }
      let n = x.sizes[d]
      if let old = sizes[labels[d]], old != n, old != 1, n != 1 {
        let c = labels[d] < 0 ? "..." : String(Character(Unicode.Scalar(UInt32(labels[d]))!))
        stop(
          "einsum(): subscript \(c) has size \(n) for operand \(operand) which does not broadcast with "
            + "previously seen size \(old)")
      }
      sizes[labels[d]] = Swift.max(sizes[labels[d]] ?? 1, n)
      if n == 0 { sizes[labels[d]] = 0 }
      d += 1
    }
    return (x, labels)
  }

  private static func outputLabels(
    _ output: String?, _ inputs: [String], _ all: [Labels], _ sizes: [Int: Int]
  ) -> Labels {
    let hidden = all.flatMap { $0 }.filter { $0 < 0 }
    let ellipsis = Set(hidden).sorted()
    guard let output else {
      let letters = inputs.joined().filter { $0 != "." }
      let once = Set(letters).filter { c in letters.filter { $0 == c }.count == 1 }
      return ellipsis + once.sorted().map { Int($0.unicodeScalars.first!.value) }
    }
    let parts = output.components(of: "...")
    var out: Labels = parts[0].unicodeScalars.map { Int($0.value) }
    if parts.count > 1 { out += ellipsis + parts[1].unicodeScalars.map { Int($0.value) } }
    for (i, l) in out.enumerated() {
      let c = l < 0 ? "..." : String(Character(Unicode.Scalar(UInt32(l))!))
      if sizes[l] == nil {
        stop(
          "einsum(): output subscript \(c) does not appear in the equation for any input operand")
      }
      if out[..<i].contains(l) {
        stop("einsum(): output subscript \(c) appears more than once in the output")
      }
    }
    return out
  }

  /// Sums over the labels that nothing needs any more.
  private static func summed(_ t: Tensor, _ labels: Labels, keep: Set<Int>) -> (Tensor, Labels) {
    let axes = labels.indices.filter { !keep.contains(labels[$0]) }
    if axes.isEmpty { return (t, labels) }
    return (t.sum(axes: Array(axes)), labels.filter { keep.contains($0) })
  }

  private static func contracted(
    _ a: Tensor, _ la: Labels, _ b: Tensor, _ lb: Labels, keep: Set<Int>
  ) -> (Tensor, Labels) {
    // An axis of one element is stretched by the other operand: it only takes part by its factor.
    var (x, p) = summed(a, la, keep: keep.union(lb))
    var (y, q) = summed(b, lb, keep: keep.union(la))
    let isReduced = p.contains { q.contains($0) && !keep.contains($0) }
    for l in p where q.contains(l) && !keep.contains(l) {
      let (i, j) = (p.firstIndex(of: l)!, q.firstIndex(of: l)!)
      if x.sizes[i] != 1, y.sizes[j] != 1 { continue }
      x = x.sizes[i] == 1 ? x.squeezed(i) : x.sum(axis: i)
      y = y.sizes[j] == 1 ? y.squeezed(j) : y.sum(axis: j)
      p.remove(at: i)
      q.remove(at: j)
    }
    let both = p.filter { q.contains($0) }
    let batch = both.filter { keep.contains($0) }
    let inner = both.filter { !keep.contains($0) }
    let onlyA = p.filter { !q.contains($0) }
    let onlyB = q.filter { !p.contains($0) }
    func size(_ l: Int) -> Int {
      let n = p.firstIndex(of: l).map { x.sizes[$0] } ?? 1
      let m = q.firstIndex(of: l).map { y.sizes[$0] } ?? 1
      return n == 1 ? m : n
    }
    func arranged(_ t: Tensor, _ labels: Labels, _ groups: [Labels]) -> Tensor {
      let order = groups.flatMap { $0 }.map { labels.firstIndex(of: $0)! }
      let wide = t.permuted(order).expanded(to: groups.flatMap { $0 }.map(size))
      return wide.reshaped(to: Sizes(groups.map { $0.map(size).reduce(1, *) }))
    }
    let labels = batch + onlyA + onlyB
    if inner.isEmpty {
      // Nothing is summed: an element-wise product.
      func spread(_ t: Tensor, _ own: Labels) -> Tensor {
        let order = labels.filter { own.contains($0) }.map { own.firstIndex(of: $0)! }
        var s = t.permuted(order)
        for (i, l) in labels.enumerated() where !own.contains(l) { s = s.unsqueezed(i) }
        return s
      }
      let product = spread(x, p) * spread(y, q)
      return (isReduced ? product.reshaped(to: product.sizes) : product, labels)
    }
    let left = arranged(x, p, [batch, onlyA, inner])
    let right = arranged(y, q, [batch, inner, onlyB])
    return (bmm(left, right).reshaped(to: Sizes(labels.map(size))), labels)
  }
}

extension String {
  /// The parts between occurrences of `separator`.
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var rest = self[...]
    while let c = rest.first {
      if rest.hasPrefix(separator) {
        parts.append(part)
        part = ""
        rest = rest.dropFirst(separator.count)
      } else {
        part.append(c)
        rest = rest.dropFirst()
      }
    }
    return parts + [part]
  }
}
