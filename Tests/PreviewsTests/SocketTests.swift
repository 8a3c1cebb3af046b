import BrowserDriver
import Foundation
import Previews
import Testing

@Suite struct SocketTests {
  typealias Splice = Tab.Update.Splice

  @Test("A page is told the whole state, then what changes")
  func updates() async throws {
    var state = PageState.blocks("<p>one</p>", "<p>two</p>", "<p>three</p>")
    state.cells = [CellMark(.notRun(reason: nil))]
    let notebook = ScriptedNotebook(state)
    let preview = try await ServedPreview(notebook)
    let tab = try await preview.tab()
    let whole = try await tab.receive()
    #expect(whole.base == nil && whole.title == "Scripted" && whole.blocks == state.blocks)
    #expect(whole.cells?.map(\.status) == ["notRun"])
    #expect(whole.status?.isRunning == false && whole.status?.problem == nil)

    state.blocks[1] = "<p>zwei</p>"
    state.cells = [
      CellMark(
        .running, time: .milliseconds(1500), progress: .init(fraction: 0.5, label: "epoch 1"))
    ]
    state.isRunning = true
    notebook.state = state
    let change = try await tab.receive()
    #expect(change.base == whole.version && change.version == whole.version + 1)
    #expect(change.splices == [.init(start: 1, count: 1, blocks: ["<p>zwei</p>"])])
    #expect(change.blocks == nil && change.title == nil && change.contents == nil)
    #expect(change.cells?[0].status == "running" && change.cells?[0].time == 1.5)
    #expect(change.cells?[0].fraction == 0.5 && change.cells?[0].label == "epoch 1")
    #expect(change.status?.isRunning == true)

    state.problem = "<p>gone</p>"
    state.title = "Other"
    notebook.state = state
    let last = try await tab.receive()
    #expect(last.splices == nil && last.cells == nil && last.title == "Other")
    #expect(last.status?.problem == "<p>gone</p>")
    await preview.server.stop()
  }

  @Test(
    "Blocks that stay are not sent again",
    arguments: [
      (["a", "b", "c"], ["a", "x", "c"], [Splice(start: 1, count: 1, blocks: ["x"])]),
      (
        ["a", "b", "c", "d"], ["x", "b", "c", "y"],
        [Splice(start: 0, count: 1, blocks: ["x"]), Splice(start: 3, count: 1, blocks: ["y"])]
      ),
      (["a", "b"], ["a", "x", "b"], [Splice(start: 1, count: 0, blocks: ["x"])]),
      (["a", "b", "c"], ["a", "c"], [Splice(start: 1, count: 1, blocks: [])]),
      (["a"], [], [Splice(start: 0, count: 1, blocks: [])]),
      ([], ["a"], [Splice(start: 0, count: 0, blocks: ["a"])]),
      (["a", "a", "a"], ["a", "a"], [Splice(start: 2, count: 1, blocks: [])]),
      (
        ["a", "b", "c", "d"], ["a", "x", "y", "z", "d"],
        [Splice(start: 1, count: 2, blocks: ["x", "y", "z"])]
      ),
    ])
  func splices(_ old: [String], _ new: [String], _ expected: [Splice]) async throws {
    var state = PageState.blocks()
    state.blocks = old
    let notebook = ScriptedNotebook(state)
    let preview = try await ServedPreview(notebook)
    let tab = try await preview.tab()
    _ = try await tab.receive()
    state.blocks = new
    notebook.state = state
    #expect(try await tab.receive().splices == expected)
    await preview.server.stop()
  }

  @Test("What a page asks for is done, and nothing else")
  func commands() async throws {
    let notebook = ScriptedNotebook(.blocks("<p>one</p>"))
    let preview = try await ServedPreview(notebook)
    let tab = try await preview.tab()
    let first = try await tab.receive()
    try tab.send(#"{"command":"runAll"}"#)
    try tab.send(#"{"command":"run","cell":3}"#)
    for nothing in [
      #"{"command":"run","cell":-1}"#, #"{"command":"run"}"#, #"{"command":"record","cell":1}"#,
      #"{"command":"other"}"#,
    ] {
      try tab.send(nothing)
    }
    try tab.send(#"{"command":"refresh"}"#)
    let again = try await tab.receive()
    #expect(again.base == nil && again.blocks == first.blocks && again.version > first.version)
    try tab.send(#"{"command":"interrupt"}"#)
    try tab.send(#"{"command":"record"}"#)
    try await eventually { notebook.commands.count == 4 }
    #expect(notebook.commands == [.runAll, .run(from: 3), .interrupt, .record])
    await preview.server.stop()
  }

  @Test(
    "A page that sends what no page sends is cut off",
    arguments: [
      ("no JSON", 1), (String(repeating: " ", count: 5000) + "{}", 1), ("{}", 2), ("", 8),
    ]
      as [(String, UInt8)])
  func garbage(_ text: String, _ opcode: UInt8) async throws {
    let notebook = ScriptedNotebook(.blocks("<p>one</p>"))
    let preview = try await ServedPreview(notebook)
    let (tab, other) = (try await preview.tab(), try await preview.tab())
    _ = (try await tab.receive(), try await other.receive())
    try tab.send(text, opcode: opcode)
    try await tab.receiveEnd()
    try await eventually { notebook.observerCount == 1 }
    notebook.state = .blocks("<p>two</p>")
    #expect(try await other.receive().splices?.first?.blocks == ["<p>two</p>"])
    await preview.server.stop()
  }

  @Test("A page that does not read holds up nobody, and sees the last state when it does")
  func slow() async throws {
    let notebook = ScriptedNotebook(.blocks("<p>start</p>"))
    let preview = try await ServedPreview(notebook)
    let (slow, quick) = (try await preview.tab(), try await preview.tab())
    _ = try await quick.receive()
    // Far more than sockets hold.
    let large = String(repeating: "x", count: 1 << 20)
    let count = 60
    for number in 1...count {
      notebook.state = .blocks("<p>\(number)</p>", large + "\(number)")
      // The other page sees each state or a later one.
      if number % 10 == 0 {
        while true {
          let update = try await quick.receive()
          let text = (update.splices ?? []).flatMap(\.blocks).first { $0.hasPrefix("<p>") }
          if text == "<p>\(number)</p>" { break }
        }
      }
    }
    var last: String?
    var received = 0
    while last != "<p>\(count)</p>" {
      let update = try await slow.receive()
      received += 1
      let blocks = update.blocks ?? update.splices?.flatMap(\.blocks) ?? []
      last = blocks.first { $0.hasPrefix("<p>") } ?? last
    }
    #expect(received < count / 2)
    await preview.server.stop()
  }

  @Test("A page that is closed is forgotten")
  func closed() async throws {
    let notebook = ScriptedNotebook(.blocks("<p>one</p>"))
    let preview = try await ServedPreview(notebook)
    for _ in 0..<20 {
      let tab = try await preview.tab()
      _ = try await tab.receive()
    }
    try await eventually { notebook.observerCount == 0 }
    let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    for _ in 0..<200 {
      let tab = try await preview.tab()
      _ = try await tab.receive()
      notebook.state = .blocks("<p>\(UUID())</p>")
    }
    try await eventually {
      try notebook.observerCount == 0
        && FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count < files + 100
    }
    await preview.server.stop()
  }
}
