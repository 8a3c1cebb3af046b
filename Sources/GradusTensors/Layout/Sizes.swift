import Synchronization

/// A short list of integers: the shape or the strides of a tensor.
///
/// It is plain memory that is copied without counting references, since every operation copies
/// some. Up to rank 6 it holds the integers itself, with zeros behind them; longer lists are rare
/// and kept for good, each once.
struct Sizes: Equatable {
  private(set) var count: Int = 0
  private var small = InlineArray<6, Int>(repeating: 0)
  private var long: UnsafePointer<Int>?

  private static let longLists = Mutex<[[Int]: UInt]>([:])

  private static func kept(_ values: [Int]) -> UnsafePointer<Int> {
    let address = longLists.withLock { lists in
      if let known = lists[values] { return known }
      let memory = UnsafeMutablePointer<Int>.allocate(capacity: values.count)
      memory.initialize(from: values, count: values.count)
      lists[values] = UInt(bitPattern: memory)
      return UInt(bitPattern: memory)
    }
    return UnsafePointer(bitPattern: address)!
  }

  init() {}

  init(_ values: [Int]) {
    count = values.count
    if count <= 6 {
      for i in 0..<count { small[i] = values[i] }
    } else {
      long = Sizes.kept(values)
    }
  }

  init(repeating value: Int, count: Int) {
    if count > 6 {
      self.init(Array(repeating: value, count: count))
    } else {
      self.init()
      self.count = count
      for i in 0..<count { small[i] = value }
    }
  }

  @inline(__always)
  subscript(i: Int) -> Int {
    get {
      if count <= 6 { return small[i] }
      precondition(i < count)
      return long![i]
    }
    set {
      if count <= 6 {
        small[i] = newValue
      } else {
        var all = array
        all[i] = newValue
        self = Sizes(all)
      }
    }
  }

  mutating func append(_ value: Int) {
    if count < 6 {
      small[count] = value
      count += 1
    } else {
      self = Sizes(array + [value])
    }
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
    var overflows = false
    for i in 0..<count {
      if self[i] == 0 { return 0 }
      let (q, overflow) = p.multipliedReportingOverflow(by: self[i])
      overflows = overflows || overflow
      p = q
    }
    return overflows ? nil : p
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
    var difference = a.count ^ b.count
    for i in 0..<6 { difference |= a.small[i] ^ b.small[i] }
    return difference == 0 && a.long == b.long
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
    return long!.withMemoryRebound(to: Int64.self, capacity: count) { body($0) }
  }
}
