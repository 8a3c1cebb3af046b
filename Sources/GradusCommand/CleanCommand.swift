import ArgumentParser
import Execution

struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean", abstract: "Empty the cache of compiled cells and built packages.")

  func run() throws {
    do throws(ExecutionError) {
      try UnitCache.standard().clear()
    } catch {
      Terminal(isQuiet: false).complain("gradus: \(error)\n")
      try error.exitStatus.leave()
    }
  }
}
