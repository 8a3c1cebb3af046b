extension DocumentReport {
  /// The report as a page.
  var markdown: String {
    let all = packages.flatMap(\.documents)
    let failures = all.flatMap(\.failures)
    var text = """
      # The documents of eight packages

      `make package-documents` fetches eight public packages, runs `gradus check --json` in each and
      writes this page and [the same as data](PackageDocuments.json). The documents are those of the
      package, README files, guides and DocC articles, and not a byte of them is changed.

      Of \(all.reduce(0) { $0 + $1.blocks }) Swift blocks in \(all.count) documents \
      \(all.reduce(0) { $0 + $1.ran }) ran, \(failures.count) failed, and \
      \(all.reduce(0) { $0 + $1.notRun }) were not run
      because they depend on one that failed. A document that imports nothing of its package was given
      the package's module with `--import`; without it \(all.reduce(0) { $0 + $1.ranAlone }) blocks run.

      | package | documents | blocks | ran | failed | not run |
      | --- | --- | --- | --- | --- | --- |

      """
    for package in packages {
      func sum(_ part: (Document) -> Int) -> Int { package.documents.reduce(0) { $0 + part($1) } }
      text +=
        "| \(package.package) \(package.version) | \(package.documents.count) | \(sum(\.blocks)) | "
        + "\(sum(\.ran)) | \(sum(\.failed)) | \(sum(\.notRun)) |\n"
    }
    text += "\n## Why blocks fail\n\n| what the block is | blocks |\n| --- | --- |\n"
    for (kind, meaning) in Self.kinds {
      let count = failures.count { $0.kind == kind }
      if count > 0 { text += "| \(meaning) | \(count) |\n" }
    }
    text += """

      All but the last kind are fragments: written to be read, and `gradus check --adopt` marks them.
      Those of the last kind were looked at one by one. None is Gradus's: each fails in a Swift file too.

      | block | what the compiler says | why |
      | --- | --- | --- |

      """
    for package in packages {
      for document in package.documents {
        for failure in document.failures where failure.kind == "other" {
          text +=
            "| \(package.package), \(document.path):\(failure.line) | \(cell(failure.reason)) | "
            + "\(cell(failure.verdict ?? "")) |\n"
        }
      }
    }
    text += """

      ## Document by document

      | document | given | blocks | ran | failed | not run |
      | --- | --- | --- | --- | --- | --- |

      """
    for package in packages {
      for document in package.documents {
        text +=
          "| \(package.package), \(document.path) | \(document.given ?? "") | \(document.blocks) | "
          + "\(document.ran) | \(document.failed) | \(document.notRun) |\n"
      }
    }
    return text
  }

  private func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ").replacing("<", with: "&lt;")
      .replacing("*", with: "\\*").replacing("_", with: "\\_")
  }
}
