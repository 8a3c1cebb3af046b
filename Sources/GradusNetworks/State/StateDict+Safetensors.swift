import Glibc
import GradusTensors

extension StateDict {
  /// The tensors of a file in the safetensors format, in the order of its header.
  ///
  /// A file is only read where all of it is sound: its header's text, every type and shape, and
  /// offsets that cover the data without gaps or overlaps. PyTorch: `safetensors.torch.load_file`.
  public init(safetensors path: String) throws(SafetensorsError) {
    let file = try StateFile(reading: path)
    let (header, dtypes, start) = try Self.header(of: file, path)
    self.init()
    for (entry, dtype) in zip(header.entries, dtypes) {
      let tensor = Tensor(uninitialized: Shape(entry.shape), as: dtype)
      try file.read(
        UnsafeMutableRawBufferPointer(start: tensor.elements, count: entry.end - entry.start),
        at: start + entry.start)
      // Other bytes than 0 and 1 would be neither false nor true.
      self[entry.name] = dtype == .bool ? tensor.asBytes .!= 0 : tensor
    }
  }

  /// The texts that a file in the safetensors format holds beside its tensors.
  /// PyTorch: `safe_open(…).metadata()`.
  public static func metadata(
    safetensors path: String
  ) throws(SafetensorsError) -> [String: String] {
    try header(of: StateFile(reading: path), path).0.metadata
  }

  private static func header(
    of file: StateFile, _ path: String
  ) throws(SafetensorsError) -> (SafetensorsHeader, dtypes: [DType], dataStart: Int) {
    if file.length < 8 { throw .format(path: path, problem: "it has \(file.length) bytes only") }
    let claimed = try file.bytes(8, at: 0).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    if claimed > UInt64(SafetensorsHeader.greatestLength) {
      throw .format(
        path: path, problem: "a header of \(claimed) bytes is longer than the format allows")
    }
    let length = Int(claimed)
    if length > file.length - 8 {
      throw .format(
        path: path,
        problem: "a header of \(length) bytes does not fit into \(file.length) bytes")
    }
    var reader = HeaderReader(try file.bytes(length, at: 8))
    do throws(HeaderFault) {
      let header = try reader.read()
      return (header, try header.checkedTypes(length: file.length - 8 - length), 8 + length)
    } catch {
      throw .format(path: path, problem: error.problem)
    }
  }

  /// Writes the tensors to a file in the safetensors format, which then replaces the one at `path`.
  ///
  /// The same bytes as Python's `safetensors` writes for the same tensors.
  /// - Parameter metadata: texts to keep beside the tensors.
  /// PyTorch: `safetensors.torch.save_file`.
  public func write(
    safetensors path: String, metadata: [String: String] = [:]
  ) throws(SafetensorsError) {
    if keys.contains("__metadata__") {
      throw .content("a tensor cannot be named '__metadata__' in a safetensors file")
    }
    let order = SafetensorsHeader.types
    func rank(_ dtype: DType) -> Int { order.firstIndex { $0.dtype == dtype }! }
    let sorted = self.sorted {
      let (a, b) = (rank($0.value.dtype), rank($1.value.dtype))
      return a == b ? $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) : a < b
    }
    var header = SafetensorsHeader(metadata: metadata)
    var end = 0
    for (name, tensor) in sorted {
      let start = end
      end += tensor.size * tensor.dtype.byteCount
      header.entries.append(
        SafetensorsHeader.Entry(
          name: name, type: order[rank(tensor.dtype)].name, shape: tensor.shape.sizes,
          start: start, end: end))
    }
    let text = Array(header.text.utf8)
    if text.count > SafetensorsHeader.greatestLength {
      throw .content("the names and metadata are longer than a safetensors header may be")
    }
    let file = try StateFile(writing: path)
    try file.write((0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) })
    try file.write(text)
    for (_, tensor) in sorted {
      let packed = tensor.detached().contiguous()
      try withExtendedLifetime(packed) { packed throws(SafetensorsError) in
        try file.write(
          UnsafeRawBufferPointer(
            start: packed.elements, count: packed.size * packed.dtype.byteCount))
      }
    }
    try file.finish()
  }
}

extension Tensor {
  /// The bytes of a bool tensor as numbers.
  fileprivate var asBytes: Tensor {
    let bytes = Tensor(uninitialized: shape, as: .uint8)
    withExtendedLifetime(self) {
      bytes.elements.copyMemory(from: elements, byteCount: size)
    }
    return bytes
  }
}
