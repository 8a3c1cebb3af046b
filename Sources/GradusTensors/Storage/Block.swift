import Glibc
import GradusKernels
import Synchronization

/// Memory that tensors share, returned to a cache when the last one is gone.
///
/// A large result that is freed and allocated again costs page faults for every page; the cache keeps
/// blocks by size class, up to a bound.
final class Block {
  let pointer: UnsafeMutableRawPointer
  let byteCount: Int
  private let classIndex: Int
  /// Counts in-place changes, shared by all views.
  var version: Int32 = 0

  init(byteCount: Int) {
    let (index, room) = Block.sizeClass(byteCount)
    self.byteCount = room
    classIndex = index
    pointer = Block.take(index, room)
  }

  deinit { Block.give(pointer, classIndex, byteCount) }

  /// Sizes are rounded up to a quarter of a power of two, at least 64 bytes; a class is two bits
  /// behind the leading one.
  private static func sizeClass(_ n: Int) -> (index: Int, byteCount: Int) {
    if n <= 64 { return (0, 64) }
    let shift = Int.bitWidth - 3 - (n - 1).leadingZeroBitCount
    let quarters = ((n - 1) >> shift) + 1
    return ((shift - 3) * 4 + quarters - 4, quarters << shift)
  }

  /// Free blocks by class; each holds the address of the next.
  private struct Cache {
    var free = InlineArray<256, UnsafeMutableRawPointer?>(repeating: nil)
    var byteCount = 0
  }
  nonisolated(unsafe) private static var cache = Cache()
  private static let lock = Mutex(())
  private static let cacheLimit = 1 << 30

  private static func take(_ index: Int, _ n: Int) -> UnsafeMutableRawPointer {
    let cached = lock.withLock { _ -> UnsafeMutableRawPointer? in
      guard let p = cache.free[index] else { return nil }
      cache.free[index] = p.load(as: UnsafeMutableRawPointer?.self)
      cache.byteCount -= n
      return p
    }
    if let cached { return cached }
    var p: UnsafeMutableRawPointer?
    let huge = n >= 4 << 20
    guard posix_memalign(&p, huge ? 2 << 20 : 64, n) == 0, let p else {
      stop(
        "DefaultCPUAllocator: can't allocate memory: you tried to allocate \(n) bytes. "
          + "Error code 12 (Cannot allocate memory)")
    }
    if huge { madvise(p, n, MADV_HUGEPAGE) }
    return p
  }

  private static func give(_ p: UnsafeMutableRawPointer, _ index: Int, _ n: Int) {
    let isKept = lock.withLock { _ in
      if cache.byteCount + n > cacheLimit { return false }
      p.storeBytes(of: cache.free[index], as: UnsafeMutableRawPointer?.self)
      cache.free[index] = p
      cache.byteCount += n
      return true
    }
    if !isKept { free(p) }
  }

  /// Gives what is free back to the system.
  static func trim() {
    let all = lock.withLock { _ -> Cache in
      defer { cache = Cache() }
      return cache
    }
    for index in 0..<256 {
      var next = all.free[index]
      while let p = next {
        next = p.load(as: UnsafeMutableRawPointer?.self)
        free(p)
      }
    }
  }
}

/// Gives the memory of tensors that are gone back to the system; it is otherwise kept, up to 1 GB, for
/// the next ones. PyTorch: `torch.cuda.empty_cache`, which it has for devices only.
public func emptyMemoryCache() {
  Block.trim()
  gk_empty_scratch()
}
