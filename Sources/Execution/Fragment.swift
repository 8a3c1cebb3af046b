import Diagnostics
import SwiftParser
import SwiftSyntax

/// A block of Swift that is there to be read: it cannot compile or run as it stands, and its author
/// means it so.
package struct Fragment: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Lines of a package's manifest.
    case manifest
    /// A declaration without its body.
    case signature
    /// Code with parts left out.
    case elision
    /// Code with what it shows between the lines.
    case transcript
    /// A member without the type around it.
    case member
    /// It imports what is not on this machine.
    case module
    /// It uses names that nothing declares.
    case undeclared
    /// It compiles, but needs something that is not there when it runs.
    case setting
  }

  package let kind: Kind
  /// What it looks like, in the words of a sentence that begins with 'it'.
  package let reason: String
  /// The option that says so.
  package var option: String { kind == .setting ? "compile-only" : "skip" }

  /// What the text alone tells.
  package init?(written code: String) { self.init(written: code, Parser.parse(source: code)) }

  /// - Parameter tree: of the code
  init?(written code: String, _ tree: SourceFileSyntax) {
    let finder = FragmentFinder(code, tree)
    guard let found = finder.kind else { return nil }
    kind = found
    reason =
      switch found {
      case .manifest: "shows lines of a package's manifest"
      case .signature: "declares something without a body"
      case .elision: "leaves parts out"
      case .transcript: "shows results between its lines"
      default: "shows a member without the type around it"
      }
  }

  /// What the text and the failure of a cell tell.
  ///
  /// - Parameters:
  ///   - result: of a cell that was to run
  ///   - declared: all names that cells of the document declare
  package init?(_ code: String, _ result: CellResult, declared: Set<String>) {
    guard case .failed = result.status else { return nil }
    let errors = result.diagnostics.filter { $0.severity == .error }.map(\.message)
    if let written = Fragment(written: code) {
      self = written
    } else if let module = errors.lazy.compactMap(Self.missingModule).first {
      (kind, reason) = (.module, "imports '\(module)', which is not to be had here")
    } else if errors.contains(where: Self.isAboutMembers) {
      (kind, reason) = (.member, "shows a member without the type around it")
    } else if !errors.isEmpty, errors.allSatisfy({ $0.hasSuffix("used before being initialized") })
    {
      (kind, reason) = (.signature, "declares something without a value")
    } else if errors.contains(where: { $0.hasPrefix("missing return in") }), Self.isElided(code) {
      (kind, reason) = (.elision, "leaves parts out")
    } else if let names = Self.undeclared(errors) {
      kind = .undeclared
      let later = names.first { declared.contains($0) }
      reason =
        later.map { "uses '\($0)', which another block declares" }
        ?? "uses \(names.map { "'\($0)'" }.joined(separator: ", ")), which no block declares"
    } else if result.hasRun, let first = errors.first {
      (kind, reason) = (.setting, "compiles, and stops when it runs: \(first)")
    } else {
      return nil
    }
  }

  private static func missingModule(_ message: String) -> Substring? {
    message.firstMatch(of: /^no such module '(.+)'/)?.output.1
  }

  private static func isAboutMembers(_ message: String) -> Bool {
    message.contains("may only be declared within a type")
      || message.contains("may only be declared on a type")
      || message.contains("is only valid on methods")
      || message.contains("'case' is not allowed outside of an enum")
      || message.contains("property wrappers are not yet supported in top-level code")
  }

  /// Whether a comment stands where code should.
  private static func isElided(_ code: String) -> Bool {
    code.contains(/\{\s*(\/\/[^\n]*\s*|\/\*.*?\*\/\s*)+\}/)
  }

  /// The names that are all that is wrong.
  private static func undeclared(_ errors: [String]) -> [String]? {
    var names: [String] = []
    for error in errors {
      guard let match = error.firstMatch(of: /^cannot find (?:type )?'([^']+)' in scope/) else {
        return nil
      }
      let name = String(match.output.1)
      if !names.contains(name) { names.append(name) }
    }
    return names.isEmpty ? nil : names
  }
}

extension CellResult {
  /// Whether the cell compiled and began.
  var hasRun: Bool { runTime > .zero }
}
