/// What differs from run to run where Gradus does not fix it: `check --repeat` runs a notebook under
/// other conditions to see which outputs depend on them.
package struct Conditions: Hashable, Sendable {
  /// Draws the hash seed of sets and dictionaries from this number instead of fixing it.
  package var hashSeed: UInt64?
  /// Seeds the random number generators in place of the notebook's seed.
  package var seed: UInt64?
  /// How many seconds the clock on the wall is set forward.
  package var clockOffset = 0
  /// Whether the cells have one core, and libraries are asked for one thread.
  package var hasOneCore = false

  package init() {}

  /// Variables for the cells.
  var environment: [String: String] {
    var variables: [String: String] = [:]
    if hashSeed == nil { variables["SWIFT_DETERMINISTIC_HASHING"] = "1" }
    if hasOneCore {
      variables["OMP_NUM_THREADS"] = "1"
      variables["OPENBLAS_NUM_THREADS"] = "1"
    }
    return variables
  }

  /// What the worker is told.
  var arguments: [String] {
    [hashSeed.map(String.init) ?? "-", "\(clockOffset)", hasOneCore ? "1" : "0"]
  }
}
