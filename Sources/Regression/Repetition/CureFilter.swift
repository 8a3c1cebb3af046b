import Diagnostics
import Notebooks

/// Filters that are offered for what moves in outputs.
enum CureFilter: CaseIterable {
  case uuid, address, date, time, duration

  var pattern: String {
    switch self {
    case .uuid: "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
    case .address: "0x[0-9a-f]{4,}"
    case .date: "[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?)?"
    case .time: "[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?"
    case .duration: "[0-9]+(\\.[0-9]+)?(e-?[0-9]+)? ?(ns|µs|us|ms|s|seconds?)\\b"
    }
  }

  var replacement: String {
    switch self {
    case .uuid: "UUID"
    case .address: "ADDRESS"
    case .date: "DATE"
    case .time: "TIME"
    case .duration: "DURATION"
    }
  }

  var filter: OutputFilter {
    guard let pattern = try? Pattern(pattern) else {
      preconditionFailure("'\(pattern)' is a regular expression")
    }
    return OutputFilter(
      pattern: pattern, replacement: replacement,
      location: SourceLocation(file: "", line: 1, column: 1))
  }
}
