import GradusKernels

/// The MT19937 engine: 624 words, regenerated together.
///
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed
/// uniform pseudorandom number generator" (1998).
final class MersenneTwister {
  static let wordCount = 624

  private let words: UnsafeMutablePointer<UInt32>
  /// The tempered outputs of the current block, so that whole blocks can be converted at once.
  private let outputs: UnsafeMutablePointer<UInt32>
  private var position = wordCount

  private init() {
    words = .allocate(capacity: Self.wordCount)
    outputs = .allocate(capacity: Self.wordCount)
    words.initialize(repeating: 0, count: Self.wordCount)
    outputs.initialize(repeating: 0, count: Self.wordCount)
  }

  deinit {
    words.deallocate()
    outputs.deallocate()
  }

  /// An engine seeded with one word.
  convenience init(seed: UInt32) {
    self.init()
    reset(seed: seed)
  }

  /// An engine seeded with several words (`init_by_array` of the authors' 2002 version).
  convenience init(key: [UInt32]) {
    self.init(seed: 19_650_218)
    let count = UInt32(Self.wordCount)
    var i = 1
    var j = 0
    for _ in 0..<max(Self.wordCount, key.count) {
      let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_664_525
      words[i] = (words[i] ^ mixed) &+ key[j] &+ UInt32(j)
      advance(&i)
      j = (j + 1) % key.count
    }
    for _ in 1..<count {
      let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_566_083_941
      words[i] = (words[i] ^ mixed) &- UInt32(i)
      advance(&i)
    }
    words[0] = 0x8000_0000
  }

  private func advance(_ i: inout Int) {
    i += 1
    if i == Self.wordCount {
      words[0] = words[i - 1]
      i = 1
    }
  }

  func reset(seed: UInt32) {
    words[0] = seed
    for j in 1..<Self.wordCount {
      words[j] = 1_812_433_253 &* (words[j - 1] ^ (words[j - 1] >> 30)) &+ UInt32(j)
    }
    position = Self.wordCount
  }

  /// The words and the position in the block, to go on from the same place later.
  var state: (words: [UInt32], position: Int) {
    get { (Array(UnsafeBufferPointer(start: words, count: Self.wordCount)), position) }
    set {
      precondition(newValue.words.count == Self.wordCount)
      words.update(from: newValue.words, count: Self.wordCount)
      position = newValue.position
      temper()
    }
  }

  @inline(__always)
  func next() -> UInt32 {
    if position == Self.wordCount { regenerate() }
    let output = outputs[position]
    position += 1
    return output
  }

  /// Hands the next `count` outputs to `body` in pieces: the first index and the outputs.
  @inline(__always)
  func forEachPiece(of count: Int, _ body: (Int, UnsafeBufferPointer<UInt32>) -> Void) {
    var done = 0
    while done < count {
      if position == Self.wordCount { regenerate() }
      let piece = min(count - done, Self.wordCount - position)
      body(done, UnsafeBufferPointer(start: outputs + position, count: piece))
      position += piece
      done += piece
    }
  }

  /// Hands the next `count` groups of `size` outputs to `body` in pieces: the first index, the number
  /// of groups, and the outputs, `size` times as many.
  @inline(__always)
  func forEachPiece(
    of count: Int, groupsOf size: Int, _ body: (Int, Int, UnsafePointer<UInt32>) -> Void
  ) {
    var done = 0
    while done < count {
      let groups = min(count - done, (Self.wordCount - position) / size)
      if groups > 0 {
        body(done, groups, UnsafePointer(outputs + position))
        position += size * groups
        done += groups
        continue
      }
      // A group that begins with the last outputs of a block, or none left in it.
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: size) { group in
        for i in 0..<size { group[i] = next() }
        body(done, 1, UnsafePointer(group.baseAddress!))
      }
      done += 1
    }
  }

  private func temper() {
    for i in 0..<Self.wordCount {
      var y = words[i]
      y ^= y >> 11
      y ^= (y << 7) & 0x9D2C_5680
      y ^= (y << 15) & 0xEFC6_0000
      y ^= y >> 18
      outputs[i] = y
    }
  }

  private func regenerate() {
    gk_twist(words, outputs)
    position = 0
  }
}
