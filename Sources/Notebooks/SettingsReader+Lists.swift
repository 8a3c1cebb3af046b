import Diagnostics
import Yams

extension SettingsReader {
  /// An element of `filters`: a pattern whose matches are left out, or a mapping of `pattern` and
  /// `replacement`.
  mutating func filter(_ node: Yams.Node) -> OutputFilter? {
    if node.scalar != nil {
      let location = text.location(node.mark)
      return pattern(node).map { OutputFilter(pattern: $0, replacement: "", location: location) }
    }
    guard let fields = fields(node, required: "pattern", optional: ["replacement"]) else {
      return nil
    }
    let replacement = fields["replacement"].flatMap { scalar($0, "a text", { $0 }) } ?? ""
    let location = text.location(fields["pattern"]?.mark ?? node.mark)
    return fields["pattern"].flatMap { pattern($0) }
      .map { OutputFilter(pattern: $0, replacement: replacement, location: location) }
  }

  private mutating func pattern(_ node: Yams.Node) -> Pattern? {
    guard let source = scalar(node, "a regular expression", { $0 }) else { return nil }
    do {
      return try Pattern(source)
    } catch {
      report(node, "'\(source)' is not a regular expression: \(error)")
      return nil
    }
  }

  /// An element of `packages`: the path of a folder, or a mapping of `path` or `url` and more.
  mutating func package(_ node: Yams.Node) -> PackageReference? {
    let location = text.location(node.mark)
    if let path = node.scalar?.string, !path.isEmpty {
      return PackageReference(origin: .path(path), products: [], location: location)
    }
    if node.mapping?["path"] != nil {
      guard let fields = fields(node, required: "path", optional: ["products"]) else { return nil }
      let products = products(fields)
      return fields["path"].flatMap { nonempty($0, "the path of a folder") }
        .map { PackageReference(origin: .path($0), products: products, location: location) }
    }
    let versions = ["from", "exact", "branch", "revision"]
    guard let fields = fields(node, required: "url", optional: versions + ["products"]) else {
      return nil
    }
    let products = products(fields)
    let given = versions.filter { fields[$0] != nil }
    guard given.count == 1, let version = fields[given[0]] else {
      report(node, "a package with a url has one of from, exact, branch and revision")
      return nil
    }
    guard let url = fields["url"].flatMap({ nonempty($0, "a url") }),
      let text = nonempty(version, "a version, branch or revision")
    else { return nil }
    let requirement: PackageReference.Requirement =
      switch given[0] {
      case "from": .from(text)
      case "exact": .exact(text)
      case "branch": .branch(text)
      default: .revision(text)
      }
    return PackageReference(
      origin: .url(url, requirement), products: products, location: location)
  }

  private mutating func products(_ fields: [String: Yams.Node]) -> [String] {
    guard let node = fields["products"] else { return [] }
    return list(node).compactMap { nonempty($0, "the name of a product") }
  }

  private mutating func nonempty(_ node: Yams.Node, _ expected: String) -> String? {
    scalar(node, expected) { $0.isEmpty ? nil : $0 }
  }

  /// The values of a mapping by key, when it has the required key and no key but those named.
  private mutating func fields(
    _ node: Yams.Node, required: String, optional: [String]
  ) -> [String: Yams.Node]? {
    let names = [required] + optional
    guard let mapping = node.mapping else {
      report(node, "expected a text, or a mapping of \(names.joined(separator: ", "))")
      return nil
    }
    var fields: [String: Yams.Node] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard names.contains(name) else {
        report(key, "unknown key '\(name)'; the keys are \(names.joined(separator: ", "))")
        return nil
      }
      fields[name] = value
    }
    if fields[required] == nil {
      report(node, "the key '\(required)' is missing")
      return nil
    }
    return fields
  }
}
