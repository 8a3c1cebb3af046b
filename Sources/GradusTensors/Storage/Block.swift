import Glibc
import Synchronization

/// Memory that tensors share, returned to a cache when the last one is gone.
///
/// A large result that is freed and allocated again costs page faults for every page; the cache keeps
/// blocks by size class, up to a bound.
final class Block {
  let pointer: UnsafeMutableRawPointer
  let byteCount: Int
  /// Counts in-place changes, shared by all views.
  var version: Int32 = 0

  init(byteCount: Int) {
    let room = Block.sizeClass(byteCount)
    self.byteCount = room
    pointer = Block.take(room)
  }

  deinit { Block.give(pointer, byteCount) }

  /// Sizes rounded up to a quarter of a power of two, at least 64 bytes.
  private static func sizeClass(_ n: Int) -> Int {
    if n <= 64 { return 64 }
    let top = 1 << (Int.bitWidth - 1 - (n - 1).leadingZeroBitCount)
    let step = max(top / 4, 64)
    return (n + step - 1) / step * step
  }

  private struct Cache: ~Copyable {
    var free: [Int: [UInt]] = [:]
    var byteCount = 0
  }
  private static let cache = Mutex(Cache())
  private static let cacheLimit = 1 << 30
  private static let smallest = 1 << 12

  private static func take(_ n: Int) -> UnsafeMutableRawPointer {
    if n >= smallest {
      let cached: UInt? = cache.withLock { c in
        guard let p = c.free[n]?.popLast() else { return nil }
        c.byteCount -= n
        return p
      }
      if let cached { return UnsafeMutableRawPointer(bitPattern: cached)! }
    }
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

  private static func give(_ p: UnsafeMutableRawPointer, _ n: Int) {
    if n >= smallest {
      let address = UInt(bitPattern: p)
      let kept = cache.withLock { c in
        if c.byteCount + n > cacheLimit { return false }
        c.free[n, default: []].append(address)
        c.byteCount += n
        return true
      }
      if kept { return }
    }
    free(p)
  }

  /// Returns all cached memory to the system.
  static func trim() {
    let all = cache.withLock { c -> [UInt] in
      let all = c.free.values.flatMap { $0 }
      c.free = [:]
      c.byteCount = 0
      return all
    }
    for p in all { free(UnsafeMutableRawPointer(bitPattern: p)) }
  }
}
