import Notebooks
import Rendering

/// The page of a notebook given as text.
func page(
  _ markdown: String, path: String = "notebook.md", showsRemoteImages: Bool = false,
  links: PageLinks = PageLinks(), images: [String: [UInt8]] = [:],
  mathLibrary: MathLibrary? = nil
) -> String {
  var options = HTMLOptions()
  options.showsRemoteImages = showsRemoteImages
  options.links = links
  let notebook = Notebook(path: path, bytes: Array(markdown.utf8))
  let page = HTMLPage(
    notebook, images: ImageSource(besides: "/nonexistent/" + path, made: images), options: options)
  return String(decoding: page.bytes(mathLibrary: mathLibrary), as: UTF8.self)
}

/// What stands between the tags of the article.
func article(_ markdown: String, showsRemoteImages: Bool = false) -> String {
  let html = page(markdown, showsRemoteImages: showsRemoteImages)
  let start = html.firstRange(of: "<article>\n")!.upperBound
  return String(html[start..<html.firstRange(of: "</article>")!.lowerBound])
}
