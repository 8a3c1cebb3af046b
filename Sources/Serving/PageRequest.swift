import Foundation
import Previews

/// What a page sends.
struct PageRequest: Decodable {
  private let command: String
  private let cell: Int?

  /// A page sends no more.
  static let largestSize = 4096

  /// - Returns: `nil` if it is nothing that a page sends
  init?(_ message: Data) {
    guard message.count <= Self.largestSize,
      let request = try? JSONDecoder().decode(PageRequest.self, from: message)
    else { return nil }
    self = request
  }

  /// Whether the page wants to be told everything anew.
  var isRefresh: Bool { command == "refresh" }

  /// What is to be done with the notebook.
  var pageCommand: PageCommand? {
    switch (command, cell) {
    case ("runAll", nil): .runAll
    case ("run", let cell?) where cell >= 0: .run(from: cell)
    case ("interrupt", nil): .interrupt
    case ("record", nil): .record
    default: nil
    }
  }
}
