extension Tensor {
  /// A row-major tensor whose elements are not yet set, for the modules that draw or read numbers.
  package convenience init(uninitialized shape: Shape, as dtype: DType) {
    self.init(uninitialized: Sizes(shape.sizes), dtype)
  }

  /// The elements in memory; side by side in row-major order where the tensor is contiguous.
  package var elements: UnsafeMutableRawPointer { pointer }
}
