/// What can differ between two runs of a notebook.
package enum Circumstance: String, Hashable, Sendable, CaseIterable {
  /// Nothing that Gradus sets: addresses, the time that passes, the order of threads, the process.
  case again
  /// The hash seed of sets and dictionaries.
  case hashing
  /// The seed of random numbers, where the notebook does not say one.
  case randomness
  /// The clock on the wall.
  case clock
  /// How many cores and threads there are.
  case cores
}
