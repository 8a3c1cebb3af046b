import Synchronization

/// Code in colours, kept for the next version of a page, which has most of it again.
///
/// May be used from any thread.
package final class HighlightMemory: Sendable {
  private struct State {
    /// What pages of this round and of the one before have, by the code.
    var recent: [String: Markup] = [:]
    var older: [String: Markup] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// Forgets what no page has asked for since the last time.
  package func beginRound() {
    state.withLock { $0 = State(older: $0.recent) }
  }

  func markup(of code: String) -> Markup {
    let known = state.withLock { state -> Markup? in
      if let known = state.recent[code] { return known }
      let known = state.older.removeValue(forKey: code)
      if let known { state.recent[code] = known }
      return known
    }
    if let known { return known }
    let markup = SwiftHighlighter.markup(of: code)
    state.withLock { $0.recent[code] = markup }
    return markup
  }
}
