import Execution
import Rendering
import Synchronization

/// The page that leads to the notebooks of a folder, and follows what becomes of them.
final class FolderIndex: PreviewedNotebook {
  private struct Content {
    var state: PageState
    var paths: Set<String> = []
    var observers: [Int: @Sendable (PageState) -> Void] = [:]
    var nextObserver = 0
  }

  private let folder: String
  private let list: @Sendable () -> [NotebookShelf.Entry]
  private let content: Mutex<Content>
  /// Held while the observers are told, so that each hears of the states in order.
  private let telling = Mutex(())
  private let watcher = Mutex<FileWatcher?>(nil)

  /// - Throws: `watching`
  init(of folder: String, list: @escaping @Sendable () -> [NotebookShelf.Entry])
    throws(PreviewError)
  {
    (self.folder, self.list) = (folder, list)
    let name = (resolved(folder) ?? folder).split(separator: "/").last.map(String.init)
    content = Mutex(Content(state: PageState(title: name ?? "Notebooks")))
    let watcher = try FileWatcher(folder) { [weak self] _ in self?.look() }
    self.watcher.withLock { $0 = watcher }
    look()
  }

  deinit { end() }

  /// Whether the notebook was there when the folder was last looked at.
  func holds(_ path: String) -> Bool { content.withLock { $0.paths.contains(path) } }

  private func look() {
    telling.withLock { _ in
      let entries = list()
      let (state, observers) = content.withLock { content in
        content.paths = Set(entries.map(\.path))
        let name = content.state.title
        content.state.blocks = PageShell.index(
          title: name,
          pages: entries.map { ($0.title, "/" + PagePath.encoded($0.path), $0.path) })
        return (content.state, Array(content.observers.values))
      }
      for observer in observers { observer(state) }
    }
  }

  var state: PageState { content.withLock { $0.state } }

  func observe(_ observer: @escaping @Sendable (PageState) -> Void) -> Observation {
    let number = content.withLock { content in
      content.nextObserver += 1
      content.observers[content.nextObserver] = observer
      return content.nextObserver
    }
    return Observation { [weak self] in
      self?.content.withLock { $0.observers[number] = nil }
    }
  }

  /// There is nothing to run.
  func perform(_ command: PageCommand) {}

  func end() { watcher.withLock { $0?.stop() } }
}
