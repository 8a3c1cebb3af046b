import GradusTensors
import Testing

@Suite struct InPlaceTests {
  @Test func `compound assignment changes the memory that others see`() {
    let t = Tensor([1.0, 2.0, 4.0])
    var a = t
    let view = t[1...]
    a += 1
    a *= 2
    a -= Tensor([1.0, 1.0, 1.0])
    a /= 3
    #expect(a === t)
    #expect([Double](t) == [1, 5 / 3.0, 3].map { Double(Float($0)) })
    #expect(view == t[1...])
    a %= 2
    #expect(Double(t[2]) == 1)
  }

  @Test func `the type stays where a number of a lower kind is added`() {
    var half = ones(2, dtype: .float16)
    half += 1
    half *= 1.5
    #expect(half.dtype == .float16 && [Double](half) == [3, 3])
    var bytes = Tensor([250, 3], dtype: .uint8)
    bytes += 10
    #expect(bytes.dtype == .uint8 && [Int](bytes) == [4, 13])
    var whole = arange(3)
    whole += true
    #expect(whole == Tensor([1, 2, 3]))
  }

  @Test func `forms change in place and give the tensor itself`() {
    let t = Tensor([0.25, 4.0])
    #expect(t.formSqrt() === t)
    #expect([Double](t) == [0.5, 2])
    #expect([Double](t.negate()) == [-0.5, -2])
    #expect([Double](t.formAbs().clamp(min: 1, max: 1.5)) == [1, 1.5])
    #expect([Double](t.zero().formExp()) == [1, 1])
    #expect([Double](t.fill(7)) == [7, 7])
    #expect([Double](t.fill(from: Tensor([1, 2]))) == [1, 2])
    #expect([Double](t.formScatter(axis: 0, Tensor([1]), 9.0)) == [1, 9])
    #expect([Double](t.formScatterAdd(axis: 0, Tensor([0, 0]), ones(2))) == [3, 9])
    #expect([Double](t.addSlices(axis: 0, Tensor([1]), ones(1), alpha: 2)) == [3, 11])
  }

  @Test func `gradients go through in-place changes`() {
    let x = Tensor([1.0, 2.0, 3.0], requiresGradient: true)
    var y = x * 1
    y *= x
    y[0] = Tensor(5.0)
    y += 1
    y.sum().backward()
    #expect([Double](x.grad) == [0, 4, 6])
  }

  @Test func `a leaf changes where nothing is recorded`() {
    var w = ones(2, requiresGradient: true)
    (w * w).sum().backward()
    noGradient { w -= 0.5 * w.grad }
    #expect([Double](w) == [0, 0] && w.requiresGradient)
  }

  @Test func `floats that no integer holds become the least one, small ones wrap`() {
    let t = Tensor([Double.nan, .infinity, -.infinity, 1e30, 300.7, -1.5])
    #expect([Int](t.to(.int64)) == [.min, .min, .min, .min, 300, -1])
    let least = Int(Int32.min)
    #expect([Int](t.to(.int32)) == [least, least, least, least, 300, -1])
    #expect([Int](t.to(.uint8)) == [0, 0, 0, 0, 44, 255])
    #expect([Int](t.to(.int8)) == [0, 0, 0, 0, 44, -1])
    #expect([Bool](t.to(.bool)) == [true, true, true, true, true, true])
  }

  @Test func `running extremes of nothing are nothing`() {
    for shape: Shape in [[0], [2, 0], [0, 2]] {
      let r = zeros(shape).cummax(axis: shape.count - 1)
      #expect(r.values.shape == shape && r.indices.shape == shape && r.indices.dtype == .int64)
    }
  }
}
