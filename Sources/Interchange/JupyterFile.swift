import Diagnostics

/// A notebook of Jupyter as its file holds it: nbformat 4.
struct JupyterFile {
  struct Cell {
    enum Kind: String, CaseIterable {
      case code, markdown, raw
    }

    let kind: Kind
    let source: String
    let outputs: [JupyterOutput]
    let metadata: JSON?
    /// Files that its Markdown refers to as `attachment:NAME`, by MIME type.
    let attachments: [(name: String, bundle: [JSON.Member])]
    let offset: Int
  }

  let source: SourceText
  let cells: [Cell]
  let metadata: JSON?

  /// - Throws: where the file is no JSON or no notebook of a version that is known
  init(_ source: SourceText) throws(InterchangeError) {
    self.source = source
    let root = try JSONReader.read(source)
    guard root.members != nil, let version = root["nbformat"] else {
      throw InterchangeError(source, root.offset, "not a Jupyter notebook: it has no 'nbformat'")
    }
    guard let number = version.int, number == 4 else {
      let cure =
        (version.int ?? 0) < 4 && version.int != nil
        ? "; 'jupyter nbconvert --to notebook' makes version 4 of it" : ""
      throw InterchangeError(
        source, version.offset, "cannot read nbformat \(version.plain); version 4 is known" + cure)
    }
    metadata = root["metadata"]
    guard let cells = root["cells"] else {
      throw InterchangeError(source, root.offset, "the notebook has no 'cells'")
    }
    guard let list = cells.array else {
      throw InterchangeError(source, cells.offset, "'cells' is not a list")
    }
    var read: [Cell] = []
    for cell in list { read.append(try Cell(cell, source)) }
    self.cells = read
  }

  /// The language of the code cells in small letters; empty where the file does not say.
  var language: String {
    let info = metadata?["language_info"]?["name"]?.string
    let kernel = metadata?["kernelspec"]
    let kernelName = kernel?["name"]?.string.map { String($0.prefix(while: \.isLetter)) }
    let name = info ?? kernel?["language"]?.string ?? kernelName ?? ""
    // It stands in the info string of fences.
    let isWord = name.utf8.allSatisfy {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "+#.-_".utf8.contains($0)
      }
    }
    return isWord ? name.lowercased() : ""
  }
}

extension JupyterFile.Cell {
  fileprivate init(_ json: JSON, _ file: SourceText) throws(InterchangeError) {
    offset = json.offset
    guard json.members != nil else {
      throw InterchangeError(file, json.offset, "a cell is an object")
    }
    let type = json["cell_type"]
    guard let kind = type?.string.flatMap(Kind.init) else {
      let expected = Kind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      let found = type.map { "is \($0.plain)" } ?? "is missing"
      throw InterchangeError(
        file, (type ?? json).offset, "the 'cell_type' of this cell \(found); expected \(expected)")
    }
    self.kind = kind
    guard let source = json["source"], let text = source.lines else {
      throw InterchangeError(
        file, (json["source"] ?? json).offset,
        "the 'source' of a cell is a string or a list of them")
    }
    self.source = text.withLineFeeds
    metadata = json["metadata"]
    var outputs: [JupyterOutput] = []
    if kind == .code, let list = json["outputs"] {
      guard let elements = list.array else {
        throw InterchangeError(file, list.offset, "the 'outputs' of a cell are a list")
      }
      for output in elements { outputs.append(try JupyterOutput(output, file)) }
    }
    self.outputs = outputs
    attachments = (json["attachments"]?.members ?? []).map { ($0.name, $0.value.members ?? []) }
  }
}

extension JSON {
  /// The value for a message.
  var plain: String {
    switch value {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let text): text
    case .string(let text): "'\(text)'"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

extension String {
  /// The text with every line ending a line feed.
  var withLineFeeds: String {
    guard utf8.contains(0x0D) else { return self }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte == 0x0A, bytes.last == 0x0D { bytes.removeLast() }
      bytes.append(byte)
    }
    return String(decoding: bytes.map { $0 == 0x0D ? 0x0A : $0 }, as: UTF8.self)
  }
}
