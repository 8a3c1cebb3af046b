import Diagnostics
import Execution
import Foundation
import Interchange
import Notebooks
import Rendering

/// Writes what notebooks are turned into to files.
struct Publication {
  let format: RenderFormat
  let showsRemoteImages: Bool
  let keepsFrontMatter: Bool
  let terminal: Terminal

  /// Writes one notebook, and beside Markdown the images it shows.
  ///
  /// - Parameter file: `-` for standard output
  /// - Throws: what reading and writing files throws
  func write(_ source: PageSource, to file: String) throws -> ExitStatus {
    let images = ImageSource(besides: source.notebook.path, made: source.made)
    let pieces: [[UInt8]]
    switch format {
    case .md:
      pieces = [MarkdownPage(source.notebook, keepsFrontMatter: keepsFrontMatter).bytes]
      if file != "-" { try copyImages(of: source, images, besides: file) }
    case .html:
      let page = HTMLPage(source.notebook, images: images, options: options())
      let library = page.hasFormulas ? MathLibrary() : nil
      if page.hasFormulas, library == nil { advise(source.notebook.path) }
      pieces = page.pieces(mathLibrary: library)
    case .ipynb:
      let export = try JupyterExport(
        source.notebook, assets: AssetFolder(besides: source.notebook.path), made: source.made)
      terminal.complain(export.warnings, in: source.notebook.source)
      pieces = [export.bytes]
    case .swift:
      do {
        pieces = [Array(try SwiftSource(source.notebook).text.utf8)]
      } catch {
        terminal.complain(error.diagnostics, in: source.notebook.source)
        return .malformed
      }
    }
    guard file != "-" else {
      pieces.forEach(terminal.put)
      return .clean
    }
    if let same = resolved(file), same == resolved(source.notebook.path) {
      throw NotebookError.notWritable(path: file, reason: "it is the notebook itself")
    }
    try put(Array(pieces.joined()), to: file)
    terminal.say("\(visible(source.notebook.path)): written to \(visible(file))")
    return .clean
  }

  /// Writes the notebooks of a folder: each at its path below the target, and an index of HTML.
  func write(
    _ sources: [PageSource], of folder: String, to target: String
  ) throws -> ExitStatus {
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let paths = sources.map { String($0.notebook.path.dropFirst(root.utf8.count + 1)) }
    if format != .html {
      let statuses = try zip(sources, paths).map { source, path in
        try write(source, to: target + "/" + path.replacingEnding(with: format.ending))
      }
      return .worst(statuses)
    }
    let files = paths.map { $0.replacingEnding(with: "html") }
    let pages = zip(sources, paths).map { source, path in
      var options = options()
      options.links = PageLinks(of: path, pages: Set(paths))
      return HTMLPage(
        source.notebook,
        images: ImageSource(besides: source.notebook.path, root: root, made: source.made),
        options: options)
    }
    let library = pages.contains(where: \.hasFormulas) ? MathLibrary() : nil
    let index = files.contains("index.html") ? "contents.html" : "index.html"
    for (number, page) in pages.enumerated() {
      let up = String(repeating: "../", count: paths[number].split(separator: "/").count - 1)
      func neighbor(_ number: Int) -> SiteNavigation.Page? {
        guard files.indices.contains(number) else { return nil }
        return SiteNavigation.Page(
          title: pages[number].title,
          address: up.isEmpty ? encoded(files[number]) : up + encoded(files[number]).dropFirst(2))
      }
      let navigation = SiteNavigation(
        index: up + index, previous: neighbor(number - 1), next: neighbor(number + 1))
      if page.hasFormulas, library == nil { advise(sources[number].notebook.path) }
      try put(
        page.bytes(mathLibrary: library, navigation: navigation), to: target + "/" + files[number])
    }
    let entries = zip(pages, files).map {
      SiteNavigation.Page(title: $0.title, address: encoded($1))
    }
    let name = (resolved(root) ?? root).split(separator: "/").last.map(String.init) ?? "Notebooks"
    try put(
      SiteIndex(title: name.prefix(1).uppercased() + name.dropFirst(), pages: entries).bytes,
      to: target + "/" + index)
    terminal.say("\(folder): \(files.count) pages written to \(target)/\(index)")
    return .clean
  }

  private func options() -> HTMLOptions {
    var options = HTMLOptions()
    options.showsRemoteImages = showsRemoteImages
    return options
  }

  private func advise(_ path: String) {
    terminal.complain("\(visible(path)): note: \(MathLibrary.advice)\n")
  }

  private func encoded(_ path: String) -> String {
    // A colon in the first part of a path would make it a scheme.
    "./" + (path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path)
  }

  private func copyImages(
    of source: PageSource, _ images: ImageSource, besides file: String
  ) throws(NotebookError) {
    let slash = file.lastIndex(of: "/")
    let folder = slash.map { String(file[...$0]) } ?? "./"
    for path in source.notebook.localImages where !path.split(separator: "/").contains("..") {
      guard let image = images.image(path) else { continue }
      try put(image.bytes, to: folder + path)
    }
  }

  private func put(_ bytes: [UInt8], to file: String) throws(NotebookError) {
    if let slash = file.lastIndex(of: "/"), slash > file.startIndex {
      do {
        try FileManager.default.createDirectory(
          atPath: String(file[..<slash]), withIntermediateDirectories: true)
      } catch {
        throw .notWritable(path: String(file[..<slash]), reason: "cannot make this folder")
      }
    }
    try NotebookFile.write(bytes, to: file, expecting: nil)
  }
}
