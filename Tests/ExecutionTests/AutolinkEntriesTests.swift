import Execution
import Testing

@Suite struct AutolinkEntriesTests {
  @Test("The flags in the section are found") func found() {
    let object = ELF.object([(".text", "code"), (".swift1_autolink_entries", "-lA\0-lB\0\0-lA\0")])
    #expect(AutolinkEntries.flags(inObject: object) == ["-lA", "-lB", "-lA"])
  }

  @Test("An object without the section asks for nothing") func none() {
    #expect(AutolinkEntries.flags(inObject: ELF.object([(".text", "code")])) == [])
    #expect(AutolinkEntries.flags(inObject: ELF.object([])) == [])
  }

  @Test("What is no object, or only a part of one, asks for nothing and does no harm")
  func damaged() {
    let object = ELF.object([(".swift1_autolink_entries", "-lA\0")])
    for count in 0..<object.count {
      let flags = AutolinkEntries.flags(inObject: Array(object.prefix(count)))
      // The last header, which is cut first, is that of the names.
      #expect(flags == [] || count > object.count - 64 && flags == ["-lA"])
    }
    for place in object.indices {
      var changed = object
      changed[place] ^= 0xff
      _ = AutolinkEntries.flags(inObject: changed)
    }
    #expect(AutolinkEntries.flags(inObject: Array("no object at all".utf8)) == [])
  }
}

/// A 64-bit little-endian object file with some sections: System V ABI, chapter 4.
private enum ELF {
  static func object(_ sections: [(name: String, content: String)]) -> [UInt8] {
    var names: [UInt8] = [0]
    var contents: [UInt8] = []
    var headers = [UInt8](repeating: 0, count: 64)
    func header(_ name: Int, _ offset: Int, _ size: Int) -> [UInt8] {
      bytes(name, 4) + bytes(1, 4) + bytes(0, 16) + bytes(offset, 8) + bytes(size, 8) + bytes(0, 24)
    }
    for section in sections + [(".shstrtab", "")] {
      let name = names.count
      names += Array(section.name.utf8) + [0]
      let isNames = section.name == ".shstrtab"
      let content = isNames ? names : Array(section.content.utf8)
      headers += header(name, 64 + contents.count, content.count)
      contents += content
    }
    let count = sections.count + 2
    var file: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + bytes(0, 9)
    file += bytes(1, 2) + bytes(62, 2) + bytes(1, 4) + bytes(0, 16)
    file += bytes(64 + contents.count, 8) + bytes(0, 4) + bytes(64, 2) + bytes(0, 4)
    file += bytes(64, 2) + bytes(count, 2) + bytes(count - 1, 2)
    return file + contents + headers
  }

  private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
