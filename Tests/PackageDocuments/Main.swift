import Foundation

/// Checks the documents of public packages as they are and writes what became of them.
///
///     package-documents GRADUS SCRATCH PAGE DATA VERDICTS
@main enum Main {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6 else {
      print("usage: package-documents GRADUS SCRATCH PAGE DATA VERDICTS")
      exit(64)
    }
    let files = FileManager.default
    func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }
    let (gradus, scratch) = (absolute(arguments[1]), absolute(arguments[2]))
    let verdicts = try JSONDecoder().decode(
      [String: String].self, from: Data(contentsOf: URL(fileURLWithPath: arguments[5])))
    try files.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    try CheckedPackage.manifest.write(
      toFile: scratch + "/Package.swift", atomically: true, encoding: .utf8)
    try "".write(toFile: scratch + "/Empty.swift", atomically: true, encoding: .utf8)
    _ = try output(of: "/usr/bin/env", ["swift", "package", "resolve"], in: scratch)

    var report = DocumentReport(packages: [])
    for package in CheckedPackage.all {
      let copy = scratch + "/documents/" + package.name
      if !files.fileExists(atPath: copy) {
        try files.createDirectory(
          atPath: scratch + "/documents", withIntermediateDirectories: true)
        try files.copyItem(atPath: scratch + "/.build/checkouts/" + package.name, toPath: copy)
      }
      print("\(package.name) \(package.version)")
      report.packages.append(
        DocumentReport.Package(
          package: package.name, version: package.version,
          documents: try documents(of: package, in: copy, gradus, verdicts)))
      let changes = try output(of: "/usr/bin/env", ["git", "status", "--porcelain"], in: copy)
      guard changes.isEmpty else {
        print("files were changed: \(String(decoding: changes, as: UTF8.self))")
        exit(1)
      }
    }
    try report.markdown.write(toFile: arguments[3], atomically: true, encoding: .utf8)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    var data = try encoder.encode(report)
    data.append(UInt8(ascii: "\n"))
    try data.write(to: URL(fileURLWithPath: arguments[4]))
  }

  private static func documents(
    of package: CheckedPackage, in folder: String, _ gradus: String, _ verdicts: [String: String]
  ) throws -> [DocumentReport.Document] {
    func check(_ arguments: [String]) throws -> [Checked.Book] {
      let data = try output(of: gradus, ["check", "--json"] + arguments, in: folder)
      return try JSONDecoder().decode(Checked.self, from: data).notebooks
        // A list of changes shows code of many versions.
        .filter { !$0.path.contains("CHANGELOG") }
    }
    return try check(["."]).map { alone in
      if let refusal = alone.refusal {
        print("\(alone.path): \(refusal)")
        exit(1)
      }
      let needsImport = alone.advice?.hasPrefix("no cell imports") ?? false
      let book =
        needsImport ? try check(["--import", package.module, alone.path]).first ?? alone : alone
      return DocumentReport.Document(
        book, alone: alone, given: needsImport ? package.module : nil, verdicts: verdicts,
        package: package.name)
    }
  }
}
