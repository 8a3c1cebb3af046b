import GradusKernels

/// What a tensor can be made of: numbers, and arrays of them to any depth.
public protocol TensorValues {
  /// Adds the numbers in order, noting the shape on the way.
  func collect(into list: inout ValueList, depth: Int)
}

/// Numbers on their way into a tensor.
public struct ValueList {
  var numbers: [Scalar] = []
  var sizes: [Int] = []
  var category = -1

  mutating func add(_ s: Scalar) {
    numbers.append(s)
    switch s {
    case .bool: category = max(category, 0)
    case .int: category = max(category, 1)
    case .float: category = max(category, 2)
    }
  }

  mutating func enter(_ count: Int, depth: Int) {
    if depth == sizes.count {
      sizes.append(count)
    } else if sizes[depth] != count {
      stop("expected sequence of length \(sizes[depth]) at dim \(depth) (got \(count))")
    }
  }
}

extension Scalar: TensorValues {}
extension Int: TensorValues {}
extension Double: TensorValues {}
extension Float: TensorValues {}
extension Bool: TensorValues {}
extension UInt8: TensorValues {}
extension Int32: TensorValues {}
extension TensorScalar {
  /// Adds the numbers in order.
  public func collect(into list: inout ValueList, depth: Int) { list.add(scalar) }
}
extension Array: TensorValues where Element: TensorValues {
  /// Adds the numbers in order.
  public func collect(into list: inout ValueList, depth: Int) {
    list.enter(count, depth: depth)
    for e in self { e.collect(into: &list, depth: depth + 1) }
  }
}

extension Tensor {
  /// A tensor of the given numbers: float32 where any is floating, else int64 where any is an integer,
  /// else bool. Arrays of arrays give further dimensions and must be of one length.
  /// PyTorch: `torch.tensor`.
  public convenience init(
    _ values: some TensorValues, dtype: DType? = nil, requiresGradient: Bool = false
  ) {
    var list = ValueList()
    values.collect(into: &list, depth: 0)
    self.init(list, dtype)
    _ = created(requiresGradient)
  }

  convenience init(_ list: ValueList, _ dtype: DType?) {
    let inferred: DType = list.category == 0 ? .bool : list.category == 1 ? .int64 : .float32
    let type = dtype ?? inferred
    self.init(uninitialized: Sizes(list.sizes), type)
    take(list.numbers)
  }

  private func take(_ numbers: [Scalar]) {
    let name = dtype.name
    for (i, s) in numbers.enumerated() {
      dtype.checkHolds(s, name)
      setRaw(i, s)
    }
  }

  /// A tensor of the given numbers under a shape. PyTorch: `torch.tensor(values).reshape(shape)`.
  public convenience init(_ values: [Double], shape: Shape, dtype: DType = .float32) {
    self.init(uninitialized: Sizes(shape.sizes), dtype)
    if values.count != size {
      stop("shape '\(sizes.text)' is invalid for input of size \(values.count)")
    }
    for (i, v) in values.enumerated() { setRaw(i, .float(v)) }
  }
}
