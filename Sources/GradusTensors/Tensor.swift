import GradusKernels

/// An array of numbers of one type with any number of dimensions, which can record how it was
/// computed so that gradients flow back through it.
///
/// A class: assignment shares the tensor, views share its memory, in-place operations are seen by all
/// who hold it. Not for use from several threads at once. PyTorch: `torch.Tensor`.
public final class Tensor {
  /// The type of the elements. PyTorch: `Tensor.dtype`.
  public let dtype: DType
  /// A Swift number that stands beside a tensor: it takes part in promotion by its kind only.
  let isNumber: Bool
  /// Whether operations on this tensor are recorded.
  var tracks = false
  let isContiguous: Bool
  /// Which output of `node` this is.
  var slot: Int32 = 0
  private var ownVersion: Int32 = 0
  /// Counts rebased histories of a base, so that its views notice.
  var history: Int32 = 0
  /// The number of elements. PyTorch: `Tensor.numel`, `Tensor.nelement`.
  public let size: Int
  let sizes: Sizes
  let strides: Sizes
  private(set) var pointer: UnsafeMutableRawPointer
  private(set) var block: Block?
  /// The tensor this is a view of, for in-place changes that must reach its history.
  var base: Tensor?
  /// The operation that made this tensor, or the leaf that collects its gradient.
  var node: Node?
  /// Elements of a small tensor that shares its memory with nobody.
  @exclusivity(unchecked) private var room = InlineArray<8, UInt64>(repeating: 0)

  /// A row-major tensor whose elements are not yet set, except that small ones are zero.
  init(uninitialized sizes: Sizes, _ dtype: DType, isNumber: Bool = false) {
    guard let n = sizes.product, let bytes = n.checkedTimes(dtype.byteCount) else {
      stop("Storage size calculation overflowed with sizes=\(sizes.text)")
    }
    self.dtype = dtype
    self.isNumber = isNumber
    self.sizes = sizes
    strides = sizes.rowMajorStrides
    size = n
    isContiguous = true
    pointer = UnsafeMutableRawPointer(bitPattern: 64)!
    takeMemory(bytes)
  }

  /// A tensor of the same shape and row-major order as `t`, which has it, with elements not yet set.
  @inline(__always)
  init(like t: Tensor, _ dtype: DType) {
    self.dtype = dtype
    isNumber = false
    sizes = t.sizes
    strides = t.strides
    size = t.size
    isContiguous = true
    pointer = UnsafeMutableRawPointer(bitPattern: 64)!
    takeMemory(t.size &* dtype.byteCount)
  }

  @inline(__always)
  private func takeMemory(_ byteCount: Int) {
    if byteCount <= 64 {
      pointer = withUnsafeMutablePointer(to: &room) { UnsafeMutableRawPointer($0) }
    } else {
      let b = Block(byteCount: byteCount)
      block = b
      pointer = b.pointer
    }
  }

  /// A tensor with the elements of one that is alone with its memory, at its version.
  init(copyOf t: Tensor) {
    dtype = t.dtype
    isNumber = false
    sizes = t.sizes
    strides = t.strides
    size = t.size
    isContiguous = true
    ownVersion = t.ownVersion
    room = t.room
    pointer = UnsafeMutableRawPointer(bitPattern: 64)!
    pointer = withUnsafeMutablePointer(to: &room) { UnsafeMutableRawPointer($0) }
  }

  /// Whether the elements are few and no view shares their memory.
  var isAlone: Bool { block == nil }

  /// Whether no other tensor's elements lie in the memory, which is row-major.
  var ownsMemory: Bool {
    isContiguous && base == nil && (block == nil || isKnownUniquelyReferenced(&block))
  }

  /// A view of `t`'s memory that starts `offset` elements after `t` does.
  init(viewOf t: Tensor, _ sizes: Sizes, _ strides: Sizes, offset: Int = 0) {
    let b = t.sharedBlock()
    dtype = t.dtype
    isNumber = false
    self.sizes = sizes
    self.strides = strides
    size = sizes.product ?? 0
    isContiguous = rowMajor(sizes, strides)
    block = b
    pointer = t.pointer + offset * t.dtype.byteCount
  }

  /// The memory as a block of its own that views can share: a small tensor's elements move there.
  private func sharedBlock() -> Block {
    if let block { return block }
    let b = Block(byteCount: 64)
    b.pointer.copyMemory(from: pointer, byteCount: 64)
    b.version = ownVersion
    block = b
    pointer = b.pointer
    node?.shareResult(self)
    return b
  }

  deinit {
    if node != nil { Node.release(&node) }
  }

  /// Counts in-place changes of the memory.
  var version: Int32 { block?.version ?? ownVersion }
  func touch() {
    if let block {
      block.version &+= 1
    } else {
      ownVersion &+= 1
      node?.resultVersion = ownVersion
    }
  }

  /// Where the first element lies in the shared memory, in elements. PyTorch: `storage_offset`.
  public var storageOffset: Int {
    guard let block else { return 0 }
    return (pointer - block.pointer) / dtype.byteCount
  }

  /// Whether both tensors lie in the same memory.
  func sharesMemory(with t: Tensor) -> Bool {
    guard let block else { return self === t }
    return block === t.block
  }

  /// The address of the first element. PyTorch: `data_ptr`.
  package var memoryAddress: Int { Int(bitPattern: pointer) }

  /// Whether the elements lie side by side in row-major order. PyTorch: `is_contiguous`.
  public var isRowMajor: Bool { isContiguous }

  /// The number of dimensions. PyTorch: `Tensor.ndim`, `Tensor.dim`.
  public var rank: Int { sizes.count }
  /// The sizes of the dimensions. PyTorch: `Tensor.shape`, `Tensor.size`.
  public var shape: Shape { Shape(sizes.array) }
  /// For each dimension, the number of elements between neighbours. PyTorch: `Tensor.stride`.
  public var stride: [Int] { strides.array }
  /// The size of one dimension; negative axes count from the end. PyTorch: `Tensor.size(dim)`.
  public func size(axis: Int) -> Int {
    let d = resolved(axis, rank: rank)
    if rank == 0 { stop("Dimension specified as \(axis) but tensor has no dimensions") }
    return sizes[d]
  }
  /// The number of elements between neighbours along one dimension. PyTorch: `Tensor.stride(dim)`.
  public func stride(axis: Int) -> Int {
    let d = resolved(axis, rank: rank)
    if rank == 0 { stop("Dimension specified as \(axis) but tensor has no dimensions") }
    return strides[d]
  }
  /// The size of dimension 0. PyTorch: `len(tensor)`.
  public var count: Int {
    guard rank > 0 else { stop("len() of a 0-d tensor") }
    return sizes[0]
  }

}

extension Int {
  func checkedTimes(_ n: Int) -> Int? {
    let (p, overflow) = multipliedReportingOverflow(by: n)
    return overflow ? nil : p
  }
}

/// Whether the elements lie side by side in row-major order.
func rowMajor(_ sizes: Sizes, _ strides: Sizes) -> Bool {
  var step = 1
  var d = sizes.count - 1
  for i in 0..<sizes.count where sizes[i] == 0 { return true }
  while d >= 0 {
    if sizes[d] != 1 {
      if strides[d] != step { return false }
      step &*= sizes[d]
    }
    d -= 1
  }
  return true
}
