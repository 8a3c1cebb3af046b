import Execution
import Glibc

/// The toolchain's package manager.
struct SwiftPM {
  let toolchain: Toolchain

  struct Run {
    let isSuccess: Bool
    let lines: [String]
  }

  /// Runs `swift` with the arguments.
  ///
  /// - Parameters:
  ///   - separatesErrors: whether only standard output is wanted
  ///   - report: called with each line as it is written
  func run(
    _ arguments: [String], separatesErrors: Bool = false, report: (String) -> Void = { _ in }
  ) throws(PackagesError) -> Run {
    var ends: [Int32] = [-1, -1]
    guard pipe2(&ends, O_CLOEXEC) == 0 else {
      throw .execution(.system("cannot start the package manager", errno: errno))
    }
    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    let process: pid_t
    do throws(ExecutionError) {
      defer { for end in [ends[1], null] { close(end) } }
      process = try Subprocess.spawn(
        toolchain.root + "/bin/swift", arguments,
        descriptors: [null, ends[1], separatesErrors ? null : ends[1]], environment: nil)
    } catch {
      close(ends[0])
      throw .execution(error)
    }
    let lines = SwiftPM.lines(of: ends[0], report: report)
    close(ends[0])
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return Run(isSuccess: status == 0, lines: lines)
  }

  private static func lines(of descriptor: Int32, report: (String) -> Void) -> [String] {
    var lines: [String] = []
    var rest: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    func take(_ line: ArraySlice<UInt8>) {
      let text = String(decoding: line, as: UTF8.self)
      lines.append(text)
      report(text)
    }
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      rest += chunk[..<count]
      while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        take(rest[..<end])
        rest.removeSubrange(...end)
      }
    }
    if !rest.isEmpty { take(rest[...]) }
    return lines
  }
}
