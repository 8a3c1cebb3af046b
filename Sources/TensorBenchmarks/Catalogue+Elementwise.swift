import GradusProbability
import GradusTensors

extension Catalogue {
  mutating func addElementwise() {
    let unary: [(String, (Tensor) -> Tensor)] = [
      ("exp", { exp($0) }), ("tanh", { tanh($0) }), ("sigmoid", { sigmoid($0) }),
      ("log", { log($0) }), ("relu", { relu($0) }), ("sqrt", { sqrt($0) }), ("sin", { sin($0) }),
    ]
    for n in [1000, 100_000, 10_000_000] {
      let size = Catalogue.tag(n)
      for (name, operation) in [("add", { $0 + $1 }), ("mul", { $0 * $1 }), ("div", { $0 / $1 })]
        as [(String, (Tensor, Tensor) -> Tensor)]
      {
        add("\(name)/\(size)") { Self.two(n, .float32, operation) }
      }
      add("add/\(size)/f64") { Self.two(n, .float64) { $0 + $1 } }
      for (name, operation) in unary {
        add("\(name)/\(size)") { Self.one(n, .float32, operation) }
      }
      for (name, operation) in unary where ["exp", "tanh", "log"].contains(name) {
        add("\(name)/\(size)/f64") { Self.one(n, .float64, operation) }
      }
    }
    add("add/1e7/i64") {
      let a = arange(10_000_000)
      return { keep(a + a) }
    }
    add("clone/1e7") { Self.one(10_000_000, .float32) { $0.clone() } }
    add("zeros/1e7") { { keep(zeros(10_000_000)) } }
    add("full/1e7") { { keep(full([10_000_000], 1.5)) } }
    add("arange/1e7") { { keep(arange(10_000_000, dtype: .float32)) } }
    addBroadcasts()
  }

  private mutating func addBroadcasts() {
    let cases: [(String, Shape, Shape)] = [
      ("bcast_outer/1000x1+1x1000", [1000, 1], [1, 1000]),
      ("bcast_row/4096x4096+4096", [4096, 4096], [4096]),
      ("bcast_col/4096x4096+4096x1", [4096, 4096], [4096, 1]),
    ]
    for (name, first, second) in cases {
      add(name) {
        let (a, b) = (rand(first), rand(second))
        return { keep(a + b) }
      }
    }
    add("add_transposed/2048x2048") {
      let (a, b) = (rand([2048, 2048]), rand([2048, 2048]).transposed())
      return { keep(a + b) }
    }
  }

  private static func one(_ n: Int, _ dtype: DType, _ operation: @escaping (Tensor) -> Tensor)
    -> Body
  {
    let a = rand([n], dtype: dtype) + 0.1
    return { keep(operation(a)) }
  }

  private static func two(
    _ n: Int, _ dtype: DType, _ operation: @escaping (Tensor, Tensor) -> Tensor
  ) -> Body {
    let (a, b) = (rand([n], dtype: dtype) + 0.1, rand([n], dtype: dtype) + 0.1)
    return { keep(operation(a, b)) }
  }
}
