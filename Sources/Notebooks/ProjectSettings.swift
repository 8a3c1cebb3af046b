import Diagnostics
import Yams

/// The settings of a project's notebooks, from `.gradus.yml` in its root.
///
/// The file has the keys of front matter, without `gradus:` around them, and two more: `include`
/// and `exclude`, lists of patterns of paths.
package struct ProjectSettings: Sendable {
  package let source: SourceText
  /// What a notebook goes by that does not say otherwise.
  package private(set) var defaults = FrontMatter()
  /// Which files are notebooks; all that have cells if empty.
  package private(set) var include: [String] = []
  /// Which files and folders are left out.
  package private(set) var exclude: [String] = []
  /// Every problem, in file order.
  package private(set) var diagnostics: [Diagnostic] = []

  /// - Parameters:
  ///   - path: the name of the file in locations
  ///   - bytes: the content of the file, whatever it is
  package init(path: String, bytes: [UInt8]) {
    source = SourceText(file: path, bytes: bytes)
    let text = YAMLText(source: source, lines: 1..<source.lineCount + 1)
    do throws(YAMLProblem) {
      guard let root = try text.compose() else { return }
      var reader = SettingsReader(text, defaults: defaults)
      if let mapping = root.mapping {
        let lists = reader.read(mapping, lists: ["include", "exclude"])
        include = lists["include"] ?? []
        exclude = lists["exclude"] ?? []
      } else if root.scalar?.string != "" {
        reader.report(root, "expected keys: \(SettingsReader.keys.joined(separator: ", "))")
      }
      defaults = reader.settings
      diagnostics = reader.diagnostics.sorted { $0.location < $1.location }
    } catch {
      diagnostics = [error.diagnostic]
    }
  }
}
