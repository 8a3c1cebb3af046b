import Foundation
import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct TrainingTests {
    private final class Rings: Module, UnaryLayer {
      let hidden = Linear(2, 32)
      let norm = LayerNorm(32)
      let dropout = Dropout(0.1)
      let output = Linear(32, 3)
      @Parameter var scale = ones(1)

      func callAsFunction(_ x: Tensor) -> Tensor {
        output(dropout(relu(norm(hidden(x))))) * scale
      }
    }

    /// Compares the losses of every step with PyTorch's, and what is left after the last one.
    private func expect(_ name: String, _ losses: [Double], _ rest: [Double]) throws {
      let line = try #require(try fixture("training.tsv").first { $0[0] == name })
      let recorded = try numbers(line[1])
      #expect(losses.count == recorded.count)
      let greatest = zip(losses, recorded).map { abs($0 - $1) }.max() ?? 0
      #expect(greatest < 1e-5, "\(name): the losses differ by up to \(greatest)")
      #expect(areClose(rest, try line[2...].flatMap(numbers), 1e-5), "\(name): \(rest)")
    }

    @Test func `linear regression loses what PyTorch's loses, step by step`() throws {
      manualSeed(42)
      let features = randn(1000, 2)
      let noise = 0.01 * randn(1000, 1)
      let labels = matmul(features, Tensor([2, -3.4]).reshaped(2, 1)) + 4.2 + noise
      let loader = DataLoader(TensorDataset(features, labels), batchSize: 10, shuffle: true)

      var w = normal(0, 0.01, [2, 1]).requiringGradient()
      var b = zeros(1, requiresGradient: true)
      func loss(_ x: Tensor, _ y: Tensor) -> Tensor { ((matmul(x, w) + b - y) ** 2 / 2).mean() }
      var losses: [Double] = []
      for _ in 0..<3 {
        for (x, y) in loader {
          let l = loss(x, y)
          l.backward()
          losses.append(Double(l))
          noGradient {
            w -= 0.03 * w.grad
            b -= 0.03 * b.grad
          }
          w.grad.zero()
          b.grad.zero()
        }
        losses.append(noGradient { Double(loss(features, labels)) })
      }
      try expect("regression from scratch", losses, [Double](w) + [Double](b))

      let net = Linear(2, 1)
      net.weight.initialize(.normal(0, 0.01))
      net.bias!.initialize(.zeros)
      let optimizer = SGD(net.parameters, learningRate: 0.03)
      let squaredError = MSELoss()
      losses = []
      for _ in 0..<3 {
        for (x, y) in loader {
          let l = squaredError(net(x), y)
          optimizer.zeroGradients()
          l.backward()
          optimizer.step()
          losses.append(Double(l))
        }
        losses.append(noGradient { Double(squaredError(net(features), labels)) })
      }
      try expect(
        "regression with layers", losses, [Double](net.weight) + [Double](net.bias!))
    }

    @Test func `classifiers lose what PyTorch's lose, step by step`() throws {
      manualSeed(1)
      func samples(_ count: Int) -> TensorDataset {
        let points = randn(count, 2)
        let square = (points * points).sum(axis: 1)
        return TensorDataset(points, (square .> 1).to(.int64) + (square .> 3).to(.int64))
      }
      let (training, test) = (samples(1000), samples(500))
      let loader = DataLoader(training, batchSize: 50, shuffle: true)
      let loss = CrossEntropyLoss()
      func train(_ name: String, _ net: any UnaryLayer, epochs: Int) throws {
        let optimizer = Adam(net.parameters, learningRate: 0.01)
        var losses: [Double] = []
        for _ in 0..<epochs {
          net.train()
          for (x, y) in loader {
            let l = loss(net(x), y)
            optimizer.zeroGradients()
            l.backward()
            optimizer.step()
            losses.append(Double(l))
          }
        }
        net.evaluate()
        let right = net(test.tensors[0]).argMax(axis: 1) .== test.tensors[1]
        try expect(name, losses, [Double(right.to(.float32).mean())])
      }
      try train("softmax regression", Linear(2, 3), epochs: 4)
      try train("perceptron", Sequential(Linear(2, 32), ReLU(), Linear(32, 3)), epochs: 8)
      try train("rings", Rings(), epochs: 4)
    }

    @Test func `an embedding learns as PyTorch's, with momentum, clipping and a schedule`() throws {
      manualSeed(8)
      let words = randint(0, 12, [64, 5])
      let classes = words.sum(axis: 1) % 3
      let table = Embedding(12, 8, paddingIndex: 0)
      let head = Sequential(Linear(8, 16), Tanh(), Linear(16, 3))
      let parameters = table.parameters + head.parameters
      let optimizer = SGD(
        parameters, learningRate: 0.2, momentum: 0.9, weightDecay: 1e-4, nesterov: true)
      let scheduler = CosineAnnealingLR(optimizer, period: 10)
      let loader = DataLoader(
        TensorDataset(words, classes), batchSize: 24, shuffle: true, dropLast: true,
        generator: Generator(seed: 5))
      let loss = CrossEntropyLoss(smoothing: 0.1)
      var losses: [Double] = []
      for _ in 0..<10 {
        for (x, y) in loader {
          let l = loss(head(table(x).mean(axis: 1)), y)
          optimizer.zeroGradients()
          l.backward()
          let norm = clipGradientNorm(parameters, to: 1)
          optimizer.step()
          losses += [Double(l), Double(norm)]
        }
        scheduler.step()
      }
      try expect("words", losses, [Double(table.weight[3, 2])])
    }

    /// The memory that this process holds, in bytes.
    private static var residentSize: Int {
      let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
      return Int(text.split(separator: " ").dropFirst().first ?? "")! * Int(getpagesize())
    }

    @Test func `ten thousand steps hold no more memory than the first ones`() async {
      await #expect(processExitsWith: .success) {
        let dataset = TensorDataset(randn(640, 16), randint(0, 10, [640]))
        let loader = DataLoader(dataset, batchSize: 32, shuffle: true)
        let net = Sequential(
          Linear(16, 64), LayerNorm(64), ReLU(), Dropout(0.2), Linear(64, 10))
        let optimizer = Adam(net.parameters)
        let loss = CrossEntropyLoss()
        func steps(_ epochs: Int) {
          for _ in 0..<epochs {
            for (x, y) in loader {
              optimizer.zeroGradients()
              loss(net(x), y).backward()
              optimizer.step()
            }
          }
        }
        steps(25)
        let before = TrainingTests.residentSize
        steps(500)
        let growth = TrainingTests.residentSize - before
        // A single small tensor lost in each step would be two megabytes.
        precondition(growth < 1 << 20, "the resident size grew by \(growth) bytes")
      }
    }
  }
}
