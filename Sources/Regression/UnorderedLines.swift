/// Recorded and captured lines as sets in which a line may stand several times.
struct UnorderedLines {
  private let recorded: [OutputLine]
  private let captured: [OutputLine]
  private let matcher: LineMatcher
  /// Whether a line of an ellipsis allows further lines.
  private let allowsMore: Bool

  /// More lines than this that are not equal are not searched for partners.
  private static let limit = 2000

  init(_ recorded: [OutputLine], _ captured: [OutputLine], _ matcher: LineMatcher) {
    allowsMore = recorded.contains { $0.isWild }
    self.recorded = recorded
    self.captured = captured
    self.matcher = matcher
  }

  var agree: Bool {
    let partners = self.partners
    let areAllFound = recorded.indices.allSatisfy { recorded[$0].isWild || partners[$0] != nil }
    return areAllFound && (allowsMore || partners.count == captured.count)
  }

  /// The captured line that stands for each recorded one, as far as there are any.
  var partners: [Int: Int] {
    var places: [[UInt8]: [Int]] = [:]
    for index in captured.indices.reversed() {
      places[captured[index].compared, default: []].append(index)
    }
    var partners: [Int: Int] = [:]
    var rest: [Int] = []
    for index in recorded.indices where !recorded[index].isWild {
      if let place = places[recorded[index].compared]?.popLast() {
        partners[index] = place
      } else {
        rest.append(index)
      }
    }
    let free = places.values.flatMap { $0 }.sorted()
    guard rest.count <= Self.limit, free.count <= Self.limit else { return partners }
    partners.merge(matched(rest, free)) { $1 }
    return partners
  }

  /// A largest matching, by augmenting paths (Kuhn, 1955).
  private func matched(_ rows: [Int], _ columns: [Int]) -> [Int: Int] {
    let choices = rows.map { row in
      columns.indices.filter { matcher.matches(recorded[row], captured[columns[$0]]) }
    }
    var owner = [Int?](repeating: nil, count: columns.count)
    for row in rows.indices {
      // A path of free and taken columns, found breadth first: recursion could take the stack.
      var cameFrom = [Int?](repeating: nil, count: columns.count)
      var queue = [row]
      var head = 0
      var end: Int?
      search: while head < queue.count {
        let current = queue[head]
        head += 1
        for column in choices[current] where cameFrom[column] == nil {
          cameFrom[column] = current
          guard let next = owner[column] else {
            end = column
            break search
          }
          queue.append(next)
        }
      }
      while let column = end {
        let from = cameFrom[column]!
        end = owner.firstIndex { $0 == from }
        owner[column] = from
      }
    }
    var result: [Int: Int] = [:]
    for (column, row) in owner.enumerated() {
      if let row { result[rows[row]] = columns[column] }
    }
    return result
  }
}
