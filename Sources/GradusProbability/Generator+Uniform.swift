import GradusKernels

extension Generator {
  /// A uniform number in [0, 1) with 24 bits, for `Float`.
  @inline(__always)
  package func uniform24() -> Float {
    Float(engine.next() & 0xFF_FFFF) * 0x1p-24
  }

  /// A uniform number in [0, 1) with 53 bits, for `Double`.
  @inline(__always)
  package func uniform53() -> Double {
    Double(next() & (1 << 53 - 1)) * 0x1p-53
  }

  /// Fills with uniform numbers in [low, high).
  package func fillUniform(
    _ buffer: UnsafeMutableBufferPointer<Float>, from low: Float = 0, to high: Float = 1
  ) {
    fill24(buffer)
    guard low != 0 || high != 1, let start = buffer.baseAddress else { return }
    gk_stretch(Int64(buffer.count), start, low, high - low, high)
  }

  /// Fills with uniform numbers in [low, high).
  package func fillUniform(
    _ buffer: UnsafeMutableBufferPointer<Double>, from low: Double = 0, to high: Double = 1
  ) {
    fill53(buffer)
    if low == 0, high == 1 { return }
    let width = high - low
    for i in buffer.indices {
      let value = low.addingProduct(buffer[i], width)
      buffer[i] = value == high ? low : value
    }
  }

  func fill24(_ buffer: UnsafeMutableBufferPointer<Float>) {
    guard let start = buffer.baseAddress else { return }
    engine.forEachPiece(of: buffer.count) { first, outputs in
      gk_uniform24(Int64(outputs.count), outputs.baseAddress!, start + first)
    }
  }

  func fill53(_ buffer: UnsafeMutableBufferPointer<Double>) {
    guard let start = buffer.baseAddress else { return }
    engine.forEachPiece(of: buffer.count, groupsOf: 2) { first, pairs, outputs in
      gk_uniform53(Int64(pairs), outputs, start + first)
    }
  }

  /// Fills with whole numbers in [low, high), which are cast to the element type.
  package func fillIntegers(
    _ count: Int, from low: Int, to high: Int, _ store: (_ index: Int, _ value: Int) -> Void
  ) {
    let range = UInt64(bitPattern: Int64(high &- low))
    if range < 1 << 28 {
      let range = UInt32(range)
      for i in 0..<count { store(i, low &+ Int(engine.next() % range)) }
    } else {
      for i in 0..<count { store(i, low &+ Int(bitPattern: UInt(next() % range))) }
    }
  }

  /// A permutation of 0 ..< count.
  package func permutation(_ count: Int) -> [Int] {
    [Int](unsafeUninitializedCapacity: count) { order, initialized in
      if count > 0 { fillPermutation(order.baseAddress!, count) }
      initialized = count
    }
  }

  /// Fills with a permutation of 0 ..< count.
  func fillPermutation(_ order: UnsafeMutablePointer<Int>, _ count: Int) {
    for i in 0..<count { order[i] = i }
    for i in 0..<max(count - 1, 0) {
      let left = count - i
      // The short division is the faster one.
      let output = engine.next()
      let step = left <= UInt32.max ? Int(output % UInt32(left)) : Int(output)
      let chosen = order[i + step]
      order[i + step] = order[i]
      order[i] = chosen
    }
  }

  /// One draw of `random_()`: every value of the type is equally likely, from 0 to `largest`.
  package func integer(upTo largest: UInt64) -> UInt64 {
    if largest >= 1 << 32 {
      return largest == .max ? next() : next() % (largest + 1)
    }
    return UInt64(engine.next()) % (largest + 1)
  }
}
