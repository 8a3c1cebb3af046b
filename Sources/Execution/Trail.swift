/// The states of a stretch that it can go back to: processes that sleep, each as it was before a
/// cell began.
struct Trail {
  struct State {
    /// The places among the planned cells that it is the state before: of these cells only the last
    /// can have left anything behind.
    let places: ClosedRange<Int>
    let process: Int32
    let chain: Chain
    /// A unit whose first cells are part of the state, and not of the chain yet.
    let begun: (unit: CompiledUnit, count: Int)?
  }

  /// How many are kept.
  let limit: Int
  /// Oldest first.
  private(set) var states: [State] = []

  /// Keeps a state.
  ///
  /// - Returns: the process of the state that is given up for it
  mutating func append(_ state: State) -> Int32? {
    states.append(state)
    return states.count > limit ? thin() : nil
  }

  /// The state that a run from this place begins with: before it, or further up.
  func state(before place: Int) -> State? {
    states.last { $0.places.lowerBound <= place }
  }

  /// Forgets a state whose process took over, or died.
  mutating func remove(process: Int32) { states.removeAll { $0.process == process } }

  /// Forgets the states behind this one.
  ///
  /// - Returns: their processes
  mutating func removeAll(behind state: State) -> [Int32] {
    let behind = states.filter { $0.places.lowerBound > state.places.lowerBound }
    states.removeAll { $0.places.lowerBound > state.places.lowerBound }
    return behind.map(\.process)
  }

  /// Gives up half of them.
  ///
  /// - Returns: their processes
  mutating func halve() -> [Int32] { (0..<states.count / 2).compactMap { _ in thin() } }

  /// Authors work at the end more than at the beginning, so states become rarer towards that: the
  /// one goes whose neighbours are closest, as seen from the end.
  private mutating func thin() -> Int32? {
    guard states.count > 2 else { return states.isEmpty ? nil : states.removeFirst().process }
    let end = states[states.count - 1].places.upperBound + 1
    let candidates = 1..<states.count - 1
    let least = candidates.min { gap($0, from: end) < gap($1, from: end) }
    return states.remove(at: least ?? 0).process
  }

  private func gap(_ index: Int, from end: Int) -> Double {
    let width = states[index + 1].places.lowerBound - states[index - 1].places.lowerBound
    return Double(width) / Double(end - states[index].places.lowerBound)
  }
}
