import Glibc
import GradusKernels

extension Generator {
  /// A normal number of mean 0 and standard deviation 1 by the Box–Muller transform; its twin is
  /// kept for the next call.
  package func scalarNormal() -> Double {
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    let u1 = uniform53()
    let u2 = uniform53()
    let radius = (-2 * log1p(-u2)).squareRoot()
    let angle = 2 * Double.pi * u1
    cachedNormal = radius * sin(angle)
    return radius * cos(angle)
  }

  /// A normal number of the given mean and standard deviation.
  @inline(__always)
  package func scalarNormal(mean: Double, deviation: Double) -> Double {
    mean.addingProduct(scalarNormal(), deviation)
  }

  /// The least number of contiguous elements that are filled by blocks.
  package static let blockLength = 16

  /// Fills contiguous elements with normal numbers: PyTorch's `normal_`.
  ///
  /// From 16 elements on, blocks of 16 uniform numbers are transformed together; for a rest as many
  /// are drawn in vain, and then the last 16 places again.
  package func fillNormal(
    _ buffer: UnsafeMutableBufferPointer<Float>, mean: Float = 0, deviation: Float = 1
  ) {
    guard buffer.count >= Self.blockLength, let start = buffer.baseAddress else {
      for i in buffer.indices {
        buffer[i] = Float(scalarNormal(mean: Double(mean), deviation: Double(deviation)))
      }
      return
    }
    transformBlocks(start, buffer.count / Self.blockLength, mean, deviation)
    let rest = buffer.count % Self.blockLength
    if rest != 0 {
      for _ in 0..<rest { _ = engine.next() }
      transformBlocks(start + (buffer.count - Self.blockLength), 1, mean, deviation)
    }
  }

  private func transformBlocks(
    _ start: UnsafeMutablePointer<Float>, _ count: Int, _ mean: Float, _ deviation: Float
  ) {
    engine.forEachPiece(of: count, groupsOf: Self.blockLength) { first, blocks, outputs in
      gk_normal_blocks(
        Int64(blocks), outputs, start + first * Self.blockLength, mean, deviation)
    }
  }

  /// Fills at least 16 contiguous elements by whole blocks alone, as PyTorch does for the half
  /// types: the rest of the last block is not drawn before the last 16 places are.
  package func fillNormalBlocks(
    _ buffer: UnsafeMutableBufferPointer<Float>, mean: Float, deviation: Float
  ) {
    let rest = buffer.count % Self.blockLength
    fillNormal(
      UnsafeMutableBufferPointer(rebasing: buffer.dropLast(rest)), mean: mean,
      deviation: deviation)
    if rest != 0 {
      fillNormal(
        UnsafeMutableBufferPointer(rebasing: buffer.suffix(Self.blockLength)), mean: mean,
        deviation: deviation)
    }
  }

  /// Fills contiguous elements with normal numbers: PyTorch's `normal_`.
  package func fillNormal(
    _ buffer: UnsafeMutableBufferPointer<Double>, mean: Double = 0, deviation: Double = 1
  ) {
    guard buffer.count >= Self.blockLength, let start = buffer.baseAddress else {
      for i in buffer.indices { buffer[i] = scalarNormal(mean: mean, deviation: deviation) }
      return
    }
    fill53(buffer)
    for block in 0..<(buffer.count / Self.blockLength) {
      normalBlock(start + block * Self.blockLength, mean, deviation)
    }
    if buffer.count % Self.blockLength != 0 {
      let last = start + (buffer.count - Self.blockLength)
      fill53(UnsafeMutableBufferPointer(start: last, count: Self.blockLength))
      normalBlock(last, mean, deviation)
    }
  }

  private func normalBlock(
    _ block: UnsafeMutablePointer<Double>, _ mean: Double, _ deviation: Double
  ) {
    for j in 0..<8 {
      let radius = (-2 * log(1 - block[j])).squareRoot()
      let angle = 2 * Double.pi * block[j + 8]
      block[j] = mean.addingProduct(radius * cos(angle), deviation)
      block[j + 8] = mean.addingProduct(radius * sin(angle), deviation)
    }
  }
}
