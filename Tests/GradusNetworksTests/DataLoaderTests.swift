import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct DataLoaderTests {
    @Test func `batches and what the generators draw next are PyTorch's`() throws {
      let lines = try fixture("batches.tsv")
      for line in lines {
        let seed = try #require(Int(line[0]))
        let count = try #require(Int(line[1]))
        manualSeed(seed)
        let generator = Generator(seed: seed + 1)
        let loader = DataLoader(
          TensorDataset(arange(count), arange(count) * 10),
          batchSize: try #require(Int(line[2])), shuffle: line[4] != "ordered",
          dropLast: line[3] == "1", generator: line[4] == "own" ? generator : nil)
        let epochs = (0..<2).map { _ in
          loader.map { x, y in
            #expect(y == x * 10)
            return [Int](x).map(String.init).joined(separator: " ")
          }.joined(separator: ";")
        }
        #expect(epochs.joined(separator: "|") == line[6], "\(line)")
        #expect(loader.count == Int(line[5]))
        #expect(randint(1_000_000_000, [1]).bits == line[7], "\(line)")
        #expect(randint(1_000_000_000, [1], generator: generator).bits == line[8], "\(line)")
      }
      #expect(lines.count == 63)
    }

    @Test func `batches hold a part of each tensor`() {
      let dataset = TensorDataset(rand(7, 2, 3), arange(7), ones(7))
      let shapes = DataLoader(dataset, batchSize: 4).batches.map { $0.map { $0.shape.sizes } }
      #expect(shapes == [[[4, 2, 3], [4], [4]], [[3, 2, 3], [3], [3]]])
      #expect(dataset.count == 7 && dataset[2].map { $0.shape.sizes } == [[2, 3], [], []])
    }

    @Test func `a batch is a copy`() {
      let x = zeros(4)
      for batch in DataLoader(TensorDataset(x), batchSize: 2).batches { batch[0].fill(1) }
      #expect(x == zeros(4))
    }

    @Test func `misuse stops`() async {
      await #expect(processExitsWith: .failure) { _ = TensorDataset(ones(2), ones(3)) }
      await #expect(processExitsWith: .failure) {
        _ = DataLoader(TensorDataset(ones(2)), batchSize: 0)
      }
      await #expect(processExitsWith: .failure) {
        for _ in DataLoader(TensorDataset(ones(2))) {}
      }
      await #expect(processExitsWith: .failure) {
        _ = DataLoader(TensorDataset(zeros(0)), shuffle: true)
      }
    }
  }
}
