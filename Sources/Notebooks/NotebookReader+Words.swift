import Diagnostics

extension NotebookReader {
  /// Reports words in info strings that are no option.
  ///
  /// Other tools have words of their own there, so a word is an error only where it looks like one
  /// of ours or the file says something else to Gradus.
  mutating func reportUnknown(_ words: [InfoWord]) {
    for word in words {
      // In short words two edits are too many: 'file' and 'test', which other tools use, would be
      // taken for 'hide' and 'reset'.
      let limit = word.name.utf8.count <= 4 ? 1 : 2
      let message: String
      if let known = nearest(word.name, among: OptionReader.names, within: limit) {
        message = "unknown option '\(word.name)'; did you mean '\(known)'?"
      } else if usesGradus {
        let names = OptionReader.names.joined(separator: ", ")
        message = "unknown option '\(word.name)'; the options are \(names)"
      } else {
        report(
          .note, "'\(word.name)' is not an option of Gradus and says nothing to it", at: word.range)
        continue
      }
      let name = word.range.lowerBound..<word.range.lowerBound + word.name.utf8.count
      report(.error, message, at: name)
    }
  }

  mutating func reportDuplicateNames() {
    var first: [String: SourceLocation] = [:]
    for cell in cells {
      guard let name = cell.options.name, let location = cell.options.locations["name"] else {
        continue
      }
      if let earlier = first[name] {
        diagnostics.append(
          Diagnostic(
            .error, at: location, "the name '\(name)' is taken by another cell", length: 4,
            notes: [Diagnostic(.note, at: earlier, "the other cell is here", length: 4)]))
      } else {
        first[name] = location
      }
    }
  }
}
