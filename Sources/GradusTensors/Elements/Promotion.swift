/// Promotion of several operands by PyTorch's three ranks: tensors with dimensions, 0-d tensors,
/// Swift numbers. A lower rank only counts where its category is higher.
struct Promotion {
  private var dimensioned: DType?
  private var zeroDimensional: DType?
  private var number: DType?

  mutating func add(_ t: Tensor) {
    if t.isNumber {
      number = Self.join(number, t.dtype == .float64 ? .float32 : t.dtype)
    } else if t.rank == 0 {
      zeroDimensional = Self.join(zeroDimensional, t.dtype)
    } else {
      dimensioned = Self.join(dimensioned, t.dtype)
    }
  }

  var result: DType {
    Self.over(dimensioned, Self.over(zeroDimensional, number)) ?? .float32
  }

  private static func join(_ a: DType?, _ b: DType?) -> DType? {
    guard let a else { return b }
    guard let b else { return a }
    return .promoted(a, b)
  }

  private static func over(_ high: DType?, _ low: DType?) -> DType? {
    guard let high else { return low }
    if high.isFloatingPoint { return high }
    if high == .bool || low?.isFloatingPoint == true { return join(high, low) }
    return high
  }

  static func of(_ a: Tensor, _ b: Tensor) -> DType {
    if a.dtype == b.dtype, !a.isNumber, !b.isNumber { return a.dtype }
    if b.isNumber, !a.isNumber, a.dtype.isFloatingPoint { return a.dtype }
    var p = Promotion()
    p.add(a)
    p.add(b)
    return p.result
  }

  static func of(_ tensors: [Tensor]) -> DType {
    var p = Promotion()
    for t in tensors { p.add(t) }
    return p.result
  }
}
