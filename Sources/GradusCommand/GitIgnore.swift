import Foundation

/// What git ignores, as git itself says.
enum GitIgnore {
  /// - Returns: those of the paths that are ignored; none where there is no git or no repository, or
  ///   where the folder itself is ignored and was asked for all the same
  static func ignored(_ paths: [String], in folder: String) -> Set<String> {
    guard !paths.isEmpty else { return [] }
    let git = Process()
    let (input, output) = (Pipe(), Pipe())
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "check-ignore", "-z", "--stdin"]
    git.standardInput = input
    git.standardOutput = output
    git.standardError = FileHandle.nullDevice
    // Where there is no repository git ends before it has read what it is told.
    let disposition = signal(SIGPIPE, SIG_IGN)
    defer { signal(SIGPIPE, disposition) }
    guard (try? git.run()) != nil else { return [] }
    let names = Data(([folder] + paths).map { $0 + "\0" }.joined().utf8)
    let writing = DispatchGroup()
    DispatchQueue.global().async(group: writing) {
      try? input.fileHandleForWriting.write(contentsOf: names)
      try? input.fileHandleForWriting.close()
    }
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    git.waitUntilExit()
    writing.wait()
    let ignored = Set(answer.split(separator: 0).map { String(decoding: $0, as: UTF8.self) })
    return ignored.contains(folder) ? [] : ignored
  }
}
