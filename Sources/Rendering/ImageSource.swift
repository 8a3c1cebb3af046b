import Foundation
import Glibc
import Notebooks

/// The images that a notebook may show: files in its folder, and what a run has just made.
package struct ImageSource: Sendable {
  private let folder: String
  private let root: String
  private let made: [String: [UInt8]]

  /// - Parameters:
  ///   - notebook: the notebook's file, which images are relative to
  ///   - root: the folder that images may come from; the notebook's own if nil
  ///   - made: images of a run by their relative paths, instead of files
  package init(besides notebook: String, root: String? = nil, made: [String: [UInt8]] = [:]) {
    let slash = notebook.lastIndex(of: "/")
    folder = slash.map { String(notebook[...$0]) } ?? "./"
    self.root = root ?? folder
    self.made = made
  }

  /// An image and its type.
  package struct Image: Hashable, Sendable {
    package let type: String
    package let bytes: [UInt8]

    /// The image as an address.
    var dataAddress: String { "data:\(type);base64,\(Data(bytes).base64EncodedString())" }

    /// Whether it is a drawing whose text nobody could read in the width of a phone, such as plots
    /// side by side.
    var isWide: Bool {
      guard type == "image/svg+xml" else { return false }
      let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
      let width = head.firstMatch(of: /<svg\b[^>]*?\swidth="(\d{1,6})(?:px|\.\d+)?"/)
      return width.flatMap { Int($0.1) } ?? 0 > 560
    }
  }

  /// The image at a path relative to the notebook; `nil` if there is none, it is no image, or it
  /// lies outside of the root.
  package func image(_ path: String) -> Image? {
    guard let ending = path.split(separator: ".").last?.lowercased(),
      let type = ImageSource.types[ending], let bytes = made[path] ?? file(path),
      ImageSource.isImage(bytes, type)
    else { return nil }
    return Image(type: type, bytes: bytes)
  }

  private func file(_ path: String) -> [UInt8]? {
    guard !path.utf8.contains(0), let file = realpath(folder + path), let root = realpath(root),
      file.hasPrefix(root == "/" ? root : root + "/")
    else { return nil }
    return try? NotebookFile.read(file)
  }

  private func realpath(_ path: String) -> String? {
    guard let resolved = Glibc.realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static let types = [
    "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "gif": "image/gif", "webp": "image/webp", "avif": "image/avif",
  ]

  /// Whether a file begins as its name says: another file called so stays where it is.
  private static func isImage(_ bytes: [UInt8], _ type: String) -> Bool {
    switch type {
    case "image/png": bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    case "image/jpeg": bytes.starts(with: [0xFF, 0xD8, 0xFF])
    case "image/gif": bytes.starts(with: "GIF8".utf8)
    case "image/webp":
      bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
    case "image/avif": bytes.dropFirst(4).starts(with: "ftyp".utf8)
    default: bytes.prefix(4096).contains("<svg".utf8)
    }
  }
}
