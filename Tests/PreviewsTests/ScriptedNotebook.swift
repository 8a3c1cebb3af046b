import Previews
import Synchronization

/// A notebook whose states a test sets.
final class ScriptedNotebook: PreviewedNotebook {
  private struct Content {
    var state: PageState
    var observers: [Int: @Sendable (PageState) -> Void] = [:]
    var nextObserver = 0
    var commands: [PageCommand] = []
  }

  private let content: Mutex<Content>

  init(_ state: PageState) { content = Mutex(Content(state: state)) }

  var state: PageState {
    get { content.withLock { $0.state } }
    set {
      let observers = content.withLock { content in
        content.state = newValue
        return content.observers.values
      }
      for observer in observers { observer(newValue) }
    }
  }

  var commands: [PageCommand] { content.withLock { $0.commands } }
  /// How many pages are open.
  var observerCount: Int { content.withLock { $0.observers.count } }

  func observe(_ observer: @escaping @Sendable (PageState) -> Void) -> Observation {
    let number = content.withLock { content in
      content.nextObserver += 1
      content.observers[content.nextObserver] = observer
      return content.nextObserver
    }
    return Observation { self.content.withLock { $0.observers[number] = nil } }
  }

  func end() { content.withLock { $0.observers = [:] } }

  func perform(_ command: PageCommand) { content.withLock { $0.commands.append(command) } }
}

extension PageState {
  static func blocks(_ blocks: String...) -> PageState {
    var state = PageState(title: "Scripted")
    state.blocks = blocks
    return state
  }
}
