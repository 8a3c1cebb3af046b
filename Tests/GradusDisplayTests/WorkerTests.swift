import Glibc
import GradusDisplay
import Testing

@_silgen_name("gradus_display")
private func cellDisplay<T>(_ value: T)

private func note(_ text: String) {
  _ = text.withCString { write(STDERR_FILENO, $0, text.utf8.count) }
}

/// What the worker of this test was given: one line for each form. All tests share one process,
/// so it also prints the text, as the runtime does without a worker.
@_cdecl("gradus_worker_display")
public func workerDisplay(
  count: Int32, mimes: UnsafePointer<UnsafePointer<CChar>?>,
  data: UnsafePointer<UnsafePointer<UInt8>?>, lengths: UnsafePointer<Int>
) {
  for index in 0..<Int(count) {
    let bytes = UnsafeBufferPointer(start: data[index], count: lengths[index])
    let mime = String(cString: mimes[index]!)
    note("\(mime): \(String(decoding: bytes, as: UTF8.self))\n")
    if mime == "text/plain" { print(String(decoding: bytes, as: UTF8.self)) }
  }
}

@_cdecl("gradus_worker_stop")
public func workerStop(message: UnsafePointer<CChar>, length: Int) {
  note("Fatal error: \(String(cString: message))\nof \(length) bytes\n")
}

@_cdecl("gradus_worker_progress")
public func workerProgress(
  thousandths: Int32, secondsLeft: Int32, label: UnsafePointer<CChar>, length: Int
) {
  note("progress \(thousandths): \(String(cString: label))\n")
}

private struct Circle: Displayable {
  var displayForms: [DisplayForm] {
    [.svg { "<svg/>" }, .png { [0x89] }, .markdown { "*circle*" }]
  }
}

@Suite struct WorkerTests {
  @Test func `a cell's value reaches the worker in all its forms`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .exitCode(0), observing: [\.standardErrorContent]) {
        cellDisplay([1, 2])
        cellDisplay(())
        display(Circle())
        cellDisplay("text")
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(
      text.contains(
        """
        text/plain: [1, 2]
        text/plain: Circle()
        image/svg+xml: <svg/>
        image/png: \u{FFFD}
        text/markdown: *circle*
        text/plain: "text"
        """))
  }

  @Test func `a stop hands its message and hint to the worker and traps`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        stop("no such axis", hint: "axes count from 0")
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("Fatal error: no such axis\naxes count from 0\nof 30 bytes"))
  }
}
