/// A short list of integers, packed without allocation up to rank 6: the shape or the strides of a
/// tensor.
struct Sizes: Equatable {
  private(set) var count: Int = 0
  private var small = InlineArray<6, Int>(repeating: 0)
  private var spill: [Int]?

  init() {}

  init(_ values: [Int]) {
    for v in values { append(v) }
  }

  init(repeating value: Int, count: Int) {
    for _ in 0..<count { append(value) }
  }

  @inline(__always)
  subscript(i: Int) -> Int {
    get {
      if count <= 6 { return small[i] }
      return spill![i]
    }
    set {
      if count <= 6 { small[i] = newValue } else { spill![i] = newValue }
    }
  }

  mutating func append(_ value: Int) {
    if count < 6 {
      small[count] = value
    } else {
      if count == 6 { spill = (0..<6).map { small[$0] } }
      spill!.append(value)
    }
    count += 1
  }

  mutating func insert(_ value: Int, at i: Int) {
    var all = array
    all.insert(value, at: i)
    self = Sizes(all)
  }

  mutating func remove(at i: Int) {
    var all = array
    all.remove(at: i)
    self = Sizes(all)
  }

  var array: [Int] { (0..<count).map { self[$0] } }
  var isEmpty: Bool { count == 0 }
  var last: Int? { count == 0 ? nil : self[count - 1] }

  /// The product of all entries, or nil where it overflows.
  var product: Int? {
    var p = 1
    for i in 0..<count where self[i] == 0 { return 0 }
    for i in 0..<count {
      let (q, overflow) = p.multipliedReportingOverflow(by: self[i])
      if overflow { return nil }
      p = q
    }
    return p
  }

  /// Strides of a row-major tensor of this shape.
  var rowMajorStrides: Sizes {
    var s = self
    var step = 1
    var i = count - 1
    while i >= 0 {
      s[i] = step
      step &*= max(self[i], 1)
      i -= 1
    }
    return s
  }

  static func == (a: Sizes, b: Sizes) -> Bool {
    if a.count != b.count { return false }
    for i in 0..<a.count where a[i] != b[i] { return false }
    return true
  }

  /// Written as PyTorch writes a list of sizes: `[2, 3]`.
  var text: String { "[" + array.map(String.init).joined(separator: ", ") + "]" }

  /// Written as PyTorch names a shape in its messages: `torch.Size([2, 3])`.
  var torchText: String { "torch.Size(\(text))" }

  @inline(__always)
  func withPointer<R>(_ body: (UnsafePointer<Int64>) -> R) -> R {
    if count <= 6 {
      return withUnsafeBytes(of: small) {
        body($0.baseAddress!.assumingMemoryBound(to: Int64.self))
      }
    }
    return spill!.withUnsafeBytes { body($0.baseAddress!.assumingMemoryBound(to: Int64.self)) }
  }
}
