/// What the processes of a session report; Channel.h describes the packets.
enum WorkerEvent: Sendable {
  /// A place in a loaded unit.
  struct Frame: Hashable, Sendable {
    let unit: Int
    let offset: Int
  }

  case ready(pid: Int32)
  case began(cell: Int, pid: Int32, checkpoint: Int32)
  case ended(cell: Int)
  case unitEnded
  case loadFailed(String)
  case displayed(Display)
  /// How far the loops of the cell are; `nil` when none runs any more.
  case advanced(LoopProgress?)
  case trapped(signal: Int32, overflow: Bool, [Frame])
  case located([Frame])
  case exited(status: Int32, [Frame])
  case threw(String, [Frame])
  case stopped(String)
  case died(pid: Int32, status: Int32)
  /// The cell printed more than it may.
  case printedTooMuch
  /// The cell made more processes than it may.
  case crowded(limit: Int32)
  case timedOut
  /// The cell has printed something.
  case printed
  case stopAsked(StopSignal.Request)
  /// The warden is gone.
  case lost
}

/// Reads the fields of a packet one after the other.
struct PacketReader {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  mutating func int() -> Int32 {
    let field = bytes.prefix(4)
    bytes = bytes.dropFirst(4)
    return Int32(bitPattern: field.reversed().reduce(0) { $0 << 8 | UInt32($1) })
  }

  mutating func frames() -> [WorkerEvent.Frame] {
    (0..<Int(byte())).map { _ in WorkerEvent.Frame(unit: Int(int()), offset: Int(int())) }
  }

  mutating func rest() -> ArraySlice<UInt8> {
    defer { bytes = [] }
    return bytes
  }

  mutating func text() -> String { String(decoding: rest(), as: UTF8.self) }
}

/// Puts displays together from the packets they come in.
struct DisplayAssembly {
  private var bytes: [UInt8] = []

  /// Adds a packet's content; the display when that was its last.
  mutating func add(_ content: ArraySlice<UInt8>, isLast: Bool) -> Display? {
    bytes += content
    guard isLast else { return nil }
    defer { bytes = [] }
    var fields: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 8 {
      let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(8)
      fields.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    let forms = stride(from: 0, to: fields.count - 1, by: 2).map {
      Display.Form(type: String(decoding: fields[$0], as: UTF8.self), content: fields[$0 + 1])
    }
    return Display(forms: forms)
  }

  mutating func reset() { bytes = [] }
}
