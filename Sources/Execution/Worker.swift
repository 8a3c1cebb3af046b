import Glibc

/// The processes that run the cells of one session, seen from here: commands go in, events and
/// what the cells print come out.
final class Worker {
  struct Settings {
    var folder: String
    var environment: [String]
    var seed: UInt64
    var conditions = Conditions()
    /// Of the runtime; as many as processors if nil.
    var threads: Int?
    /// What is loaded before the first cell.
    var libraries: [String] = []
    var memoryLimit: UInt64
    /// How many bytes one cell may print.
    var outputLimit: Int
    /// Whether what a cell prints is an event, some times a second.
    var streams = false
  }

  private let settings: Settings
  private let warden: Int32
  private let live: Int32
  private let output: Int32
  private let process: pid_t
  private var assembly = DisplayAssembly()
  private var printed: [UInt8] = []
  private var isOverLimit = false
  private let stop: StopSignal?
  /// When printing is an event again.
  private var nextPrinted = ContinuousClock.now
  private var hasPrinted = false
  /// Whether a process is there to hear commands; the warden will say how the last one ended.
  private var isListening = true

  init(_ installation: Installation, _ settings: Settings, stop: StopSignal?)
    throws(ExecutionError)
  {
    (self.settings, self.stop) = (settings, stop)
    let wardenEnds = try Worker.socketPair(SOCK_SEQPACKET)
    let liveEnds = try Worker.socketPair(SOCK_SEQPACKET)
    let outputEnds = try Worker.socketPair(SOCK_STREAM)
    (warden, live, output) = (wardenEnds.0, liveEnds.0, outputEnds.0)
    let theirs = [wardenEnds.1, liveEnds.1, outputEnds.1]
    defer { for end in theirs { close(end) } }

    let null = open("/dev/null", O_RDWR | O_CLOEXEC)
    defer { close(null) }
    process = try Subprocess.spawn(
      installation.worker,
      [
        String(settings.seed), String(settings.memoryLimit), settings.folder,
        installation.runtime, String(settings.threads ?? 0),
      ] + settings.conditions.arguments + settings.libraries,
      descriptors: [null, null, null] + theirs, environment: settings.environment)
    _ = fcntl(output, F_SETFL, O_NONBLOCK)
  }

  /// Ends every process of the session and waits until they are gone.
  deinit {
    for end in [warden, live, output] { close(end) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }

  private static func socketPair(_ kind: __socket_type) throws(ExecutionError) -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    guard socketpair(AF_UNIX, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0
    else {
      throw .system("cannot make a socket", errno: errno)
    }
    return (ends[0], ends[1])
  }

  // MARK: Commands

  /// - Parameter cell: the cell that begins with the unit, if its code does not say so itself
  func load(_ unit: CompiledUnit, number: Int, cell: Int?) {
    send(live, "L", [number, cell ?? -1], unit.library + "\0" + unit.entry)
  }
  func goOn() { send(live, "G") }
  func drop() { send(live, "D") }
  func leaveUnit() { send(live, "N") }
  /// Lets a checkpoint take over from the live process, which is dead.
  private func resume(_ checkpoint: Int32) {
    isListening = true
    send(live, "R", [Int(checkpoint)])
    send(warden, "A", [Int(checkpoint)])
  }
  func kill(_ pid: Int32) { send(warden, "K", [Int(pid)]) }
  func locate(_ pid: Int32) { send(warden, "Q", [Int(pid)]) }

  private func send(
    _ channel: Int32, _ type: Unicode.Scalar, _ numbers: [Int] = [], _ text: String = ""
  ) {
    var packet = [UInt8(ascii: type)]
    for number in numbers {
      withUnsafeBytes(of: Int32(truncatingIfNeeded: number).littleEndian) { packet += $0 }
    }
    packet += text.utf8
    _ = Glibc.send(channel, packet, packet.count, Int32(MSG_NOSIGNAL))
  }

  /// Lets a checkpoint take over from the live process, which is dead or dying.
  ///
  /// - Returns: whether it did
  func takeOver(_ checkpoint: Int32) -> Bool {
    resume(checkpoint)
    while true {
      switch next(deadline: .now + .seconds(10)) {
      case .ready(let pid) where pid == checkpoint: return true
      case .died(let pid, _) where pid == checkpoint: return false
      case .timedOut, .lost: return false
      default: break
      }
    }
  }

  /// Goes back to a checkpoint.
  ///
  /// - Parameter live: the process that runs at present, if there is one
  func goBack(to checkpoint: Int32, from live: Int32?) -> Bool {
    if let live {
      kill(live)
      death: while true {
        switch next(deadline: .now + .seconds(10)) {
        case .died(let pid, _) where pid == live: break death
        case .timedOut, .lost: return false
        default: break
        }
      }
    }
    _ = takePrinted()
    return takeOver(checkpoint)
  }

  // MARK: Events

  /// What the current cell has printed since this was asked last.
  func takePrinted() -> [UInt8] {
    drainOutput()
    defer {
      printed = []
      isOverLimit = false
    }
    return printed
  }

  /// Waits for the next event.
  func next(deadline: ContinuousClock.Instant?) -> WorkerEvent {
    while true {
      // A negative descriptor is left out.
      var sources = [isListening ? live : -1, warden, output, stop?.descriptor ?? -1].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      let now = ContinuousClock.now
      if let deadline, deadline <= now { return .timedOut }
      if hasPrinted, nextPrinted <= now {
        nextPrinted = now + Worker.printingInterval
        drainOutput()
        hasPrinted = false
        return .printed
      }
      let next = [deadline, hasPrinted ? nextPrinted : nil].compactMap { $0 }.min()
      guard poll(&sources, 4, next.map { ($0 - now).pollTime } ?? -1) > 0 else { continue }
      // What a process has sent comes before the news of its death.
      if sources[0].revents != 0, let event = receiveLive() { return event }
      if sources[0].revents == 0, sources[1].revents != 0 { return receiveWarden() }
      if sources[3].revents != 0, let request = stop?.take() { return .stopAsked(request) }
      if sources[2].revents != 0 {
        drainOutput()
        if printed.count > settings.outputLimit && !isOverLimit {
          isOverLimit = true
          return .printedTooMuch
        }
      }
    }
  }

  /// Printing is an event so often, for a page to be drawn anew.
  private static let printingInterval = Duration.milliseconds(60)

  private func receive(_ channel: Int32) -> [UInt8]? {
    var packet = [UInt8](repeating: 0, count: 65_536)
    let count = recv(channel, &packet, packet.count, 0)
    return count > 0 ? Array(packet[..<count]) : nil
  }

  private func receiveWarden() -> WorkerEvent {
    guard let packet = receive(warden) else { return .lost }
    var fields = PacketReader(packet[1...])
    if packet[0] == UInt8(ascii: "C") { return .crowded(limit: fields.int()) }
    return .died(pid: fields.int(), status: fields.int())
  }

  private func receiveLive() -> WorkerEvent? {
    guard let packet = receive(live) else {
      isListening = false
      return nil
    }
    var fields = PacketReader(packet[1...])
    switch Unicode.Scalar(packet[0]) {
    case "I":
      assembly.reset()
      return .ready(pid: fields.int())
    case "B": return .began(cell: Int(fields.int()), pid: fields.int(), checkpoint: fields.int())
    case "E": return .ended(cell: Int(fields.int()))
    case "U": return .unitEnded
    case "F": return .loadFailed(fields.text())
    case "V":
      let isLast = fields.byte() != 0
      return assembly.add(fields.rest(), isLast: isLast).map { .displayed($0) }
    case "P":
      return .advanced(
        LoopProgress(thousandths: fields.int(), secondsLeft: fields.int(), label: fields.text()))
    case "T": return .trapped(signal: fields.int(), overflow: fields.byte() != 0, fields.frames())
    case "H": return .located(fields.frames())
    case "X": return .exited(status: fields.int(), fields.frames())
    case "W":
      let frames = fields.frames()
      return .threw(fields.text(), frames)
    case "S": return .stopped(fields.text())
    default: return nil
    }
  }

  /// Takes over what lies in the pipe; past the limit it is thrown away.
  private func drainOutput() {
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(output, &chunk, chunk.count)
      guard count > 0 else { return }
      hasPrinted = settings.streams
      let room = settings.outputLimit + 1 - printed.count
      if room > 0 { printed += chunk[..<min(count, room)] }
      if isOverLimit { return }
      if room <= count { return }
    }
  }
}

extension Duration {
  /// In milliseconds, as `poll` takes it: not less than it is, or one waits in many short turns.
  package var pollTime: Int32 {
    let (seconds, attoseconds) = components
    return Int32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}
