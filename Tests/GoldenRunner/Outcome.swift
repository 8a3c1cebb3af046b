import Glibc

/// What became of one case.
enum Outcome {
  case passed
  case failed(String)
  case unmapped(String)
  case impossible(String)
}

/// Runs a case in a process of its own, so that a stop ends that process only.
///
/// - Parameters:
///   - raises: PyTorch's message where an error is expected.
///   - exception: the class of that error.
func isolated(raises: String?, exception: String?, _ body: () throws -> Outcome) -> Outcome {
  var ends: [Int32] = [0, 0]
  guard pipe(&ends) == 0 else { return .failed("no pipe") }
  fflush(nil)
  let child = fork()
  if child == 0 {
    close(ends[0])
    dup2(ends[1], STDERR_FILENO)
    // A stop is expected here; a backtrace of each would take a second.
    signal(SIGILL, SIG_DFL)
    signal(SIGTRAP, SIG_DFL)
    report(ends[1], body)
  }
  close(ends[1])
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65536)
  while true {
    let n = read(ends[0], &chunk, chunk.count)
    if n <= 0 { break }
    bytes += chunk[..<n]
  }
  close(ends[0])
  var status: Int32 = 0
  waitpid(child, &status, 0)
  return outcome(String(decoding: bytes, as: UTF8.self), status, raises, exception)
}

private func report(_ end: Int32, _ body: () throws -> Outcome) -> Never {
  var (code, text): (Int32, String) = (0, "")
  do {
    switch try body() {
    case .passed: break
    case .failed(let t): (code, text) = (1, t)
    case .unmapped(let t): (code, text) = (2, t)
    case .impossible(let t): (code, text) = (4, t)
    }
  } catch let e as Raised {
    (code, text) = (3, "Fatal error: \(e.message)\n")
  } catch let e as Impossible {
    (code, text) = (4, e.reason)
  } catch let e as Unmapped {
    (code, text) = (2, e.reason)
  } catch {
    (code, text) = (2, "\(error)")
  }
  text.withCString { _ = write(end, $0, strlen($0)) }
  _exit(code)
}

private func outcome(
  _ text: String, _ status: Int32, _ raises: String?, _ exception: String?
) -> Outcome {
  let exited = status & 0x7f == 0
  let code = (status >> 8) & 0xff
  if exited, code == 4, raises != nil { return .impossible(text) }
  if exited, code == 2 || code == 4 {
    if let reason = Impossible.reason(exception: exception) { return .impossible(reason.reason) }
    return .unmapped(text)
  }
  if exited, code < 2 {
    if let raises { return .failed("no error\n  want \(raises)") }
    return code == 0 ? .passed : .failed(text)
  }
  let prefix = "Fatal error: "
  guard let start = text.firstRange(of: prefix) else {
    return .failed("signal \(status & 0x7f): \(text)")
  }
  var message = text[start.upperBound...]
  // The runtime says the class of Python's other exceptions.
  if let exception, message.hasPrefix(exception + ": ") {
    message = message.dropFirst(exception.count + 2)
  }
  guard let raises else { return .failed("stopped: \(message)") }
  // Where Python has nothing to say, the class of the exception is all there is to compare.
  if raises.isEmpty, message.count < text[start.upperBound...].count { return .passed }
  let rest = message.dropFirst(raises.count)
  if message.hasPrefix(raises), rest.isEmpty || rest.first == "\n" { return .passed }
  return .failed("message\n  got  \(message)\n  want \(raises)")
}
