import GradusTensors
import Testing

/// The cells of the preliminaries notebook, in the order of a reader.
@Suite struct NotebookCells {
  @Test func `tensors of different shapes are stretched to add`() {
    let a = arange(3).reshaped(3, 1)
    let b = arange(2).reshaped(1, 2)
    #expect((a + b).description == "tensor([[0, 1],\n        [1, 2],\n        [2, 3]])")
  }

  @Test func `a number works on every element`() {
    let a = 2
    let x = arange(24).reshaped(2, 3, 4)
    #expect([Int](a + x) == Array(2..<26))
    #expect([Int](a * x) == (0..<24).map { 2 * $0 })
  }

  @Test func `sums go along axes`() {
    let p = arange(6, dtype: .float32).reshaped(2, 3)
    let q = p.clone()
    #expect((p + q).description == "tensor([[ 0.,  2.,  4.],\n        [ 6.,  8., 10.]])")
    #expect("\(p.shape)" == "[2, 3]")
    #expect("\(p.sum(axis: 0))" == "tensor([3., 5., 7.])")
    #expect("\(p.sum(axis: 1))" == "tensor([ 3., 12.])")
    #expect("\(p.sum(axes: [0, 1]))" == "tensor(15.)")
  }

  @Test func `gradients flow, accumulate and are detached`() {
    let x = arange(4.0)
    x.requiresGradient = true
    #expect(x.grad == nil)
    let y = 2 * dot(x, x)
    #expect("\(y)" == "tensor(28., grad_fn=<MulBackward0>)")
    y.backward()
    #expect(Bool((x.grad .== 4 * x).sum() .== 4))
    x.grad.zero()
    x.sum().backward()
    #expect("\(x.grad!)" == "tensor([1., 1., 1., 1.])")
    x.grad.zero()
    let z = x * x
    z.backward(gradient: ones(z.count))
    #expect("\(x.grad!)" == "tensor([0., 2., 4., 6.])")
    x.grad.zero()
    let w = x * x
    let u = w.detached()
    (u * x).sum().backward()
    #expect(x.grad == u)
    x.grad.zero()
    w.sum().backward()
    #expect(x.grad == 2 * x)
  }

  @Test(arguments: [0.75, -0.3, 1.5]) func `gradients flow through control flow`(_ start: Double) {
    func f(_ a: Tensor) -> Tensor {
      var b = a * 2
      while b.norm() < 1000 { b = b * 2 }
      return b.sum() > 0 ? b : 100 * b
    }
    let a = Tensor(start, requiresGradient: true)
    let d = f(a)
    d.backward()
    #expect(abs(Double(a.grad) - Double(d / a)) <= 1e-5 * abs(Double(a.grad)))
  }

  @Test func `views share memory and assignments reach it`() {
    let x = arange(6.0).reshaped(2, 3)
    let row = x[1]
    row .= 5
    x[0, 1...] = Tensor([7.0, 8.0])
    x[x .> 6] *= 10
    x[1] += 1
    #expect([Double](x) == [0, 70, 80, 6, 6, 6])
    #expect([Double](row) == [6, 6, 6])
  }

  @Test func `numbers and tensors without dimensions meet in a common type`() {
    #expect(Double(Tensor(3, dtype: .int16) / 2) == 1.5)
    #expect(Double(1.5 - Tensor(3, dtype: .uint8)) == -1.5)
    let sum = Tensor(1, dtype: .int8) + Tensor(2, dtype: .uint8)
    #expect(sum.dtype == .int16 && Int(sum) == 3)
    #expect([Double](Tensor(2.0, dtype: .float64) * Tensor([1, 2])) == [2, 4])
    #expect([Double](ones(2, dtype: .float16) * 0.1) == [Double](Tensor([0.1, 0.1]).to(.float16)))
  }

  @Test func `a chain of a million operations runs back and is freed without recursion`() {
    let x = ones(1, requiresGradient: true)
    var y = x
    for _ in 0..<1_000_000 { y = y * 1.0 }
    y.sum().backward()
    #expect(Double(x.grad) == 1)
  }
}
