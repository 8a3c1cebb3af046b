import Foundation

/// The addresses of pages.
package enum PagePath {
  /// A path with percentages for all that is not plain.
  package static func encoded(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  private static let plain = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")
}
