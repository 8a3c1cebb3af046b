import Glibc

/// The kernel's queue of what happens in folders.
final class Inotify: Sendable {
  struct Event {
    /// The number of the folder's watch; -1 where events were lost.
    let watch: Int32
    let mask: UInt32
    /// The name in the folder; empty for the folder itself.
    let name: String

    func isAny(of flags: Int32...) -> Bool { flags.contains { mask & UInt32($0) != 0 } }

    /// Whether events were dropped because too many waited.
    var isOverflow: Bool { isAny(of: IN_Q_OVERFLOW) }
  }

  let descriptor: Int32

  /// - Returns: `nil` if the system has no more queues for this user
  init?() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// Watches what happens to the names in a folder.
  ///
  /// - Returns: the number of the watch, the same for the same folder; `nil` if there is no such
  ///   folder or the system allows no more watches
  func watch(_ folder: String) -> Int32? {
    let flags =
      IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ATTRIB
      | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
    let watch = inotify_add_watch(descriptor, folder, UInt32(bitPattern: Int32(flags)))
    return watch < 0 ? nil : watch
  }

  func unwatch(_ watch: Int32) { _ = inotify_rm_watch(descriptor, watch) }

  /// The events that have arrived.
  func events() -> [Event] {
    var events: [Event] = []
    // The kernel hands over whole events only; this holds several with the longest names.
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return events }
      buffer.withUnsafeBytes { bytes in
        var offset = 0
        while offset < count {
          let header = bytes.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          let start = offset + MemoryLayout<inotify_event>.size
          let name = bytes[start..<start + Int(header.len)].prefix { $0 != 0 }
          events.append(
            Event(
              watch: header.wd, mask: header.mask, name: String(decoding: name, as: UTF8.self)))
          offset = start + Int(header.len)
        }
      }
    }
  }
}
