import Execution
import Glibc

/// The versions that a package on this machine goes by, for its wrapper to go by too.
struct Pins {
  private let wrapper: Wrapper
  private let text: String?

  /// - Parameter file: a `Package.resolved`, or nothing
  init(_ wrapper: Wrapper, of file: String?) {
    self.wrapper = wrapper
    text = file.flatMap { try? readFile($0) }
  }

  private var record: String { wrapper.folder + "/pins" }

  /// Whether these versions were neither taken nor refused before.
  var areNew: Bool {
    guard let text else { return false }
    return (try? readFile(record)) != text
  }

  /// Lets the package manager start from these versions.
  func take() {
    guard let text else { return }
    try? writeFile(wrapper.pins, text)
    try? writeFile(record, text)
  }

  /// Lets it choose; these versions are not tried again.
  func refuse() { unlink(wrapper.pins) }
}
