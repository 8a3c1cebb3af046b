import ArgumentParser

/// A part of a collection for one of several machines: of every so many notebooks in a row the one
/// with this number.
struct Shard: ExpressibleByArgument {
  let number: Int
  let count: Int

  init?(argument: String) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], number >= 1,
      number <= count
    else {
      return nil
    }
    (self.number, self.count) = (number, count)
  }

  func takes(_ index: Int) -> Bool { index % count == number - 1 }
}
