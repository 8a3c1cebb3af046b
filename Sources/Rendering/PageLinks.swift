/// The addresses that links of a page lead to.
package struct PageLinks: Sendable {
  /// The folders that the page lies in, below the site's root.
  private let folders: [Substring]
  private let pages: Set<String>

  /// - Parameters:
  ///   - path: the notebook's path in the site
  ///   - pages: the paths of all notebooks of the site, which links to them follow to their pages
  package init(of path: String = "", pages: Set<String> = []) {
    folders = path.split(separator: "/").dropLast()
    self.pages = pages
  }

  /// The address as the page has it; `nil` if no link may lead there.
  func address(_ address: Address) -> [UInt8]? {
    guard address.isLinkable else { return nil }
    guard !pages.isEmpty, let path = address.relativePath, let target = resolved(path),
      pages.contains(target), path.hasSuffix(".md")
    else { return address.bytes }
    let written = address.bytes.dropLast(address.suffix.count)
    return written.dropLast(3) + Array(".html".utf8) + address.suffix
  }

  private func resolved(_ path: String) -> String? {
    var parts = folders
    for part in path.split(separator: "/") {
      switch part {
      case ".": break
      case "..":
        if parts.popLast() == nil { return nil }
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
