/// The texts that stand for a missing value.
struct CSVMarkers {
  /// pandas' markers; they are compared exactly.
  private static let defaults: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN",
    "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  private let texts: Set<String>
  private let longest: Int
  /// Whether a marker begins with this byte.
  private let firstBytes: [Bool]
  private let hasEmpty: Bool

  init(_ options: CSVOptions) {
    texts = (options.hasDefaultMarkers ? Self.defaults : []).union(options.missingMarkers)
    longest = texts.map(\.utf8.count).max() ?? 0
    hasEmpty = texts.contains("")
    var bytes = [Bool](repeating: false, count: 256)
    for text in texts {
      if let first = text.utf8.first { bytes[Int(first)] = true }
    }
    firstBytes = bytes
  }

  @inline(__always)
  func contain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return hasEmpty }
    guard firstBytes[Int(first)], bytes.count <= longest else { return false }
    return texts.contains(String(decoding: bytes, as: UTF8.self))
  }
}
