import Foundation

/// Where a link leads or an image lies, and whether a page of somebody else's may say so.
struct Address {
  /// Without control characters and blanks around it, which browsers pass over.
  let bytes: [UInt8]
  /// What stands before the first colon, in small letters; `nil` for a relative address.
  let scheme: String?

  init(_ bytes: some Sequence<UInt8>) {
    // Browsers drop tabs and line ends wherever they stand.
    let kept = bytes.filter { $0 >= 0x20 && $0 != 0x7F }
    let blank: (UInt8) -> Bool = { $0 == 0x20 }
    self.bytes = Array(kept.drop(while: blank).reversed().drop(while: blank).reversed())
    let head = self.bytes.prefix { !":/?#".utf8.contains($0) }
    let hasScheme = head.count < self.bytes.count && self.bytes[head.count] == UInt8(ascii: ":")
    scheme = hasScheme ? String(decoding: head, as: UTF8.self).lowercased() : nil
  }

  init(_ text: String) { self.init(text.utf8) }

  /// Whether a link may lead there: to the web, to a mail program, or relative to the page.
  var isLinkable: Bool {
    guard let scheme else { return true }
    return ["http", "https", "mailto"].contains(scheme)
  }

  /// Whether a browser would ask another machine for it.
  var isRemote: Bool {
    if let scheme { return scheme == "http" || scheme == "https" }
    let start = bytes.prefix(2)
    return start.count == 2
      && start.allSatisfy { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
  }

  /// The path of a relative address, percentages decoded, without query and fragment; `nil` for
  /// others.
  var relativePath: String? {
    guard scheme == nil, !isRemote, let first = bytes.first, first != UInt8(ascii: "/"),
      first != UInt8(ascii: "\\")
    else { return nil }
    let path = bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard !path.isEmpty else { return nil }
    return String(decoding: path, as: UTF8.self).removingPercentEncoding
  }

  /// What follows the path, from `?` or `#` on.
  var suffix: ArraySlice<UInt8> {
    bytes.drop { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
  }
}
