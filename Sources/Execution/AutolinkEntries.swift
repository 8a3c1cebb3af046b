/// The libraries that an object file asks its linker for, from the ELF section that the Swift
/// compiler writes them to: the system linker does not read it.
package enum AutolinkEntries {
  /// - Parameter object: a 64-bit little-endian ELF object
  /// - Returns: linker flags, such as `-lFoundation`
  package static func flags(inObject object: [UInt8]) -> [String] {
    object.withUnsafeBytes { bytes in
      func integer(_ offset: Int, _ width: Int) -> Int {
        guard offset >= 0, offset <= bytes.count - width else { return 0 }
        return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
      }
      guard bytes.count >= 64, integer(0, 4) == 0x464c_457f, bytes[4] == 2 else { return [] }
      let table = integer(40, 8)
      let size = integer(58, 2)
      let names = integer(table &+ integer(62, 2) * size &+ 24, 8)
      for section in 0..<integer(60, 2) {
        let header = table &+ section * size
        let name = names &+ integer(header, 4)
        let wanted = ".swift1_autolink_entries\0".utf8
        guard name >= 0, name <= bytes.count - wanted.count, bytes[name...].starts(with: wanted)
        else {
          continue
        }
        let start = integer(header &+ 24, 8)
        let end = start &+ integer(header &+ 32, 8)
        guard start >= 0, start <= end, end <= bytes.count else { return [] }
        return bytes[start..<end].split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
      }
      return []
    }
  }
}
