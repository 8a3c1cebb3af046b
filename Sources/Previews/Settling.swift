/// Decides when a change is told: soon, but not in the middle of it.
struct Settling {
  private struct Change {
    let since: ContinuousClock.Instant
    var due: ContinuousClock.Instant
  }

  /// What happened to a file.
  enum Event {
    /// It is closed by a writer, or another file has taken its place: it is complete.
    case complete
    /// A writer is at it, and may keep it open.
    case written
    /// It is gone, which editors do to a file before they put another one there.
    case gone
  }

  private var changes: [String: Change] = [:]

  /// Two saves at once are told as one.
  private static let pause = Duration.milliseconds(2)
  /// Who writes in pieces hardly pauses longer, and who keeps the file open says no more.
  private static let pauseOfWriter = Duration.milliseconds(25)
  /// A file that was cut off is most often about to be filled.
  private static let pauseOfEmpty = Duration.milliseconds(150)
  /// Who never stops writing is told from in between.
  private static let longest = Duration.milliseconds(500)

  mutating func note(_ event: Event, _ path: String, at now: ContinuousClock.Instant) {
    let pause =
      switch event {
      case .complete: Self.pause
      case .written: Self.pauseOfWriter
      case .gone: Self.pauseOfEmpty
      }
    let since = changes[path]?.since ?? now
    changes[path] = Change(since: since, due: min(now + pause, since + Self.longest))
  }

  /// When the next change is to be told.
  var due: ContinuousClock.Instant? { changes.values.map(\.due).min() }

  /// Takes out the changes that are to be told now.
  mutating func takeDue(at now: ContinuousClock.Instant) -> Set<String> {
    var paths: Set<String> = []
    for (path, change) in changes where change.due <= now {
      changes[path] = nil
      paths.insert(path)
    }
    return paths
  }
}
