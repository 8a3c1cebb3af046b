import Glibc

/// The modules that cells can import: the toolchain's, the runtime's, and those of packages.
package struct ImportableModules: Sendable {
  private let folders: [String]

  package init(
    _ toolchain: Toolchain, _ installation: Installation, packages: PackageLibrary = .none
  ) {
    folders =
      [
        installation.modules, toolchain.libraries,
        toolchain.libraries + "/" + Toolchain.architecture,
      ] + packages.moduleFolders
  }

  package func contains(_ module: String) -> Bool {
    folders.contains { access("\($0)/\(module).swiftmodule", F_OK) == 0 }
  }
}
