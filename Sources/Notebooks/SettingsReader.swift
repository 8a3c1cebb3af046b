import Diagnostics
import Yams

/// Reads the settings of a notebook from a YAML mapping.
struct SettingsReader {
  private(set) var settings: FrontMatter
  private(set) var diagnostics: [Diagnostic] = []
  let text: YAMLText

  init(_ text: YAMLText, defaults: FrontMatter) {
    self.text = text
    self.settings = defaults
  }

  static let keys = [
    "seed", "timeout", "tolerance", "filters", "outputs", "compiler", "language-mode", "optimize",
    "packages", "imports", "env",
  ]

  /// Reads every key of the mapping, and gives the further `lists` of texts that it may have.
  @discardableResult
  mutating func read(
    _ mapping: Yams.Node.Mapping, lists: [String] = []
  ) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if lists.contains(name) {
        found[name] = list(value).compactMap { scalar($0, "a text") { $0.isEmpty ? nil : $0 } }
      } else if Self.keys.contains(name) {
        read(name, value)
      } else {
        let keys = Self.keys + lists
        let hint =
          nearest(name, among: keys, within: 2).map { "did you mean '\($0)'?" }
          ?? "the keys are " + keys.joined(separator: ", ")
        report(key, "unknown key '\(name)'; \(hint)")
      }
    }
    return found
  }

  private mutating func read(_ name: String, _ value: Yams.Node) {
    switch name {
    case "seed":
      if let seed = scalar(value, "a whole number from 0 on", { UInt64($0) }) {
        settings.seed = seed
        settings.statesSeed = true
      }
    case "timeout":
      if let timeout = scalar(value, Duration.textExample, { Duration(text: $0) }) {
        settings.timeout = timeout
      }
    case "tolerance":
      settings.tolerance =
        scalar(value, Tolerance.textExample, { Tolerance($0) }) ?? settings.tolerance
    case "outputs":
      settings.outputs =
        scalar(value, "strict or lax", { OutputPolicy(rawValue: $0) }) ?? settings.outputs
    case "compiler":
      settings.compiler =
        scalar(value, "a version such as 6.2", Self.compilerVersion) ?? settings.compiler
    case "language-mode":
      if let mode = scalar(value, "5 or 6", { LanguageMode(rawValue: $0) }) {
        settings.languageMode = mode
      }
    case "optimize":
      if let flag = scalar(value, "true or false", { Bool($0) }) { settings.optimize = flag }
    case "filters": settings.filters = list(value).compactMap { filter($0) }
    case "packages": settings.packages = list(value).compactMap { package($0) }
    case "imports":
      settings.imports = list(value).compactMap {
        scalar($0, "the name of a module", Self.moduleName)
      }
    case "env": settings.env = environment(value)
    default: preconditionFailure("'\(name)' is in the keys")
    }
  }

  private static func compilerVersion(_ text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (1...3).contains(parts.count) && parts.allSatisfy { UInt($0) != nil } ? text : nil
  }

  private static func moduleName(_ text: String) -> String? {
    let isName = text.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
    return isName && text.first.map { !$0.isNumber } ?? false ? text : nil
  }

  private mutating func environment(_ node: Yams.Node) -> [String: String] {
    guard let mapping = node.mapping else {
      report(node, "'env' is a mapping of names to texts")
      return [:]
    }
    var variables: [String: String] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard isVariableName(name) else {
        report(key, "'\(name)' is no name of a variable; use letters, digits and '_'")
        continue
      }
      variables[name] = scalar(value, "a text", { $0.utf8.contains(0) ? nil : $0 })
    }
    return variables
  }

  private func isVariableName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9") ~= first) else {
      return false
    }
    return name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_")
    }
  }

  /// The elements of a list.
  mutating func list(_ node: Yams.Node) -> [Yams.Node] {
    if let sequence = node.sequence { return Array(sequence) }
    report(node, "expected a list, each line starting with '-'")
    return []
  }

  mutating func scalar<Value>(
    _ node: Yams.Node, _ expected: String, _ read: (String) -> Value?
  ) -> Value? {
    guard let text = node.scalar?.string else {
      report(node, "expected \(expected)")
      return nil
    }
    let value = read(text)
    if value == nil { report(node, "expected \(expected), not '\(text)'") }
    return value
  }

  mutating func report(_ node: Yams.Node, _ message: String) {
    diagnostics.append(
      Diagnostic(
        .error, at: text.location(node.mark), message, length: node.scalar?.string.utf8.count ?? 1))
  }
}
