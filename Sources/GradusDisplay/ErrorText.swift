/// What an error says of itself, for the worker: it has only the address of an error that no cell
/// caught.
///
/// - Parameters:
///   - error: an `any Error` as the compiler passes it
///   - use: called once with the text and its length in bytes
@_cdecl("gradus_describe_error")
public func describeError(
  _ error: UnsafeRawPointer, _ use: @convention(c) (UnsafePointer<CChar>, Int) -> Void
) {
  // The process ends behind this call, so the extra reference is nobody's loss.
  let error = unsafeBitCast(error, to: (any Error).self)
  let text = DisplayText.of(error) ?? ""
  text.withCString { use($0, text.utf8.count) }
}
