import GradusTensors
import Testing

/// What must stop the program, and the sentence it says.
@Suite struct MisuseTests {
  static let huge = 1 << 40

  static let table: [(sentence: String, misuse: @Sendable () -> Void)] = [
    (
      "Storage size calculation overflowed with sizes=[1099511627776, 1099511627776]",
      { _ = zeros(huge, huge) }
    ),
    (
      "Storage size calculation overflowed with sizes=[4611686018427387904]", { _ = zeros(1 << 62) }
    ),
    ("can't allocate memory: you tried to allocate", { _ = zeros(1 << 50) }),
    ("invalid size, possible overflow?", { _ = arange(1e30) }),
    ("numel: integer multiplication overflow", { _ = zeros(3).expanded(huge, huge, 3) }),
    ("Storage size calculation overflowed", { _ = ones(2, 3).repeated(huge, huge) }),
    ("zeros: Dimension size must be non-negative.", { _ = zeros(2, -1) }),
    ("Trying to create tensor with negative dimension -1", { _ = ones(2, -1) }),
    (
      "shape '[1099511627776, -1]' is invalid for input of size 1",
      {
        _ = ones(1).reshaped(huge, -1)
      }
    ),
    (
      "maximum size for tensor at dimension 0 is 4 but size is 5",
      {
        _ = zeros(4).unfolded(axis: 0, size: 5, step: 1)
      }
    ),
    ("number of steps must be non-negative", { _ = linspace(0, 1, count: -1) }),
    ("cannot convert float NaN to integer", { _ = Int(Tensor(Double.nan)) }),
    ("cannot convert float infinity to integer", { _ = Int(Tensor(Double.infinity)) }),
    ("value cannot be converted to type int64_t without overflow", { _ = Int(Tensor(1e30)) }),
    (
      "value cannot be converted to type uint8 without overflow",
      {
        _ = Tensor([300], dtype: .uint8)
      }
    ),
    (
      "value cannot be converted to type int without overflow",
      {
        _ = full([2], Double.nan, dtype: .int32)
      }
    ),
    (
      "result type Float can't be cast to the desired output type Long",
      {
        var t = arange(3)
        t += 1.5
      }
    ),
    ("result type Float can't be cast to the desired output type Long", { arange(3).formExp() }),
    (
      "output with shape [3] doesn't match the broadcast shape [2, 3]",
      {
        var t = ones(3)
        t *= ones(2, 3)
      }
    ),
    (
      "a leaf Variable that requires grad is being used in an in-place operation.",
      {
        var t = ones(3, requiresGradient: true)
        t -= 1
      }
    ),
    (
      "has been modified by an inplace operation",
      {
        let x = ones(2, requiresGradient: true)
        var y = exp(x)
        y += 1
        y.sum().backward()
      }
    ),
    (
      "has been modified by an inplace operation",
      {
        let x = ones(2, requiresGradient: true)
        let w = x * 1
        let y = w * w
        w.zero()
        y.sum().backward()
      }
    ),
    (
      "more than one element of the written-to tensor refers to a single memory location",
      {
        zeros(1).expanded(3).fill(2)
      }
    ),
    (
      "some elements of the input tensor and the written-to tensor refer to a single",
      {
        var t = arange(6.0).reshaped(2, 3)
        t *= t[0]
      }
    ),
    (
      "Index put requires the source and destination dtypes match",
      {
        arange(6)[[0, 1]] = Tensor([1.5, 2.5])
      }
    ),
    ("in Swift: x.to(.float32)", { _ = arange(3).mean() }),
  ]

  @Test(arguments: table.indices) func `misuse stops with its sentence`(_ i: Int) async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { [i] in MisuseTests.table[i].misuse() }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains(Self.table[i].sentence), "\(text)")
  }
}
