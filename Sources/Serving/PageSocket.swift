import FlyingFox
import Foundation
import Previews
import Synchronization

/// Feeds one page over its socket and takes its commands.
struct PageSocket: WSHandler {
  let notebook: any PreviewedNotebook

  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    let connection = Connection(notebook, client)
    // What is not asked for is not made: a page that does not read holds one frame.
    return AsyncStream { await connection.next() }
  }

  /// A page that is open; it ends when it is let go of.
  private final class Connection: Sendable {
    private let tab = PageTab()
    private let observation: Observation
    private let reading: Task<Void, any Error>

    init(
      _ notebook: any PreviewedNotebook, _ client: AsyncThrowingStream<WSFrame, any Error>
    ) {
      let tab = self.tab
      observation = notebook.observe { tab.show($0) }
      // Behind that: what changes in between is told.
      tab.begin(with: notebook.state)
      reading = Task {
        defer { tab.close() }
        for try await frame in client {
          switch frame.opcode {
          case .text:
            guard frame.fin, let request = PageRequest(frame.payload) else { return }
            if request.isRefresh { tab.refresh() }
            if let command = request.pageCommand { notebook.perform(command) }
          case .ping, .pong: break
          default: return
          }
        }
      }
    }

    deinit {
      tab.close()
      reading.cancel()
      observation.cancel()
    }

    func next() async -> WSFrame? {
      guard let update = await tab.next() else { return nil }
      return WSFrame(fin: true, opcode: .text, mask: nil, payload: update)
    }
  }
}
