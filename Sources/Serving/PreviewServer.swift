import FlyingFox
import FlyingSocks
import Foundation
import Previews
import Rendering
import Synchronization

/// Serves the pages of a preview to browsers on this machine.
package final class PreviewServer: Sendable {
  private struct State {
    /// Where the port is asked for, known before the first request comes.
    var access: AccessRules?
    var hasBegun = false
    var server: HTTPServer?
    var serving: Task<Void, Never>?
    var failure: (any Error)?
  }

  private let shelf: NotebookShelf
  private let page: LivePage
  private let state = Mutex(State())

  /// - Parameter mathLibrary: sets formulas; without it they stay as they are written
  package init(_ shelf: NotebookShelf, mathLibrary: MathLibrary?) {
    self.shelf = shelf
    page = LivePage(hasIndex: shelf.hasIndex, mathLibrary: mathLibrary)
  }

  /// Where the preview is, with the token; `nil` while it is not served.
  package var address: String? {
    state.withLock { $0.hasBegun ? $0.access : nil }.map {
      "http://127.0.0.1:\($0.port)/?token=\($0.token.text)"
    }
  }

  /// Begins to serve.
  ///
  /// - Parameter port: 0 for any that is free
  /// - Returns: the port
  /// - Throws: `portInUse`, `listening`
  @discardableResult
  package func start(port: UInt16, token: AccessToken) async throws(PreviewError) -> UInt16 {
    state.withLock {
      $0 = State(access: port == 0 ? nil : AccessRules(port: port, token: token))
    }
    serve(port: port)
    while true {
      if let port = await listeningPort {
        state.withLock {
          $0.access = AccessRules(port: port, token: token)
          $0.hasBegun = true
        }
        return port
      }
      if let failure = state.withLock({ $0.failure }) {
        if case .failed(_, EADDRINUSE, _) = failure as? SocketError { throw .portInUse(port) }
        throw .listening(reason: Self.reason(failure))
      }
      try? await Task.sleep(for: .milliseconds(1))
    }
  }

  /// Ends all connections.
  package func stop() async {
    let (server, serving) = state.withLock { ($0.server, $0.serving) }
    serving?.cancel()
    await server?.stop()
    await serving?.value
    state.withLock { $0 = State() }
  }

  private var listeningPort: UInt16? {
    get async {
      guard let server = state.withLock({ $0.server }),
        case .ip4(_, let port) = await server.listeningAddress
      else { return nil }
      return port
    }
  }

  /// Serves until it is cancelled, or cannot begin. What ends the server later, such as too many
  /// files being open, ends it for a moment only.
  private func serve(port: UInt16) {
    let serving = Task {
      while !Task.isCancelled {
        let port = state.withLock { $0.access?.port } ?? port
        do {
          let server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), logger: .disabled,
            handler: PageHandler(shelf: shelf, page: page) { [weak self] in
              self?.state.withLock { $0.access }
            })
          state.withLock { $0.server = server }
          try await server.run()
        } catch {
          if Task.isCancelled { return }
          let hasBegun = state.withLock { state in
            state.failure = error
            return state.hasBegun
          }
          if !hasBegun { return }
        }
        try? await Task.sleep(for: .milliseconds(200))
      }
    }
    state.withLock { $0.serving = serving }
  }

  private static func reason(_ error: any Error) -> String {
    if case .failed(_, let number, _) = error as? SocketError {
      return String(cString: strerror(number))
    }
    return "\(error)"
  }
}
