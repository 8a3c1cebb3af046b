import Glibc

extension DataFrame {
  /// Reads a file of comma-separated values.
  ///
  /// Types, missing values, quotes and ragged lines are taken as pandas takes them; numbers are
  /// correctly rounded.
  ///
  /// - Throws: ``TableError`` where the file cannot be read or is not a table.
  public init(csv path: String, options: CSVOptions = CSVOptions()) throws(TableError) {
    let file = try MappedFile(path)
    self = try CSVReader(file.bytes, options).frame()
  }

  /// Reads comma-separated values from a text.
  public init(parsing text: String, options: CSVOptions = CSVOptions()) throws(TableError) {
    var text = text
    let result = text.withUTF8 { bytes in
      Result { () throws(TableError) in try CSVReader(bytes, options).frame() }
    }
    self = try result.get()
  }

  /// The frame as comma-separated values; the labels of the rows come first where asked for.
  public func csv(includingIndex: Bool = false) -> String {
    var text = ""
    let labels = includingIndex ? index.levels : []
    let parts = labels.map(\.labels) + storages
    text += (labels.map { $0.name ?? "" } + columns).map(Self.quoted).joined(separator: ",")
    text += "\n"
    for row in 0..<count {
      for (position, storage) in parts.enumerated() {
        if position > 0 { text += "," }
        let value = storage[row]
        if !value.isMissing { text += Self.quoted(value.description) }
      }
      text += "\n"
    }
    return text
  }

  /// Writes the frame as comma-separated values.
  public func write(csv path: String, includingIndex: Bool = false) throws(TableError) {
    guard let file = fopen(path, "w") else {
      throw .file(path: path, reason: String(cString: strerror(errno)))
    }
    var text = csv(includingIndex: includingIndex)
    let isWritten = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) == $0.count }
    guard fclose(file) == 0, isWritten else {
      throw .file(path: path, reason: String(cString: strerror(errno)))
    }
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }) else {
      return text
    }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

/// The bytes of a file, mapped into memory where it is one that can be.
private final class MappedFile {
  let bytes: UnsafeBufferPointer<UInt8>
  private let isMapped: Bool

  init(_ path: String) throws(TableError) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else {
      throw .file(path: path, reason: "[Errno \(errno)] \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      throw .file(path: path, reason: "[Errno \(EISDIR)] \(String(cString: strerror(EISDIR)))")
    }
    let size = Int(status.st_size)
    if status.st_mode & S_IFMT == S_IFREG, size > 0,
      let map = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), map != MAP_FAILED
    {
      madvise(map, size, MADV_SEQUENTIAL)
      bytes = UnsafeBufferPointer(start: map.assumingMemoryBound(to: UInt8.self), count: size)
      isMapped = true
      return
    }
    bytes = Self.contents(of: descriptor)
    isMapped = false
  }

  private static func contents(of descriptor: Int32) -> UnsafeBufferPointer<UInt8> {
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(descriptor, &piece, piece.count), count > 0 {
      contents += piece[..<count]
    }
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: contents.count)
    _ = copy.initialize(from: contents)
    return UnsafeBufferPointer(copy)
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else {
      bytes.deallocate()
    }
  }
}
