/// Everything that a page shows of a notebook at one moment.
package struct PageState: Hashable, Sendable {
  /// What the page is called.
  package var title: String
  /// The table of contents, as HTML.
  package var contents = ""
  /// The top-level blocks of the article in order, cells with their outputs among them, as HTML.
  package var blocks: [String] = []
  /// What is going on with each cell, by its index.
  package var cells: [CellMark] = []
  /// Why the file cannot be shown as it is, as HTML: it is malformed, unreadable or gone. What is
  /// shown besides is its last good content.
  package var problem: String?
  package var isRunning = false
  /// Whether there are outputs that differ from those of the file.
  package var canRecord = false
  /// A line about what became of a command.
  package var message: String?

  package init(title: String) { self.title = title }
}

/// What is going on with a cell.
package struct CellMark: Hashable, Sendable {
  package enum Status: Hashable, Sendable {
    /// With the reason, where there is one besides that nobody asked for it.
    case notRun(reason: String?)
    case queued
    case running
    case done
    case failed
    /// It ran, and shows something else than what is recorded.
    case drifted
  }

  /// How far a loop is.
  package struct Progress: Hashable, Sendable {
    /// From 0 to 1; `nil` where the end is not known.
    package var fraction: Double?
    package var label: String

    package init(fraction: Double?, label: String) {
      (self.fraction, self.label) = (fraction, label)
    }
  }

  package var status: Status
  /// How long it ran; while it runs, how long it has been running.
  package var time: Duration?
  package var progress: Progress?

  package init(_ status: Status, time: Duration? = nil, progress: Progress? = nil) {
    (self.status, self.time, self.progress) = (status, time, progress)
  }
}
