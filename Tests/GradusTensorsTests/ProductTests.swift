import GradusKernels
import GradusTensors
import Testing

/// Every element of a product is one chain of multiply-adds, whatever tiles and threads make of it.
@Suite(.serialized) struct ProductTests {
  /// How the rows of an operand lie in memory.
  enum Layout: CaseIterable {
    case plain, transposed, apart
  }

  struct Sizes: CustomTestStringConvertible, Sendable {
    let m: Int
    let k: Int
    let n: Int
    var testDescription: String { "\(m)×\(k)×\(n)" }
  }

  // Below and above a tile, a depth of tiles, a block of rows and of columns.
  static let sizes = [
    Sizes(m: 1, k: 700, n: 100), Sizes(m: 12, k: 40, n: 32), Sizes(m: 25, k: 600, n: 70),
    Sizes(m: 131, k: 96, n: 256), Sizes(m: 150, k: 1100, n: 33), Sizes(m: 16, k: 30, n: 2100),
    Sizes(m: 1100, k: 300, n: 65),
  ]

  @Test("A product is the chain of its multiply-adds", arguments: sizes)
  func chains(_ sizes: Sizes) {
    let before = gk_thread_count()
    defer { gk_set_thread_count(before) }
    let a = Self.numbers(sizes.m, sizes.k)
    let b = Self.numbers(sizes.k, sizes.n)
    let chains = Self.chains(a, b, sizes)
    for threads: Int32 in [1, 2, 3] {
      gk_set_thread_count(threads)
      for (rows, columns) in [(a, b), (Self.laid(a, .transposed), b), (Self.laid(a, .apart), b)]
        + Layout.allCases.map({ (a, Self.laid(b, $0)) })
        + [(Self.laid(a, .transposed), Self.laid(b, .transposed))]
      {
        #expect([Float](matmul(rows, columns)) == chains)
      }
    }
  }

  private static func numbers(_ rows: Int, _ columns: Int) -> Tensor {
    let t = sin(arange(rows * columns, dtype: .float64) * 12.9898) * 43758.5453
    return (t - floor(t) - 0.5).to(.float32).reshaped(rows, columns)
  }

  /// The same matrix, lying in memory as told; `apart` puts its rows at a distance of whole pages.
  private static func laid(_ x: Tensor, _ layout: Layout) -> Tensor {
    switch layout {
    case .plain: return x
    case .transposed: return x.transposed().contiguous().transposed()
    case .apart:
      let width = (x.shape[1] + 1023) / 1024 * 1024
      return concatenated([x, zeros(x.shape[0], width - x.shape[1])], axis: 1)[.all, ..<x.shape[1]]
    }
  }

  private static func chains(_ a: Tensor, _ b: Tensor, _ sizes: Sizes) -> [Float] {
    let (x, y) = ([Float](a), [Float](b))
    var sums = [Float](repeating: 0, count: sizes.m * sizes.n)
    for i in 0..<sizes.m {
      for p in 0..<sizes.k {
        let factor = x[i * sizes.k + p]
        for j in 0..<sizes.n {
          sums[i * sizes.n + j].addProduct(factor, y[p * sizes.n + j])
        }
      }
    }
    return sums
  }
}
