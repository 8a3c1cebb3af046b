import Foundation
import Glibc
import Testing

@Suite struct ProgressTests {
  @Test("A loop moves a bar on the terminal and leaves one line in the notebook")
  func bar() throws {
    let cell = """
      ```swift
      import Gradus
      import Glibc
      for step in Progress(over: 1...4, unit: "epochs") {
        usleep(150_000)
        while step == 3, access("seen", F_OK) != 0 { usleep(10_000) }
      }
      ```

      """
    let folder = try Folder(["a.md": cell])
    let terminal = try PseudoTerminal()
    let process = try Command.start(
      ["run", "a.md"], in: folder, environment: ["TERM": "xterm"], output: terminal.file,
      errors: terminal.file)
    let bar = String(repeating: "█", count: 10) + String(repeating: "░", count: 10)
    // The cell waits until the bar has been here.
    let shown = terminal.read { $0.contains("cell 1 of 1") && $0.contains(bar + " 50%") }
    try folder.write("", to: "seen")
    let rest = terminal.read { $0.contains("outputs written") }
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(shown.contains("2 of 4 epochs"))
    #expect(!(rest.split(separator: "\r").last ?? "").contains("█"))
    #expect(try folder.text("a.md") == cell + "\n```output\n4 epochs\n```\n")
  }
}

// The module of the C library leaves these out.
@_silgen_name("posix_openpt") private func openTerminal(_ flags: Int32) -> Int32
@_silgen_name("grantpt") private func grantTerminal(_ master: Int32) -> Int32
@_silgen_name("unlockpt") private func unlockTerminal(_ master: Int32) -> Int32
@_silgen_name("ptsname") private func terminalName(_ master: Int32) -> UnsafePointer<CChar>?

/// A terminal that is no device; what is written to its file can be read.
private final class PseudoTerminal {
  private let master: Int32
  /// The side of programs.
  let file: FileHandle

  init() throws {
    master = openTerminal(O_RDWR | O_NOCTTY)
    guard master >= 0, grantTerminal(master) == 0, unlockTerminal(master) == 0,
      let name = terminalName(master),
      let file = FileHandle(forUpdatingAtPath: String(cString: name))
    else { throw POSIXError(.ENOTTY) }
    self.file = file
    var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  deinit { close(master) }

  /// What is written from now on, until it is enough or nothing has come for a minute.
  func read(until isEnough: (String) -> Bool) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while !isEnough(String(decoding: bytes, as: UTF8.self)) {
      var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&source, 1, 60_000) > 0 else { break }
      let count = Glibc.read(master, &chunk, chunk.count)
      guard count > 0 else { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
