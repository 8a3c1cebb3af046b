import Foundation

/// Tests that take long or need more than the libraries: `make test-all` runs them too.
enum OptIn {
  /// The Python virtual environment with the packages that they need; set by `make test-all`.
  static let environment = ProcessInfo.processInfo.environment["GRADUS_TEST_ALL"]

  static var isOn: Bool { environment != nil }
}
