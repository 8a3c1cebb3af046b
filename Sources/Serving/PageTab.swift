import Foundation
import Previews
import Synchronization

/// One open page: it is shown the newest state whenever it has taken the one before, so a slow one
/// skips states, and nobody waits for it.
final class PageTab: Sendable {
  private struct State {
    var newest: PageState?
    /// What the page has, and the number under which it got it.
    var sent: PageState?
    var version = 0
    /// Until when nothing is sent: a browser draws 60 pictures a second.
    var pauseEnd = ContinuousClock.now
    var isClosed = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Sets the state that is shown next.
  func show(_ newest: PageState) {
    change { $0.newest = newest }
  }

  /// Sets the state that is shown first, unless there has been a newer one.
  func begin(with first: PageState) {
    change { $0.newest = $0.newest ?? first }
  }

  /// Has all of the state sent again, for a page that lost count.
  func refresh() {
    change { $0.sent = nil }
  }

  func close() {
    change { $0.isClosed = true }
  }

  /// What to send next, as soon as there is something; `nil` when the page is closed.
  func next() async -> Data? {
    await withTaskCancellationHandler {
      while true {
        await change()
        let pauseEnd = state.withLock { $0.pauseEnd }
        if .now < pauseEnd { try? await Task.sleep(until: pauseEnd) }
        let step = state.withLock { state -> Step in
          if state.isClosed { return .end }
          guard let newest = state.newest, newest != state.sent else { return .wait }
          defer { state.sent = newest }
          state.version += 1
          state.pauseEnd = .now + .milliseconds(16)
          return .send(newest, from: state.sent, version: state.version)
        }
        switch step {
        case .end: return nil
        case .wait: continue
        case .send(let newest, let sent, let version):
          let update =
            sent.map { PageUpdate(from: $0, to: newest, version: version) }
            ?? PageUpdate(newest, version: version)
          return try? update.json
        }
      }
    } onCancel: {
      close()
    }
  }

  private enum Step {
    case end, wait
    case send(PageState, from: PageState?, version: Int)
  }

  /// Waits until there is something to send, or the page is closed.
  private func change() async {
    await withCheckedContinuation { continuation in
      let isDue = state.withLock { state in
        if state.isClosed || state.newest != nil && state.sent != state.newest { return true }
        state.waiter = continuation
        return false
      }
      if isDue { continuation.resume() }
    }
  }

  private func change(_ edit: (inout State) -> Void) {
    let waiter = state.withLock { state in
      edit(&state)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }
}
