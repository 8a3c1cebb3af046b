import Execution
import Foundation

/// The cache that all tests of one run share, so that each unit is compiled once.
enum TestCache {
  static let shared: UnitCache = {
    let root = NSTemporaryDirectory() + "gradus-tests-\(getpid())"
    atexit {
      // A capture is not allowed here.
      removeTree(NSTemporaryDirectory() + "gradus-tests-\(getpid())")
    }
    do {
      return try UnitCache(root: root)
    } catch {
      fatalError("\(error)")
    }
  }()
}

/// A folder for one test, removed with the value.
final class Workplace: Sendable {
  let path: String

  init(copying folder: URL? = nil) throws {
    path = NSTemporaryDirectory() + "gradus-workplace-" + UUID().uuidString
    let files = FileManager.default
    if let folder {
      try files.copyItem(at: folder, to: URL(fileURLWithPath: path))
    } else {
      try files.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
  }

  deinit { removeTree(path) }
}
