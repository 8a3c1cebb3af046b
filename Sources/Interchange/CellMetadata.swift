import Foundation

/// What a cell of a Jupyter notebook holds for Gradus, under `gradus` in its metadata.
///
/// All but the options is there only where the Markdown is written in another way than an import
/// writes it, and gives that back.
struct CellMetadata {
  /// The options of a code cell, as behind `swift` in an info string.
  var options: String?
  /// The line endings and blank lines between the cell and the one before it.
  var above: String?
  /// What the containers put before the first and the further lines of a code cell.
  var prefix: (first: String, further: String)?
  /// The cell in Markdown.
  var markdown: [UInt8]?
  /// Of what the Markdown was written: it stands only for a cell that is as it was.
  var fingerprint: String?

  init() {}

  /// - Parameter metadata: all of a cell's metadata; what does not read is taken for missing
  init(_ metadata: JSON?) {
    let ours = metadata?["gradus"]
    options = ours?["options"]?.string
    above = ours?["above"]?.string
    if let lines = ours?["prefix"]?.array?.compactMap(\.string), lines.count == 2 {
      prefix = (lines[0], lines[1])
    }
    markdown = ours?["markdown"]?.bytes
    fingerprint = ours?["fingerprint"]?.string
  }

  /// The value for `gradus`; `nil` if there is nothing to say.
  var json: JSON? {
    let json = JSON(members: [
      "options": options.map { JSON($0) }, "above": above.map { JSON($0) },
      "prefix": prefix.map { JSON(.array([JSON($0.first), JSON($0.further)])) },
      "markdown": markdown.map { JSON(bytes: $0) }, "fingerprint": fingerprint.map { JSON($0) },
    ])
    return json.members?.isEmpty ?? true ? nil : json
  }

  /// A mark of texts: FNV-1a, 64 bits.
  static func fingerprint(_ parts: [String?]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    // No text holds these bytes.
    for byte in parts.map({ $0.map { Array($0.utf8) } ?? [0xFF] }).joined(separator: [0xFE]) {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash, radix: 16)
  }
}

extension JSON {
  /// Bytes of a file: a string, or base64 where they are no text.
  init(bytes: [UInt8]) {
    if let text = String(validating: bytes, as: UTF8.self) {
      self.init(text)
    } else {
      self.init(members: ["base64": JSON(Data(bytes).base64EncodedString())])
    }
  }

  var bytes: [UInt8]? {
    if let string { return Array(string.utf8) }
    return self["base64"]?.string.flatMap { Data(base64Encoded: $0) }.map { [UInt8]($0) }
  }
}
