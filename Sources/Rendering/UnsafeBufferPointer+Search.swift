import Glibc

extension UnsafeBufferPointer<UInt8> {
  /// Whether the byte is among these; the C library looks at many at once.
  func holds(_ byte: UInt8) -> Bool {
    guard let baseAddress else { return false }
    return memchr(baseAddress, Int32(byte), count) != nil
  }
}
