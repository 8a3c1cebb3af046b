import GradusTensors
import Testing

@Suite struct SequenceTests {
  @Test func `a loop goes over the slices along the first dimension`() {
    var seen: [String] = []
    for row in arange(4).reshaped(2, 2) { seen.append("\(row)") }
    #expect(seen == ["tensor([0, 1])", "tensor([2, 3])"])
  }

  @Test func `slices are views through which gradients flow`() {
    let x = arange(6.0, requiresGradient: true)
    let rows = (x * 1).reshaped(2, 3)
    rows.reduce(zeros(3)) { $0 + $1 * $1 }.sum().backward()
    #expect(x.grad == 2 * x)
    let y = zeros(2, 2)
    for row in y { row .= 3 }
    #expect(y == full([2, 2], 3.0))
  }

  @Test func `tensors are zipped and collected`() {
    let pairs = zip(arange(3), arange(3) * 10).map { Int($0 + $1) }
    #expect(pairs == [0, 11, 22])
    let slices = Array(arange(4).reshaped(2, 2))
    #expect(slices.count == 2 && slices[1] == Tensor([2, 3]))
    #expect([Double](arange(2.0)) == [0, 1])
    #expect(Array(zeros(0, 3)).isEmpty)
  }

  @Test func `the tensor's own functions keep their names`() {
    let t = Tensor([3.0, 1.0, 2.0])
    #expect(Double(t.max()) == 3 && Double(t.min()) == 1)
    #expect(t.sorted().values == Tensor([1.0, 2.0, 3.0]))
    #expect(t.split(2).map(\.count) == [2, 1])
    #expect(t.count == 3)
  }

  @Test func `a tensor without dimensions has no slices`() async {
    await #expect(processExitsWith: .failure) {
      for row in Tensor(1.0) { print(row) }
    }
  }
}
