/// A source of random numbers: the stream of PyTorch's CPU generator.
///
/// The same seed gives the same numbers as `torch.manual_seed`, bit for bit. A generator is used
/// from one thread at a time.
public final class Generator: RandomNumberGenerator {
  /// The generator that is used where none is named.
  public nonisolated(unsafe) static let `default` = Generator()

  /// A place in a generator's stream.
  public struct State: Equatable, Sendable {
    let words: [UInt32]
    let position: Int
    let cachedNormal: Double?
    let seed: Int
  }

  let engine: MersenneTwister
  /// The second value of a pair of normal numbers; all dtypes and the gamma sampler share it.
  var cachedNormal: Double?

  /// The seed that the stream was started with.
  public private(set) var initialSeed: Int

  /// A generator at the start of the stream of `seed`; without one, of PyTorch's default seed.
  public init(seed: Int = 67_280_421_310_721) {
    engine = MersenneTwister(seed: UInt32(truncatingIfNeeded: seed))
    initialSeed = seed
  }

  /// Starts the stream of `seed`. Only the low 32 bits matter, as in PyTorch.
  public func manualSeed(_ seed: Int) {
    engine.reset(seed: UInt32(truncatingIfNeeded: seed))
    cachedNormal = nil
    initialSeed = seed
  }

  /// The place in the stream, to be saved and set again.
  public var state: State {
    get {
      let (words, position) = engine.state
      return State(
        words: words, position: position, cachedNormal: cachedNormal, seed: initialSeed)
    }
    set {
      engine.state = (newValue.words, newValue.position)
      cachedNormal = newValue.cachedNormal
      initialSeed = newValue.seed
    }
  }

  /// The next 64 bits: two outputs of the engine, the first one above.
  public func next() -> UInt64 {
    let high = engine.next()
    return UInt64(high) << 32 | UInt64(engine.next())
  }
}

/// Starts the stream of `seed` in the default generator, as `torch.manual_seed` does.
public func manualSeed(_ seed: Int) {
  Generator.default.manualSeed(seed)
}

/// The worker's way to seed a session.
@_cdecl("gradus_seed")
public func seedSession(_ seed: UInt64) {
  manualSeed(Int(truncatingIfNeeded: seed))
}
