import Diagnostics
import Notebooks

/// What became of one cell.
package struct CellResult: Sendable {
  package enum Status: Sendable {
    /// It ran, or failed as its options say it must, or only had to compile.
    case succeeded
    /// Its options say that it is no cell.
    case skipped
    /// It did not compile, or stopped while it ran; the diagnostics say why.
    case failed
    /// It was not run: it uses what the named cell should have made.
    case blocked(by: Int)
    /// It was not run for a reason of the session's.
    case notRun(reason: String)
  }

  package let cell: Int
  package var status: Status
  /// What it showed; what a failing cell showed until it stopped is not to be recorded.
  package var output = CellOutput()
  /// The images that the output refers to.
  package var assets: [Asset] = []
  package var diagnostics: [Diagnostic] = []
  package var runTime: Duration = .zero
  /// Its share of the time that the unit it is part of took to compile.
  package var compileTime: Duration = .zero

  package init(
    cell: Int, status: Status, output: CellOutput = CellOutput(), diagnostics: [Diagnostic] = []
  ) {
    (self.cell, self.status) = (cell, status)
    (self.output, self.diagnostics) = (output, diagnostics)
  }

  package var isSuccess: Bool {
    switch status {
    case .succeeded, .skipped: true
    default: false
    }
  }
}

/// One value shown by a cell, in the forms it offers, best first.
package struct Display: Hashable, Sendable {
  package struct Form: Hashable, Sendable {
    package let type: String
    package let content: [UInt8]
  }
  package let forms: [Form]

  package func text(_ type: String) -> String? {
    forms.first { $0.type == type }.map { String(decoding: $0.content, as: UTF8.self) }
  }
}
