import Previews

extension PreviewServer: PreviewServing {
  package func start(
    port: UInt16?, memory folder: String, of place: String
  ) async throws(PreviewError) -> String {
    try await start(port: port, memory: ServerMemory(folder: folder, of: place))
  }

  /// Begins to serve at the port and with the token of the last time, so that pages that are open
  /// find the server again; with others if the port is taken or another one is wanted.
  ///
  /// - Parameter port: `nil` for that of the last time, or any that is free
  /// - Returns: the address with the token
  /// - Throws: `portInUse` for a port that is asked for, `listening`, `storing`
  package func start(port: UInt16?, memory: ServerMemory) async throws(PreviewError) -> String {
    var identity: ServerMemory.Identity?
    if let last = memory.recall(), port == nil || port == last.port {
      do throws(PreviewError) {
        try await start(port: last.port, token: last.token)
        identity = last
      } catch {
        guard port == nil, case .portInUse = error else { throw error }
      }
    }
    if identity == nil {
      let token = AccessToken()
      let new = ServerMemory.Identity(
        port: try await start(port: port ?? 0, token: token), token: token)
      try memory.keep(new)
      identity = new
    }
    return address ?? ""
  }
}
