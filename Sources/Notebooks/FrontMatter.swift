import Diagnostics

/// The settings of a whole notebook.
package struct FrontMatter: Hashable, Sendable {
  /// The seed of the random number generators.
  package var seed: UInt64 = 0
  /// Whether the file or its project says the seed.
  package var statesSeed = false
  /// How long a cell may run that says nothing itself.
  package var timeout: Duration = .seconds(60)
  /// The tolerance of numbers in outputs; `nil` compares them as text.
  package var tolerance: Tolerance?
  /// What is replaced in recorded and captured outputs before they are compared.
  package var filters: [OutputFilter] = []
  /// Whether new and missing outputs are differences; `nil` if the file does not say.
  package var outputs: OutputPolicy?
  /// The version of the compiler whose diagnostics are recorded, such as `6.2` or `6.2.1`.
  package var compiler: String?
  package var languageMode = LanguageMode.swift5
  /// Whether all cells are compiled with optimisation.
  package var optimize = false
  package var packages: [PackageReference] = []
  /// Modules that all cells see without importing them.
  package var imports: [String] = []
  /// Variables added to the environment of the cells.
  package var env: [String: String] = [:]

  package init() {}
}

package enum OutputPolicy: String, Hashable, Sendable, CaseIterable {
  /// A new or a missing output is a difference.
  case strict
  /// Only recorded outputs are compared, and none are added.
  case lax
}

package enum LanguageMode: String, Hashable, Sendable, CaseIterable {
  case swift5 = "5"
  case swift6 = "6"
}

/// Replaces every match of a pattern in a line of an output.
package struct OutputFilter: Hashable, Sendable {
  package let pattern: Pattern
  /// The text for a match; `$1` stands for what the first group matched, `$0` for all of it, and
  /// `$$` for a dollar sign.
  package let replacement: String
  package let location: SourceLocation

  package init(pattern: Pattern, replacement: String, location: SourceLocation) {
    self.pattern = pattern
    self.replacement = replacement
    self.location = location
  }
}

/// A Swift package whose libraries the cells may import.
package struct PackageReference: Hashable, Sendable {
  package enum Origin: Hashable, Sendable {
    /// A folder, relative to the notebook's.
    case path(String)
    /// A repository and the versions allowed.
    case url(String, Requirement)
  }

  package enum Requirement: Hashable, Sendable {
    case from(String)
    case exact(String)
    case branch(String)
    case revision(String)
  }

  package let origin: Origin
  /// The products to link; all library products if empty.
  package let products: [String]
  package let location: SourceLocation

  package init(origin: Origin, products: [String], location: SourceLocation) {
    self.origin = origin
    self.products = products
    self.location = location
  }
}
