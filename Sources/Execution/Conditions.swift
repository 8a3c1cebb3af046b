/// What differs from run to run where Gradus does not fix it: `check --repeat` runs a notebook under
/// other conditions to see which outputs depend on them.
package struct Conditions: Hashable, Sendable {
  /// Draws the hash seed of sets and dictionaries from this number instead of fixing it.
  package var hashSeed: UInt64?
  /// Seeds the random number generators in place of the notebook's seed.
  package var seed: UInt64?
  /// How many seconds the clock on the wall is set forward.
  package var clockOffset = 0
  /// Whether the cells have one core, and so libraries that ask for it one thread.
  package var hasOneCore = false

  package init() {}

  /// Variables for the cells, whose names are always the same: a cell may list them.
  var environment: [String: String] {
    ["SWIFT_DETERMINISTIC_HASHING": hashSeed == nil ? "1" : "0"]
      .merging(hashSeed.map { ["GRADUS_HASH_SEED": "\($0)"] } ?? [:]) { $1 }
  }

  /// What the worker is told.
  var arguments: [String] {
    ["\(clockOffset)", hasOneCore ? "1" : "0"]
  }
}
