import Foundation
import GradusDisplay
import GradusTables
import GradusTensors
import Testing

@Suite struct FrameTests {
  @Test func `tensors and frames turn into each other`() {
    let frame = DataFrame(["a": [1, 2], "b": [3, 4]])
    #expect(Tensor(frame).description == "tensor([[1, 3],\n        [2, 4]])")
    #expect(DataFrame(Tensor(frame), columns: ["a", "b"]).description == frame.description)
    #expect(
      Column(Tensor([0.5, 1.5]), name: "x").description
        == "0    0.5\n1    1.5\nName: x, dtype: float64")
    let mixed = DataFrame(["x": [0.5, nil], "n": [1, 2], "f": [true, false]])
    #expect(
      Tensor(mixed, dtype: .int32)[0].description == "tensor([0, 1, 1], dtype=torch.int32)")
    #expect(Tensor(mixed[["x", "n"]]).description.contains("dtype=torch.float64"))
  }

  @Test func `columns of numbers and Booleans stop as PyTorch stops`() async throws {
    let result = try #require(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor(DataFrame(["x": [0.5, 1], "f": [true, false]]))
      })
    let text = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(text.contains("can't convert np.ndarray of type numpy.object_."))
  }
}
