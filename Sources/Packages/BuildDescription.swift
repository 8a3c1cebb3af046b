import Execution
import Foundation

/// What the package manager wrote down about a build: how it compiles the wrapper's module, which is
/// how cells that import the packages are compiled.
struct BuildDescription {
  private struct File: Decodable {
    struct Command: Decodable {
      struct Input: Decodable { let name: String }
      let moduleName: String
      let otherArguments: [String]
      let sources: [String]
    }
    let swiftCommands: [String: Command]
  }

  private let commands: [File.Command]

  /// - Parameter folder: the build folder of the configuration
  init(in folder: String) throws(PackagesError) {
    do {
      let data = try Data(contentsOf: URL(fileURLWithPath: folder + "/description.json"))
      commands = Array(try JSONDecoder().decode(File.self, from: data).swiftCommands.values)
    } catch {
      throw .execution(.fault("the package manager's description of its build is not as known"))
    }
  }

  /// Arguments for the compiler: where the headers of C targets and the macros are.
  func arguments(ofModule module: String) throws(PackagesError) -> [String] {
    guard let all = commands.first(where: { $0.moduleName == module })?.otherArguments else {
      throw .execution(.fault("the package manager's description of its build has no '\(module)'"))
    }
    var arguments: [String] = []
    var rest = all[...]
    while let first = rest.popFirst() {
      switch first {
      case "-Xcc":
        guard let value = rest.popFirst(), !Self.idle.contains(value) else { continue }
        arguments += ["-Xcc", value]
      case "-Xfrontend":
        if let value = rest.popFirst() { arguments.append(value) }
      case "-I", "-F", "-load-plugin-executable", "-plugin-path", "-external-plugin-path":
        if let value = rest.popFirst() { arguments += [first, value] }
      default:
        if first.hasPrefix("-cxx-interoperability-mode") { arguments.append(first) }
      }
    }
    return arguments
  }

  /// What makes no difference for importing a header, only for the compiler's cache of modules.
  private static let idle: Set<String> = ["-fPIC", "-g", "-fno-omit-frame-pointer"]

  /// The operators of each module, with those of the modules that it re-exports.
  var operators: [String: [String]] {
    var declared: [String: [String]] = [:]
    var exported: [String: Set<String>] = [:]
    for command in commands {
      for source in command.sources {
        guard let text = try? readFile(source) else { continue }
        if text.contains("operator ") || text.contains("precedencegroup ") {
          declared[command.moduleName, default: []] += CellAnalysis(text).operators
        }
        if text.contains("@_exported") {
          let imports = text.matches(of: /@_exported\s+(?:public\s+)?import\s+([A-Za-z_]\w*)/)
          exported[command.moduleName, default: []].formUnion(imports.map { String($0.output.1) })
        }
      }
    }
    var all: [String: [String]] = [:]
    for module in Set(declared.keys).union(exported.keys) {
      var seen: Set<String> = []
      var rest = [module]
      while let next = rest.popLast() {
        guard seen.insert(next).inserted else { continue }
        rest += exported[next] ?? []
      }
      let found = seen.sorted().flatMap { declared[$0] ?? [] }
      if !found.isEmpty { all[module] = found }
    }
    return all
  }
}
