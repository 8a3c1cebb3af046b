import Execution
import Foundation
import Notebooks
import Testing

/// A cell that does its worst, and what must come of it.
struct Torture: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let code: String
  /// The line of the cell, from 1, and a part of the message; `nil` if the cell succeeds.
  let failure: (line: Int, message: String)?
  /// Long where a cell is not to be stopped by the clock, however slow the machine.
  let timeout: String
  /// What the cell shows, if that is certain.
  let text: String?

  init(
    _ name: String, _ code: String, fails failure: (line: Int, message: String)? = nil,
    shows text: String? = nil, timeout: String = "1s"
  ) {
    testDescription = name
    self.code = code
    self.failure = failure
    self.text = text
    self.timeout = timeout
  }

  static let all = [
    Torture("fatalError", "let a = 1\nfatalError(\"boom\")", fails: (2, "Fatal error: boom")),
    Torture("index out of range", "print([1, 2][state + 1])", fails: (1, "Index out of range")),
    Torture("overflow", "print(Int.max - 1 + state + state)", fails: (1, "overflow")),
    Torture("nil", "let none = Int(\"x\")\n\nprint(none!)", fails: (3, "found nil")),
    Torture("as!", "let any: Any = 1\nprint(any as! String)", fails: (2, "Could not cast")),
    Torture(
      "uncaught error",
      "struct Odd: Error {}\nfunc fail() throws {\n  throw Odd()\n}\ntry fail()",
      fails: (3, "uncaught error: Odd()")),
    Torture("exit", "import Glibc\nexit(3)", fails: (2, "exit(3)")),
    Torture("_exit", "import Glibc\n_exit(4)", fails: (1, "status 4")),
    Torture("infinite loop", "state = 5\nwhile true {}", fails: (2, "did not end within 1 s")),
    Torture(
      "infinite loop with output", "while true {\n  print([Int](repeating: state, count: 100))\n}",
      fails: (2, "more than 8 MB"), timeout: "60s"),
    Torture(
      "infinite loop of displays",
      "func show() { var n = 0; while true { n += 1; show([Int](repeating: n, count: 5000)) } }\n"
        + "@_silgen_name(\"gradus_display\") func show<T>(_ value: T)\nshow()",
      fails: (1, "more than 8 MB"), timeout: "60s"),
    Torture(
      "infinite recursion", "\nfunc down(_ n: Int) -> Int { down(n + 1) + 1 }\nprint(down(0))",
      fails: (2, "stack overflow")),
    Torture(
      "20 GB", "let huge = [UInt8](repeating: 1, count: 20_000_000_000)\nprint(huge.count)",
      fails: (1, "memory")),
    Torture("abort", "import Glibc\nstate = 2\nabort()", fails: (3, "abort")),
    Torture(
      "SIGKILL", "import Glibc\nprint(\"last words\")\nkill(getpid(), SIGKILL)\nsleep(10)",
      fails: (1, "killed")),
    Torture(
      "SIGSTOP", "import Glibc\nkill(getpid(), SIGSTOP)", fails: (1, "did not end within 1 s")),
    Torture(
      "a write through nil",
      "func poke(_ address: Int) {\n  UnsafeMutablePointer<Int>(bitPattern: address)!.pointee = 1\n}\n"
        + "poke(8)",
      fails: (2, "segmentation fault")),
    Torture(
      "closing every file", "import Glibc\nfor file: Int32 in 0..<1024 { close(file) }\nstate = 3",
      fails: (1, "ended its process")),
    Torture("closing stdout", "import Glibc\nclose(1)\nclose(2)\nprint(\"lost\")", shows: nil),
    Torture("closing the stream", "import Glibc\nfclose(stdout)\nstate", shows: "1\n"),
    Torture(
      "opening files without end",
      "import Glibc\nwhile open(\"/dev/null\", O_RDONLY) >= 0 {}\nString(cString: strerror(errno))",
      shows: "\"Too many open files\"\n"),
    Torture(
      "invalid UTF-8", "import Glibc\nwrite(1, [0x61, 0xff, 0xc3, 0x0a] as [UInt8], 4);",
      shows: "a\u{FFFD}\u{FFFD}\n"),
    Torture(
      "200 MB of output",
      "let line = String(repeating: \"x\", count: 1_000_000)\n\nfor _ in 0..<200 { print(line) }",
      fails: (3, "more than 8 MB"), timeout: "60s"),
    Torture(
      "a child that keeps the pipe open",
      "import Glibc\nsystem(\"sleep 1000 & setsid sleep 1000 & (trap '' TERM INT HUP; sleep 1000) &\")",
      shows: "0\n"),
    Torture(
      "a thread that goes on",
      "import Foundation\nThread.detachNewThread {\n  while true { usleep(1000); print(\"late\") }\n}"
    ),
    Torture(
      "a thread that crashes later",
      "import Foundation\nThread.detachNewThread { usleep(50_000); fatalError(\"late\") }\nsleep(10);",
      fails: (2, "Fatal error: late")),
    Torture(
      "a crash among threads",
      "import Foundation\nThread.detachNewThread { sleep(100) }\nusleep(50_000)\nfatalError(\"here\")",
      fails: (4, "Fatal error: here")),
    Torture(
      "a fork bomb",
      "import Glibc\nstate = 4\n"
        + "let fork = unsafeBitCast(dlsym(nil, \"fork\"), to: (@convention(c) () -> Int32).self)\n"
        + "for _ in 0..<11 { _ = fork() }\nsleep(1000)",
      fails: (1, "more than 512 processes"), timeout: "60s"),
    Torture(
      "another signal stack", "import Glibc\nsignal(SIGILL, SIG_IGN)\nraise(SIGTERM)\nsleep(10);",
      fails: (1, "terminated")),
    Torture(
      "output without newline at the end", "print(\"end\", terminator: \"\")\nfatalError(\"boom\")",
      fails: (2, "Fatal error: boom")),
  ]
}

@Suite struct TortureTests {
  @Test(
    "A cell that does its worst is reported at its line, and the next one finds the state before",
    arguments: Torture.all)
  func contain(torture: Torture) throws {
    let marker = "GRADUS_TEST_\(UUID().uuidString.replacing("-", with: "_"))"
    let notebook = """
      ```swift
      var state = 1
      func read() -> Int { state }
      ```

      ```swift timeout=\(torture.timeout)
      \(torture.code)
      ```

      ```swift
      print("sane", 1 + 1)
      ```

      ```swift
      read()
      ```

      """
    let executed = try Executed(notebook) {
      $0.environment[marker] = "1"
      $0.memoryLimit = 8 << 30
    }
    #expect(Processes.withEnvironment(marker) == [])

    let result = executed.results[1]
    if let (line, message) = torture.failure {
      let diagnostic = try #require(result.diagnostics.last { $0.severity == .error })
      #expect(diagnostic.message.contains(message), "\(executed.report)")
      #expect(diagnostic.location.line == 6 + line, "\(executed.report)")
      #expect(diagnostic.location.file == "input.md")
    } else {
      #expect(result.isSuccess, "\(executed.report)")
    }
    if let text = torture.text { #expect(result.output.text == text) }
    #expect(executed.texts[2]?.contains("sane 2\n") == true, "\(executed.report)")
    let changes = torture.code.contains("state = ") && torture.failure != nil
    if changes {
      #expect(executed.report.hasSuffix("cell 4 depends on cell 2\n"))
    } else {
      #expect(executed.texts[3]?.contains("1\n") == true, "\(executed.report)")
    }
  }

  @Test("A cell that kills the warden is reported, and what follows is not run")
  func warden() throws {
    let executed = try Executed(
      """
      ```swift
      import Glibc
      print("before")
      kill(getppid(), SIGKILL)
      sleep(10)
      ```

      ```swift
      print("after")
      ```

      ```swift reset
      print("anew")
      ```

      """)
    #expect(
      executed.results[0].diagnostics.map(\.message)
        == ["the cell ended the process that watches over it"], "\(executed.report)")
    #expect(executed.texts[0] == "before\n")
    #expect(executed.texts[1] == nil)
    #expect(executed.texts[2] == "anew\n")
  }
}

/// What runs on the machine.
enum Processes {
  /// The commands of the processes whose environment has a variable.
  static func withEnvironment(_ name: String) -> [String] {
    let files = FileManager.default
    let processes = (try? files.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.filter { Int($0) != nil }.compactMap { process in
      guard let environment = files.contents(atPath: "/proc/\(process)/environ"),
        environment.range(of: Data((name + "=").utf8)) != nil
      else { return nil }
      let command = files.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
      return process + " " + String(decoding: command.map { $0 == 0 ? 32 : $0 }, as: UTF8.self)
    }
  }
}
