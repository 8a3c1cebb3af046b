import GradusKernels

/// How the elements of one tensor are written: all to one width, by what the visible ones need.
struct ElementFormatter {
  private let floating: Bool
  private var scientific = false
  private var whole = true
  private let precision: Int
  private(set) var width = 1

  /// `offsets` are the places of the visible elements.
  init(_ t: Tensor, _ offsets: [Int], _ options: TensorPrintOptions) {
    floating = t.dtype.isFloatingPoint
    precision = options.precision
    guard floating else {
      for o in offsets { width = max(width, plain(t.scalarRaw(o)).count) }
      return
    }
    let values = offsets.map { t.scalarRaw($0).doubleValue }.filter { $0.isFinite && $0 != 0 }
    guard let first = values.first else { return }
    var (low, high) = (abs(first), abs(first))
    for v in values {
      low = min(low, abs(v))
      high = max(high, abs(v))
      if v != v.rounded(.up) { whole = false }
    }
    scientific = options.scientific ?? (high / low > 1000 || high > 1e8 || low < 1e-4)
    for v in values { width = max(width, digits(v).count) }
  }

  /// One element, right-aligned.
  func text(_ s: Scalar) -> String {
    let t = floating ? digits(s.doubleValue) : plain(s)
    return t.count < width ? String(repeating: " ", count: width - t.count) + t : t
  }

  private func plain(_ s: Scalar) -> String {
    switch s {
    case .bool(let v): v ? "True" : "False"
    case .int(let v): String(v)
    case .float(let v): digits(v)
    }
  }

  private func digits(_ v: Double) -> String {
    if v.isNaN { return "nan" }
    if v.isInfinite { return v > 0 ? "inf" : "-inf" }
    if scientific { return formatted(v, true, precision) }
    return whole ? formatted(v, false, 0) + "." : formatted(v, false, precision)
  }
}

/// `%.*e` or `%.*f` of the exact binary value.
func formatted(_ v: Double, _ scientific: Bool, _ precision: Int) -> String {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512 + max(precision, 0)) { b in
    _ = gk_format(b.baseAddress!, b.count, scientific, Int32(precision), v)
    return String(cString: b.baseAddress!)
  }
}
