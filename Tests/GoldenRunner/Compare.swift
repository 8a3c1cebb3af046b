import GradusTensors

/// How close two values must be; nil means equal.
typealias Tolerance = (relative: Double, absolute: Double)

/// What differs between a value and the recorded one, or nil.
func difference(_ got: Value, _ want: Value, _ tolerance: Tolerance?) -> String? {
  switch (got, want) {
  case (.none, .none): return nil
  case (.tensor(let a), .tensor(let b)), (.array(let a), .tensor(let b)):
    return difference(a, b, tolerance)
  case (.size(let a), .size(let b)):
    return a == b ? nil : "got \(a), want \(b)"
  case (.string(let a), .string(let b)): return a == b ? nil : "got \(a), want \(b)"
  case (.bool(let a), .bool(let b)): return a == b ? nil : "got \(a), want \(b)"
  case (.int(let a), .int(let b)): return a == b ? nil : "got \(a), want \(b)"
  case (.float(let a), .float(let b)):
    return close(a, b, tolerance) ? nil : "got \(a), want \(b)"
  case (.dtype(let a), .dtype(let b)): return a == b ? nil : "got \(a), want \(b)"
  case (.tuple, .tuple), (.list, .list), (.named, .tuple), (.size, .tuple), (.tuple, .list),
    (.list, .tuple):
    guard let a = try? got.items(), let b = try? want.items() else { return "not sequences" }
    if a.count != b.count { return "got \(a.count) items, want \(b.count)" }
    for (x, y) in zip(a, b) { if let d = difference(x, y, tolerance) { return d } }
    return nil
  default: return "got \(got.repr), want \(want.repr)"
  }
}

private func difference(_ a: Tensor, _ b: Tensor, _ tolerance: Tolerance?) -> String? {
  if a.dtype != b.dtype { return "dtype: got \(a.dtype), want \(b.dtype)" }
  if a.shape != b.shape { return "shape: got \(a.shape), want \(b.shape)" }
  if a.requiresGradient != b.requiresGradient {
    return "requires_grad: got \(a.requiresGradient)"
  }
  if !a.dtype.isFloatingPoint {
    return [Int](a) == [Int](b) ? nil : "got \(a), want \(b)"
  }
  for (x, y) in zip([Double](a), [Double](b)) where !close(x, y, tolerance) {
    return "element: got \(x), want \(y) in\n\(a)\n\(b)"
  }
  return nil
}

private func close(_ got: Double, _ want: Double, _ tolerance: Tolerance?) -> Bool {
  if got.isNaN || want.isNaN { return got.isNaN && want.isNaN }
  guard let tolerance else { return got == want && got.sign == want.sign }
  if got.isInfinite || want.isInfinite { return got == want }
  return Swift.abs(got - want) <= tolerance.absolute + tolerance.relative * Swift.abs(want)
}
