import Rendering

/// Serves the notebooks of a preview to browsers on this machine.
package protocol PreviewServing: Sendable {
  /// - Parameter mathLibrary: sets formulas; without it they stay as they are written
  init(_ shelf: NotebookShelf, mathLibrary: MathLibrary?)

  /// Begins to serve at the port and with the token of the last time, so that pages that are open
  /// find the server again; with others if the port is taken or another one is wanted.
  ///
  /// - Parameters:
  ///   - port: `nil` for that of the last time, or any that is free
  ///   - memory: the folder where port and token are kept
  ///   - place: the file or folder that is previewed
  /// - Returns: the address with the token
  /// - Throws: `portInUse` for a port that is asked for, `listening`, `storing`
  func start(port: UInt16?, memory: String, of place: String) async throws(PreviewError) -> String

  /// Ends all connections.
  func stop() async
}
