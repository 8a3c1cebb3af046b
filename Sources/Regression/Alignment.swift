/// Which elements of a new sequence stand for which of an old one.
///
/// An old element may be wild: it stands for any number of new ones. The rest is a shortest edit
/// script (Myers, 1986); where that would take more than `limit` edits, only elements that are the
/// same and unique in both are taken for each other, so that long texts cost time in proportion to
/// their length.
struct Alignment {
  enum Step: Hashable {
    case match(Int, Int)
    case wild(Int, Range<Int>)
    case replace(Range<Int>, Range<Int>)
  }

  private(set) var steps: [Step] = []

  static let limit = 400

  /// - Parameters:
  ///   - keys: what is the same in the fallback has the same key
  ///   - isWild: whether an old element stands for any new ones
  ///   - matches: whether a new element stands for an old one
  init<Key: Hashable>(
    _ oldCount: Int, _ newCount: Int, keys: (old: (Int) -> Key, new: (Int) -> Key),
    isWild: (Int) -> Bool = { _ in false }, matches: (Int, Int) -> Bool
  ) {
    var start = 0
    while start < oldCount, start < newCount, !isWild(start), matches(start, start) { start += 1 }
    var (oldEnd, newEnd) = (oldCount, newCount)
    while oldEnd > start, newEnd > start, !isWild(oldEnd - 1), matches(oldEnd - 1, newEnd - 1) {
      (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
    }
    let tame = (start..<oldEnd).filter { !isWild($0) }
    let pairs =
      Alignment.shortest(tame.count, newEnd - start) { matches(tame[$0], start + $1) }
      ?? Alignment.anchors(
        tame.map(keys.old), (start..<newEnd).map(keys.new),
        matches: { matches(tame[$0], start + $1) })

    for index in 0..<start { steps.append(.match(index, index)) }
    var (oldDone, newDone) = (start, start)
    for pair in pairs {
      let (old, new) = (tame[pair.0], start + pair.1)
      addGap(oldDone..<old, newDone..<new, isWild)
      steps.append(.match(old, new))
      (oldDone, newDone) = (old + 1, new + 1)
    }
    addGap(oldDone..<oldEnd, newDone..<newEnd, isWild)
    for offset in 0..<oldCount - oldEnd { steps.append(.match(oldEnd + offset, newEnd + offset)) }
  }

  /// Elements that stand for each other by no means: what is wild takes the new ones, but as many as
  /// there are old ones before and behind it.
  private mutating func addGap(_ old: Range<Int>, _ new: Range<Int>, _ isWild: (Int) -> Bool) {
    guard let first = old.first(where: isWild), let last = old.last(where: isWild) else {
      if !old.isEmpty || !new.isEmpty { steps.append(.replace(old, new)) }
      return
    }
    let head = new.lowerBound + min(first - old.lowerBound, new.count)
    let tail = max(head, new.upperBound - (old.upperBound - last - 1))
    addGap(old.lowerBound..<first, new.lowerBound..<head, { _ in false })
    var taken = head..<tail
    for index in first...last {
      if isWild(index) {
        steps.append(.wild(index, taken))
        taken = tail..<tail
      } else {
        steps.append(.replace(index..<index + 1, tail..<tail))
      }
    }
    addGap(last + 1..<old.upperBound, tail..<new.upperBound, { _ in false })
  }

  /// The matches of a shortest edit script; `nil` if it has more than `limit` edits.
  private static func shortest(
    _ oldCount: Int, _ newCount: Int, matches: (Int, Int) -> Bool
  ) -> [(Int, Int)]? {
    if oldCount == 0 || newCount == 0 { return [] }
    // Furthest old index on each diagonal old − new, by the number of edits.
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    let middle = limit + 1
    var trace: [[Int]] = []
    for edits in 0...limit {
      trace.append(furthest)
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits
          || diagonal != edits
            && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
        var old =
          isDown ? furthest[middle + diagonal + 1] : furthest[middle + diagonal - 1] + 1
        while old < oldCount, old - diagonal < newCount, old - diagonal >= 0,
          matches(old, old - diagonal)
        {
          old += 1
        }
        furthest[middle + diagonal] = old
        if old >= oldCount, old - diagonal >= newCount {
          return backtracked(trace, oldCount, newCount, middle)
        }
      }
    }
    return nil
  }

  private static func backtracked(
    _ trace: [[Int]], _ oldCount: Int, _ newCount: Int, _ middle: Int
  ) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (old, new) = (oldCount, newCount)
    for (edits, furthest) in trace.enumerated().reversed() {
      let diagonal = old - new
      let isDown =
        diagonal == -edits
        || diagonal != edits && furthest[middle + diagonal - 1] < furthest[middle + diagonal + 1]
      let before = isDown ? diagonal + 1 : diagonal - 1
      let oldBefore = edits == 0 ? 0 : furthest[middle + before]
      let newBefore = edits == 0 ? 0 : oldBefore - before
      while old > oldBefore, new > newBefore {
        (old, new) = (old - 1, new - 1)
        pairs.append((old, new))
      }
      (old, new) = (oldBefore, newBefore)
    }
    return pairs.reversed()
  }

  /// Elements whose key stands once on each side, in increasing order on both, and what matches
  /// right behind them.
  private static func anchors<Key: Hashable>(
    _ old: [Key], _ new: [Key], matches: (Int, Int) -> Bool
  ) -> [(Int, Int)] {
    func unique(_ keys: [Key]) -> [Key: Int] {
      var places: [Key: Int?] = [:]
      for (index, key) in keys.enumerated() {
        places.updateValue(places[key] == nil ? index : nil, forKey: key)
      }
      return places.compactMapValues { $0 }
    }
    let (oldPlaces, newPlaces) = (unique(old), unique(new))
    let candidates = oldPlaces.compactMap { key, place in newPlaces[key].map { (place, $0) } }
      .sorted { $0.0 < $1.0 }
    // The longest run of candidates that increases on the new side too (patience sorting).
    var piles: [Int] = []
    var before = [Int?](repeating: nil, count: candidates.count)
    for (index, candidate) in candidates.enumerated() {
      var (low, high) = (0, piles.count)
      while low < high {
        let pile = (low + high) / 2
        if candidates[piles[pile]].1 < candidate.1 { low = pile + 1 } else { high = pile }
      }
      before[index] = low > 0 ? piles[low - 1] : nil
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var chain: [(Int, Int)] = []
    var next = piles.last
    while let index = next {
      chain.append(candidates[index])
      next = before[index]
    }
    var pairs: [(Int, Int)] = []
    let anchors = Array(chain.reversed())
    for (index, anchor) in anchors.enumerated() {
      var (i, j) = anchor
      let end = index + 1 < anchors.count ? anchors[index + 1] : (old.count, new.count)
      repeat {
        pairs.append((i, j))
        (i, j) = (i + 1, j + 1)
      } while i < end.0 && j < end.1 && matches(i, j)
    }
    return pairs
  }
}
