/// What lies on the shelf.
public let shelf = ["rice", "beans"]

/// Whether the package was built for debugging.
public var isDebug: Bool {
  #if DEBUG
    true
  #else
    false
  #endif
}
