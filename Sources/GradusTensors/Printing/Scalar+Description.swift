extension Scalar: CustomStringConvertible {
  /// The value as Swift writes it: `0.25`, `3` or `true`.
  public var description: String {
    switch self {
    case .bool(let value): value.description
    case .int(let value): value.description
    case .float(let value): value.description
    }
  }
}
