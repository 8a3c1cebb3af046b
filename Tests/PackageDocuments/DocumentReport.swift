import Foundation

/// What became of the blocks of all documents.
struct DocumentReport: Codable {
  struct Package: Codable {
    let package: String
    let version: String
    var documents: [Document]
  }

  struct Document: Codable {
    let path: String
    /// The module that was imported for a document that imports nothing of its package.
    let given: String?
    let blocks: Int
    let ran: Int
    let failed: Int
    let notRun: Int
    /// How many ran without the import.
    let ranAlone: Int
    let failures: [Failure]
  }

  struct Failure: Codable {
    let line: Int
    /// The kind of fragment; `other` for what is none.
    let kind: String
    let reason: String
    /// What looking at it showed, for those that are no fragment.
    let verdict: String?
  }

  var packages: [Package]

  static let kinds: [(name: String, meaning: String)] = [
    ("manifest", "lines of a package's manifest"),
    ("signature", "a declaration without its body"),
    ("elision", "code with parts left out"),
    ("transcript", "code with its results between the lines"),
    ("member", "a member without the type around it"),
    ("module", "imports what Linux does not have, or what no product of the package brings"),
    ("undeclared", "uses names that no block declares, or only a later one"),
    ("setting", "compiles, and needs something that is not there when it runs"),
    ("other", "does not compile, and looks as if it should"),
  ]
}

extension DocumentReport.Document {
  init(
    _ book: Checked.Book, alone: Checked.Book, given: String?, verdicts: [String: String],
    package: String
  ) {
    path = book.path.hasPrefix("./") ? String(book.path.dropFirst(2)) : book.path
    self.given = given
    blocks = book.cells.count
    func count(_ outcome: String, _ book: Checked.Book) -> Int {
      book.cells.count { $0.outcome == outcome }
    }
    ran = count("agrees", book)
    failed = count("failed", book)
    notRun = count("notRun", book)
    ranAlone = count("agrees", alone)
    let path = path
    failures = book.cells.filter { $0.outcome == "failed" }.map { cell in
      let error = cell.messages.first { $0.severity == "error" }?.message ?? ""
      let verdict = verdicts["\(package)/\(path):\(cell.line)"]
      return DocumentReport.Failure(
        line: cell.line, kind: cell.suggestion?.kind ?? "other",
        reason: cell.suggestion?.reason ?? error,
        verdict: cell.suggestion == nil ? verdict ?? "not looked at" : nil)
    }
  }
}
