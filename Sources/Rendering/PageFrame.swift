import Foundation

/// What stands around the content of a page.
struct PageFrame {
  let title: String
  /// The language of the text.
  var language = "en"
  /// A heading above the content, if it has none of its own.
  var heading: String?
  var scripts: [String] = []
  var styles: [String] = []
  var showsRemoteImages = false
  var contents = Markup()
  var navigation = Markup()
  /// What stands above the content and stays in sight.
  var toolbar = Markup()
  /// Whether scripts may ask the server that the page comes from.
  var connectsHome = false

  init(title: String) { self.title = title }

  /// The whole page in pieces, so that a large content is not copied.
  func around(_ content: Markup) -> [[UInt8]] { [head.bytes, content.bytes, foot.bytes] }

  private var head: Markup {
    var page = Markup()
    page.add("<!DOCTYPE html>\n<html lang=\"")
    page.add(text: language)
    page.add("\">\n<head>\n<meta charset=\"utf-8\">\n")
    page.add("<meta http-equiv=\"Content-Security-Policy\" content=\"")
    page.add(text: policy)
    page.add("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
    page.add("<meta name=\"color-scheme\" content=\"light dark\">\n")
    page.add("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
    page.add(text: title)
    page.add("</title>\n")
    for style in styles { page.add(safe: "<style>\n\(style)\n</style>\n") }
    page.add("</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to content</a>\n")
    page.add(navigation.bytes.isEmpty ? "" : "<header>\n")
    page.add(safe: navigation)
    page.add(navigation.bytes.isEmpty ? "" : "</header>\n")
    page.add(safe: toolbar)
    page.add(
      contents.bytes.isEmpty ? "<div class=\"page\">\n" : "<div class=\"page with-contents\">\n")
    page.add(safe: contents)
    page.add("<main id=\"content\">\n<article>\n")
    if let heading {
      page.add("<h1>")
      page.add(text: heading)
      page.add("</h1>\n")
    }
    return page
  }

  private var foot: Markup {
    var page = Markup()
    page.add("</article>\n</main>\n</div>\n")
    page.add(navigation.bytes.isEmpty ? "" : "<footer>\n")
    page.add(safe: navigation)
    page.add(navigation.bytes.isEmpty ? "" : "</footer>\n")
    for script in scripts { page.add(safe: "<script>\(script)</script>\n") }
    page.add("</body>\n</html>\n")
    return page
  }

  /// Nothing is loaded from anywhere, and no script runs but ours, by its hash.
  var policy: String {
    let hashes = scripts.map { script in
      "'sha256-\(Data(SHA256.hash(Array(script.utf8))).base64EncodedString())'"
    }
    let images = showsRemoteImages ? "data: https: http:" : "data:"
    return "default-src 'none'; script-src \(hashes.joined(separator: " ")); "
      + "style-src 'unsafe-inline'; img-src \(images); font-src data:; base-uri 'none'; "
      + "form-action 'none'" + (connectsHome ? "; connect-src 'self'" : "")
  }
}
