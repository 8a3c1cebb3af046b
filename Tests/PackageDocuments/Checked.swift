import Foundation

/// The part of `gradus check --json` that the report is made of.
struct Checked: Decodable {
  struct Book: Decodable {
    let path: String
    let refusal: String?
    let advice: String?
    let cells: [Cell]
  }

  struct Cell: Decodable {
    let line: Int
    let outcome: String
    let suggestion: Suggestion?
    let messages: [Message]
  }

  struct Suggestion: Decodable {
    let kind: String
    let reason: String
  }

  struct Message: Decodable {
    let severity: String
    let message: String
  }

  let notebooks: [Book]
}

/// Runs a program to its end.
///
/// - Returns: standard output; other output goes where this process's goes
func output(
  of program: String, _ arguments: [String], in folder: String,
  environment: [String: String] = [:]
) throws -> Data {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: program)
  process.arguments = arguments
  process.currentDirectoryURL = URL(fileURLWithPath: folder)
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return data
}
