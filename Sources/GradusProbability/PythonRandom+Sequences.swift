import Glibc

extension PythonRandom {
  /// Brings the elements into random order.
  public func shuffle<Element>(_ elements: inout [Element]) {
    for i in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(i, randint(0, i))
    }
  }

  /// `count` different elements.
  public func sample<Elements: Collection>(
    _ elements: Elements, _ count: Int
  ) -> [Elements.Element] {
    var pool = Array(elements)
    precondition(0...pool.count ~= count, "Sample larger than population or is negative")
    var result: [Elements.Element] = []
    // Python takes a set of indices where it needs less room than a list of the elements.
    let room = count > 5 ? 21 + Int(pow(4, ceil(log(Double(count * 3)) / log(4)))) : 21
    if pool.count <= room {
      for i in 0..<count {
        let j = randint(0, pool.count - i - 1)
        result.append(pool[j])
        pool[j] = pool[pool.count - i - 1]
      }
    } else {
      var taken: Set<Int> = []
      while result.count < count {
        let j = randint(0, pool.count - 1)
        if taken.insert(j).inserted { result.append(pool[j]) }
      }
    }
    return result
  }

  /// `count` elements, each drawn anew with probabilities in proportion to `weights`.
  public func choices<Elements: Collection>(
    _ elements: Elements, weights: [Double]? = nil, count: Int = 1
  ) -> [Elements.Element] {
    let pool = Array(elements)
    guard let weights else {
      return (0..<count).map { _ in
        pool[Int(floor(random() * Double(pool.count)))]
      }
    }
    precondition(weights.count == pool.count, "The number of weights does not match the population")
    var total = 0.0
    let limits = weights.map { weight in
      total += weight
      return total
    }
    return (0..<count).map { _ in
      let target = random() * total
      return pool[min(limits.firstIndex { target < $0 } ?? pool.count - 1, pool.count - 1)]
    }
  }
}
