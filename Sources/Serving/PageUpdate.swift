import Foundation
import Previews

/// What is sent to a page: all of a state, or what differs from the one before.
struct PageUpdate: Encodable {
  /// Counts the updates of one connection.
  let version: Int
  /// The version that it builds upon; `nil` for all of a state.
  let base: Int?
  private(set) var title: String?
  private(set) var contents: String?
  /// All blocks.
  private(set) var blocks: [String]?
  /// Replacements in the blocks that are there, one after the other.
  private(set) var splices: [Splice]?
  private(set) var cells: [Mark]?
  private(set) var status: Status?

  struct Splice: Encodable, Hashable {
    let start: Int
    let count: Int
    let blocks: [String]
  }

  struct Mark: Encodable {
    let status: String
    let reason: String?
    /// In seconds.
    let time: Double?
    let fraction: Double?
    let label: String?
  }

  struct Status: Encodable {
    let problem: String?
    let message: String?
    let isRunning: Bool
    let canRecord: Bool
  }

  /// All of a state.
  init(_ state: PageState, version: Int) {
    (self.version, base) = (version, nil)
    (title, contents, blocks) = (state.title, state.contents, state.blocks)
    cells = state.cells.map(Mark.init)
    status = Status(state)
  }

  /// What has changed.
  init(from old: PageState, to new: PageState, version: Int) {
    (self.version, base) = (version, version - 1)
    if new.title != old.title { title = new.title }
    if new.contents != old.contents { contents = new.contents }
    if new.blocks != old.blocks { splices = Self.splices(from: old.blocks, to: new.blocks) }
    if new.cells != old.cells { cells = new.cells.map(Mark.init) }
    if new.problem != old.problem || new.message != old.message || new.isRunning != old.isRunning
      || new.canRecord != old.canRecord
    {
      status = Status(new)
    }
  }

  /// Leaves alone what both begin and end with, and between them single blocks where there are as
  /// many as before.
  static func splices(from old: [String], to new: [String]) -> [Splice] {
    let shorter = min(old.count, new.count)
    let start = (0..<shorter).first { old[$0] != new[$0] } ?? shorter
    let rest = shorter - start
    let end =
      (0..<rest).first { old[old.count - 1 - $0] != new[new.count - 1 - $0] } ?? rest
    guard old.count == new.count else {
      return [
        Splice(
          start: start, count: old.count - end - start,
          blocks: Array(new[start..<new.count - end]))
      ]
    }
    return (start..<new.count - end).filter { old[$0] != new[$0] }.map {
      Splice(start: $0, count: 1, blocks: [new[$0]])
    }
  }

  var json: Data {
    get throws { try JSONEncoder().encode(self) }
  }
}

extension PageUpdate.Mark {
  init(_ mark: CellMark) {
    switch mark.status {
    case .notRun(let reason): (status, self.reason) = ("notRun", reason)
    case .queued: (status, reason) = ("queued", nil)
    case .running: (status, reason) = ("running", nil)
    case .done: (status, reason) = ("done", nil)
    case .failed: (status, reason) = ("failed", nil)
    case .drifted: (status, reason) = ("drifted", nil)
    }
    time = mark.time.map { time in
      Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }
    (fraction, label) = (mark.progress?.fraction, mark.progress?.label)
  }
}

extension PageUpdate.Status {
  init(_ state: PageState) {
    (problem, message) = (state.problem, state.message)
    (isRunning, canRecord) = (state.isRunning, state.canRecord)
  }
}
