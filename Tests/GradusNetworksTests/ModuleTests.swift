import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct ModuleTests {
    private class Base: Module {
      @Parameter var first = ones(2)
      @Buffer var mean = zeros(2)
      let note = "not a module"
    }

    private final class Net: Base {
      lazy var late = Linear(1, 1)
      let blocks = [Linear(2, 2), Linear(2, 3)]
      let heads = ["b": ReLU() as any UnaryLayer, "a": Linear(3, 1)]
      let absent: Linear? = nil
      @Parameter var second: Tensor? = nil
      @Parameter var third = ones(1)
    }

    @Test func `parameters are found in properties, those of the superclass first`() {
      let net = Net()
      #expect(
        net.namedParameters.map(\.name) == [
          "first", "third", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight",
          "blocks.1.bias", "heads.a.weight", "heads.a.bias",
        ])
      #expect(
        net.stateDict.keys == [
          "first", "third", "mean", "blocks.0.weight", "blocks.0.bias", "blocks.1.weight",
          "blocks.1.bias", "heads.a.weight", "heads.a.bias",
        ])
      _ = net.late
      #expect(net.namedParameters.contains { $0.name == "late.weight" })
      #expect(net.parameters.allSatisfy { $0.isLeaf && $0.requiresGradient })
      #expect(!net.mean.requiresGradient)
    }

    @Test func `a shared parameter counts once, and stands in the state under both names`() {
      let net = Sequential(Linear(2, 2), Linear(2, 2))
      let (a, b) = (net[0] as! Linear, net[1] as! Linear)
      b.weight = a.weight
      #expect(b.weight === a.weight)
      #expect(net.namedParameters.map(\.name) == ["0.weight", "0.bias", "1.bias"])
      #expect(net.stateDict.keys == ["0.weight", "0.bias", "1.weight", "1.bias"])
      #expect(Sequential(a, a).parameters.count == 2)
    }

    @Test func `what is assigned to a parameter becomes a leaf in the same memory`() {
      let net = Net()
      let tensor = zeros(20)
      net.first = tensor
      #expect(net.first.requiresGradient && net.first.isLeaf && !tensor.requiresGradient)
      noGradient { _ = net.first.fill(3) }
      #expect(tensor == full([20], 3.0))
    }

    @Test func `training and evaluation reach every module`() {
      let net = Sequential(Linear(2, 2), Sequential(Dropout(0.5)))
      #expect(net.modules.allSatisfy { $0.isTraining })
      net.evaluate()
      #expect(net.modules.allSatisfy { !$0.isTraining } && net.modules.count == 4)
      let x = ones(3, 2)
      #expect(net(x) == net(x))
      manualSeed(1)
      #expect(net.train()(x) != net(x))
    }

    @Test func `dropout keeps the mean and zeroes its share`() {
      manualSeed(3)
      let y = Dropout(0.25)(ones(10_000))
      let zeroed = Int((y .== 0).sum())
      #expect((2300...2700).contains(zeroed))
      #expect(Set([Float](y)) == [0, 1 / 0.75])
    }

    @Test func `gradients are forgotten, frozen and let go`() {
      let net = Linear(2, 1)
      net(ones(1, 2)).sum().backward()
      #expect(net.weight.grad == ones(1, 2) && net.bias!.grad == ones(1))
      net.zeroGradients()
      #expect(net.weight.grad == nil)
      net.freeze()
      #expect(!net(ones(1, 2)).requiresGradient)
      net.unfreeze()
      #expect(net(ones(1, 2)).requiresGradient)
    }

    @Test func `the padding row of an embedding gets no gradient`() {
      let layer = Embedding(4, 2, paddingIndex: 1)
      layer(Tensor([0, 1, 1, 2, 2])).sum().backward()
      #expect(layer.weight.grad == Tensor([[1.0, 1], [0, 0], [2, 2], [0, 0]]))
    }

    @Test func `apply goes through the parts before the whole`() {
      var order: [String] = []
      Sequential(Linear(1, 1), Sequential(ReLU())).apply { order.append("\(type(of: $0))") }
      #expect(order == ["Linear", "ReLU", "Sequential", "Sequential"])
    }

    @Test func `a builder takes conditions and loops`() {
      let isDeep = true
      let net = Sequential {
        Linear(2, 4)
        for _ in 0..<2 {
          ReLU()
          Linear(4, 4)
        }
        if isDeep { Tanh() } else { Sigmoid() }
        if !isDeep { Identity() }
      }
      #expect(net.count == 6 && net[-1] is Tanh)
      #expect(net(ones(1, 2)).shape == [1, 4])
      #expect(net["4.weight"].shape == [4, 4])
    }

    @Test func `a place or a name that is not there stops`() async {
      await #expect(processExitsWith: .failure) { _ = Sequential(ReLU())[1] }
      await #expect(processExitsWith: .failure) { _ = Linear(1, 1)["wieght"] }
    }
  }
}
