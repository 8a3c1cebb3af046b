import GradusProbability
import GradusTensors

extension Catalogue {
  mutating func addReductions() {
    let whole: [(String, (Tensor) -> Tensor)] = [
      ("sum", { $0.sum() }), ("mean", { $0.mean() }), ("amax", { $0.amax() }),
      ("max", { $0.max() }), ("argmax", { $0.argMax() }), ("norm", { $0.norm() }),
    ]
    for (name, operation) in whole { square("\(name)_all", operation) }
    let along: [(String, (Tensor, Int) -> AnyObject)] = [
      ("sum", { $0.sum(axis: $1) }), ("mean", { $0.mean(axis: $1) }),
      ("amax", { $0.amax(axis: $1) }), ("max", { $0.max(axis: $1).indices }),
      ("argmax", { $0.argMax(axis: $1) }),
    ]
    for (name, operation) in along {
      for axis in 0...1 {
        add("\(name)_d\(axis)/4096x4096") {
          let x = rand([4096, 4096])
          return { keep(operation(x, axis)) }
        }
      }
    }
    add("sum_all/1e5") {
      let x = rand([100_000])
      return { keep(x.sum()) }
    }
    add("sum_all/4096x4096/f64") {
      let x = rand([4096, 4096], dtype: .float64)
      return { keep(x.sum()) }
    }
    add("cumsum/1e7") {
      let x = rand([10_000_000])
      return { keep(x.cumsum(axis: 0)) }
    }
    for (name, operation) in [
      ("softmax", { softmax($0, axis: 1) }), ("log_softmax", { logSoftmax($0, axis: 1) }),
      ("layer_norm", { layerNorm($0, [1024]) }),
    ] as [(String, (Tensor) -> Tensor)] {
      add("\(name)/1024x1024") {
        let x = randn([1024, 1024])
        return { keep(operation(x)) }
      }
    }
    square("transpose_copy") { $0.transposed().contiguous() }
  }

  private mutating func square(_ name: String, _ operation: @escaping (Tensor) -> Tensor) {
    add("\(name)/4096x4096") {
      let x = rand([4096, 4096])
      return { keep(operation(x)) }
    }
  }
}
