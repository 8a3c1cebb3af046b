import Fixtures
import Foundation
import Notebooks

/// A folder with a notebook as it is recorded, the same with changed code and what that shows, and
/// what a check must say about it.
///
/// `expected.txt` holds the verdict and the report; `promoted.md` what an update must write, if that
/// is not the recorded notebook; `arguments.txt` options of the command.
extension Fixture {
  func notebook(_ name: String) throws -> Notebook {
    Notebook(path: "notebook.md", bytes: try bytes(name))
  }

  var isStrict: Bool {
    (try? String(contentsOf: file("arguments.txt"), encoding: .utf8))?.contains("--strict") ?? false
  }
}
