import GradusKernels

/// An operation of a tensor with a Swift number. Loops over numbers do little else, so these make no
/// tensor of the number, neither to compute nor to record.
enum NumberOperation {
  case add, subtract, subtractFrom, multiply, divide

  private var kernel: Int {
    switch self {
    case .add: GK_ADD
    case .subtract, .subtractFrom: GK_SUB
    case .multiply: GK_MUL
    case .divide: GK_DIV
    }
  }

  func callAsFunction(_ x: Tensor, _ number: Scalar) -> Tensor {
    guard x.isContiguous, x.dtype == .float32 || x.dtype == .float64, !x.isNumber,
      !(kernel == GK_SUB && number.dtype == .bool)
    else { return general(x, Tensor(number: number)) }
    let r = Tensor(like: x, x.dtype)
    var element: UInt64 = 0
    withUnsafeMutableBytes(of: &element) { bytes in
      let element = bytes.baseAddress!
      gk_set_double(x.dtype.code, element, number.doubleValue)
      let isLeft = self == .subtractFrom
      _ = gk_binary_flat(
        Int32(kernel), x.dtype.code, Int64(x.size), r.pointer, isLeft ? element : x.pointer,
        isLeft ? 0 : 1, isLeft ? x.pointer : element, isLeft ? 1 : 0)
    }
    if records(x) { r.attach(NumberNode(self, x, number)) }
    return r
  }

  private func general(_ x: Tensor, _ number: Tensor) -> Tensor {
    switch self {
    case .add: added(x, number)
    case .subtract: subtracted(x, number)
    case .subtractFrom: subtracted(number, x)
    case .multiply: multiplied(x, number)
    case .divide: divided(x, number)
    }
  }
}

/// ∂(x + c) = ∂(x - c) = g, ∂(c - x) = -g, ∂(x·c) = g·c, ∂(x / c) = g / c.
final class NumberNode: Node {
  private let operation: NumberOperation
  private let number: Scalar

  init(_ operation: NumberOperation, _ x: borrowing Tensor, _ number: Scalar) {
    self.operation = operation
    self.number = number
    super.init()
    keepsOperands = operation == .multiply || operation == .divide
    link(x)
  }

  override var name: String {
    switch operation {
    case .add: "AddBackward0"
    case .subtract: "SubBackward0"
    case .subtractFrom: "RsubBackward1"
    case .multiply: "MulBackward0"
    case .divide: "DivBackward0"
    }
  }

  override func backward(_ g: Tensor, to sink: Sink) {
    switch operation {
    case .add, .subtract: sink.give(0, g)
    case .subtractFrom: sink.give(0, negative(g))
    case .multiply, .divide: sink.give(0, operation(g, number))
    }
  }
}

extension Tensor {
  /// Whether the only element stands in a relation to a number: `Bool` of a comparison, without its
  /// tensor.
  func isRelated(_ op: Int, _ number: Scalar) -> Bool {
    if size == 1, dtype == .float32 {
      return related(pointer.load(as: Float.self), Float(number.doubleValue), op)
    }
    if size == 1, dtype == .float64 {
      return related(pointer.load(as: Double.self), number.doubleValue, op)
    }
    return Bool(compared(op, self, number))
  }

  private func related<T: BinaryFloatingPoint>(_ x: T, _ y: T, _ op: Int) -> Bool {
    switch op {
    case GK_LT: x < y
    case GK_LE: x <= y
    case GK_GT: x > y
    default: x >= y
    }
  }
}
