/// Writes images: files as a part of the page, remote ones as links unless they are asked for.
struct ImageWriter {
  let images: ImageSource
  let showsRemote: Bool

  /// - Parameters:
  ///   - title: what a pointer over the image tells
  ///   - size: attributes of width and height
  func add(
    _ address: Address, alternative: String, title: [UInt8] = [], size: [(String, String)] = [],
    isInLink: Bool, to markup: inout Markup
  ) {
    let image = address.relativePath.flatMap(images.image)
    guard image != nil || address.isRemote && showsRemote else {
      return addReplacement(address, alternative, isInLink: isInLink, to: &markup)
    }
    markup.add("<img src=\"")
    if let image { markup.add(safe: image.dataAddress) } else { markup.add(address: address.bytes) }
    markup.add("\" alt=\"")
    markup.add(text: alternative)
    if !title.isEmpty {
      markup.add("\" title=\"")
      markup.add(text: title)
    }
    for (name, value) in size {
      markup.add(safe: "\" \(name)=\"")
      markup.add(text: value)
    }
    if image?.isWide == true { markup.add("\" class=\"wide") }
    markup.add(image == nil ? "\" referrerpolicy=\"no-referrer\" />" : "\" />")
  }

  /// An image of raw HTML.
  func add(_ tag: HTMLTag, isInLink: Bool, to markup: inout Markup) {
    let size = ["width", "height"].compactMap { name in
      tag[name].flatMap { value in
        let digits =
          value.hasSuffix("%") || value.hasSuffix("px")
          ? value.dropLast(value.hasSuffix("%") ? 1 : 2) : value[...]
        let isNumber = !digits.isEmpty && digits.allSatisfy { $0.isASCII && $0.isNumber }
        return isNumber ? (name, value.hasSuffix("px") ? String(digits) : value) : nil
      }
    }
    add(
      Address(tag["src"] ?? ""), alternative: tag["alt"] ?? "",
      title: Array((tag["title"] ?? "").utf8),
      size: size, isInLink: isInLink, to: &markup)
  }

  private func addReplacement(
    _ address: Address, _ alternative: String, isInLink: Bool, to markup: inout Markup
  ) {
    let name = address.bytes.split(separator: UInt8(ascii: "/")).last ?? []
    let text = alternative.isEmpty ? String(decoding: name, as: UTF8.self) : alternative
    let isLink = address.isRemote && !isInLink
    if isLink {
      markup.add("<a class=\"image\" rel=\"noopener noreferrer\" href=\"")
      markup.add(address: address.bytes)
      markup.add("\">")
    } else {
      markup.add("<span class=\"image\">")
    }
    markup.add(text: text)
    markup.add(isLink ? "</a>" : "</span>")
  }
}
