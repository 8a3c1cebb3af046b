import GradusProbability
import GradusTensors

extension Catalogue {
  mutating func addProducts() {
    for n in [16, 64, 256, 1024, 2048] { product("matmul/\(n)", [n, n], [n, n], .float32) }
    for n in [64, 256, 1024] { product("matmul/\(n)/f64", [n, n], [n, n], .float64) }
    add("matmul_nt/256x784x256") {
      let (x, w) = (rand([256, 784]), rand([256, 784]))
      return { keep(matmul(x, w.transposed())) }
    }
    product("matvec/2048", [2048, 2048], [2048], .float32)
    add("einsum/bij,bjk->bik/16x128") {
      let (a, b) = (rand([16, 128, 128]), rand([16, 128, 128]))
      return { keep(einsum("bij,bjk->bik", a, b)) }
    }
  }

  private mutating func product(_ name: String, _ a: Shape, _ b: Shape, _ dtype: DType) {
    add(name) {
      let (a, b) = (rand(a, dtype: dtype), rand(b, dtype: dtype))
      return { keep(matmul(a, b)) }
    }
  }

  mutating func addIndexing() {
    add("index_rows/1e6x16") {
      let (x, i) = (rand([1_000_000, 16]), randint(0, 1_000_000, [100_000]))
      return { keep(x[i]) }
    }
    add("mask/1e7") {
      let x = rand([10_000_000])
      let mask = x .> 0.5
      return { keep(x[mask]) }
    }
    add("gather/4096x4096") {
      let (x, i) = (rand([4096, 4096]), randint(0, 4096, [4096, 1024]))
      return { keep(x.gather(axis: 1, i)) }
    }
    add("cat/8x1e6") {
      let parts = (0..<8).map { _ in rand([1_000_000]) }
      return { keep(concatenated(parts)) }
    }
    add("where/1e7") {
      let (x, y) = (rand([10_000_000]), rand([10_000_000]))
      let mask = x .> y
      return { keep(Tensor.where(mask, x, y)) }
    }
    add("sort/1e6") {
      let x = rand([1_000_000])
      return { keep(x.sorted().values) }
    }
  }

  mutating func addRandom() {
    add("rand/1e7") { { keep(rand([10_000_000])) } }
    add("randn/1e7") { { keep(randn([10_000_000])) } }
    add("randn/1e3") { { keep(randn([1000])) } }
    add("randint/1e7") { { keep(randint(0, 10, [10_000_000])) } }
    add("randperm/1e6") { { keep(randperm(1_000_000)) } }
    add("multinomial/1e6of6") {
      let p = full([6], 1.0 / 6)
      return { keep(multinomial(p, 1_000_000, replacement: true)) }
    }
    add("multinomial_counts/10000of2") {
      let d = Multinomial(10000, Tensor([0.5, 0.5]))
      return { keep(d.sample()) }
    }
  }
}
