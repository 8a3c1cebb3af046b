import ArgumentParser
import Execution

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Say what Gradus finds on this machine and what is missing.")

  func run() throws {
    let terminal = Terminal(isQuiet: false)
    var isSound = true
    func examine(_ what: String, _ find: () throws(ExecutionError) -> String) {
      do throws(ExecutionError) {
        terminal.say("\(what): \(try find())")
      } catch {
        terminal.complain("\(what): \(error)\n")
        isSound = false
      }
    }
    examine("toolchain") { () throws(ExecutionError) in try Toolchain.current().root }
    examine("runtime") { () throws(ExecutionError) in try Installation.current().home }
    examine("cache") { () throws(ExecutionError) in try UnitCache.standard().root }
    if !isSound { try ExitStatus.unavailable.leave() }
  }
}
