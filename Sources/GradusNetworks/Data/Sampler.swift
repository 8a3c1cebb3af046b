import GradusProbability

/// The places of a data set, in order or shuffled, one after the other.
///
/// Shuffling draws what PyTorch's `RandomSampler` draws, when it does. Without a generator, the
/// default one gives the seed of one that is used for this pass; with a generator, that one is used,
/// and a second permutation is drawn where a place is asked for after the last.
struct Sampler {
  private let count: Int
  private let isShuffled: Bool
  private let generator: Generator?
  private var order: [Int]?
  private var place = 0

  init(count: Int, isShuffled: Bool, generator: Generator?) {
    self.count = count
    self.isShuffled = isShuffled
    self.generator = generator
  }

  mutating func next() -> Int? {
    guard isShuffled else {
      if place == count { return nil }
      place += 1
      return place - 1
    }
    if order == nil {
      order = (generator ?? Generator(seed: Self.seed(from: .default))).permutation(count)
    }
    if place == count {
      _ = generator?.permutation(count)
      place += 1
    }
    if place > count { return nil }
    place += 1
    return order![place - 1]
  }

  /// What PyTorch takes for a seed: a whole number of 63 bits.
  static func seed(from generator: Generator) -> Int {
    Int(generator.integer(upTo: UInt64(Int64.max)))
  }
}
