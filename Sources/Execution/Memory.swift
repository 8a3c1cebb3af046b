/// The memory of the machine.
enum Memory {
  /// Whether less than a fifth of it can be had.
  static var isScarce: Bool {
    guard let total = field("MemTotal:"), let available = field("MemAvailable:") else {
      return false
    }
    return available < total / 5
  }

  private static func field(_ name: String) -> Int? {
    guard let text = try? readFile("/proc/meminfo") else { return nil }
    return text.split(separator: "\n").first { $0.hasPrefix(name) }?
      .split(separator: " ").dropFirst().first.flatMap { Int($0) }
  }
}
