extension Tensor {
  /// The number that the kernels know the type by.
  package var kernelType: Int32 { dtype.code }

  /// Changes the elements where they lie, as an in-place operation does that records nothing: `body`
  /// gets them side by side in row-major order.
  ///
  /// - Parameter body: must not touch this tensor in another way.
  package func changeElements(_ body: (UnsafeMutableRawPointer) -> Void) {
    checkChangeable()
    if isContiguous {
      body(pointer)
    } else {
      let packed = copied()
      body(packed.pointer)
      Loops.copy(self, packed)
    }
    touch()
  }
}
