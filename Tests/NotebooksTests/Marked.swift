import Diagnostics

/// A text in which `▸` stands in front of the places a test is about.
struct Marked {
  /// The text without the marks.
  let text: String
  /// The places that were marked, in order.
  let places: [Place]

  struct Place: Hashable, CustomStringConvertible {
    let line: Int
    let column: Int

    var description: String { "\(line):\(column)" }
  }

  init(_ marked: String) {
    var text = ""
    var places: [Place] = []
    var line = 1
    var column = 1
    for scalar in marked.unicodeScalars {
      if scalar == "▸" {
        places.append(Place(line: line, column: column))
        continue
      }
      text.unicodeScalars.append(scalar)
      column += String(scalar).utf8.count
      if scalar == "\n" { (line, column) = (line + 1, 1) }
    }
    self.text = text
    self.places = places
  }

  var bytes: [UInt8] { Array(text.utf8) }
}

extension Diagnostics.SourceLocation {
  var place: Marked.Place { Marked.Place(line: line, column: column) }
}
