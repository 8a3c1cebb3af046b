import GradusNetworks
import GradusProbability
import GradusTensors
import Testing

extension Networks {
  @Suite struct ParameterTests {
    nonisolated(unsafe) private static let nets: [String: () -> Module] = [
      "linear": { Linear(3, 4) },
      "linear without bias": { Linear(7, 5, bias: false) },
      "wide linear": { Linear(19, 9) },
      "linear in double": { Linear(6, 4, dtype: .float64) },
      "linear without inputs": { Linear(0, 3) },
      "embedding": { Embedding(5, 3) },
      "larger embedding": { Embedding(7, 5) },
      "padded embedding": { Embedding(6, 4, paddingIndex: 2) },
      "embedding padded from the end": { Embedding(6, 4, paddingIndex: -1) },
      "layer norm": { LayerNorm([2, 3]) },
      "layer norm without bias": { LayerNorm(4, bias: false) },
      "plain layer norm": { LayerNorm(4, affine: false) },
      "sequential": { Sequential(Linear(4, 8), ReLU(), Dropout(0.3), Linear(8, 3)) },
      "nested": {
        Sequential {
          Flatten()
          Sequential(Linear(4, 5), Tanh())
          LayerNorm(5)
          Sequential(Sequential(Linear(5, 2)))
        }
      },
    ]

    @Test func `a seed gives the parameters that PyTorch's layers start with, bit for bit`() throws
    {
      var remaining: [String: [String]] = [:]
      for line in try fixture("parameters.tsv") where line[1] != "text" {
        let (key, name) = ("\(line[0]) \(line[1])", line[2])
        if remaining[key] == nil {
          manualSeed(try #require(Int(line[1])))
          let make = try #require(Self.nets[line[0]], "\(line[0])")
          let net = make()
          remaining[key] = net.stateDict.map { name, tensor in
            "\(name) \(tensor.shape.map(String.init).joined(separator: ",")) \(tensor.bits)"
          }
        }
        if name == "next" {
          #expect(remaining[key] == [], "\(key)")
          #expect(rand(2).bits == line[4], "the stream goes on elsewhere after \(key)")
        } else if let first = remaining[key]?.first {
          #expect(first == "\(name) \(line[3]) \(line[4])", "\(key)")
          remaining[key]?.removeFirst()
        }
      }
      #expect(remaining.count == 3 * Self.nets.count)
    }

    @Test func `a module's text is PyTorch's`() throws {
      for line in try fixture("parameters.tsv") where line[1] == "text" {
        let make = try #require(Self.nets[line[0]])
        let net = make()
        #expect(net.description == line[4].replacing("\\n", with: "\n"))
      }
    }

    nonisolated(unsafe) private static let initializers: [String: Initializer] = [
      "uniform": .uniform(), "uniform -0.3 0.7": .uniform(-0.3, 0.7),
      "normal": .normal(), "normal 1 0.01": .normal(1, 0.01),
      "constant 2.5": .constant(2.5), "zeros": .zeros, "ones": .ones,
      "xavierUniform": .xavierUniform(), "xavierUniform 1.5": .xavierUniform(gain: 1.5),
      "xavierNormal": .xavierNormal(),
      "xavierNormal tanh": .xavierNormal(gain: Nonlinearity.tanh.gain()),
      "kaimingUniform": .kaimingUniform(),
      "kaimingUniform relu output": .kaimingUniform(fan: .output, nonlinearity: .relu),
      "kaimingUniform 0.2": .kaimingUniform(slope: 0.2),
      "kaimingNormal": .kaimingNormal(),
      "kaimingNormal selu": .kaimingNormal(nonlinearity: .selu),
      "kaimingNormal linear output": .kaimingNormal(fan: .output, nonlinearity: .linear),
    ]

    @Test func `initialisers draw what PyTorch's draw, bit for bit`() throws {
      let lines = try fixture("initializers.tsv")
      for line in lines {
        let initializer = try #require(Self.initializers[line[0]], "\(line[0])")
        let shape = Shape(line[2].split(separator: ",").compactMap { Int($0) })
        let tensor = zeros(
          shape, dtype: line[3] == "float64" ? .float64 : .float32, requiresGradient: true)
        tensor.initialize(initializer, generator: Generator(seed: try #require(Int(line[1]))))
        #expect(tensor.bits == line[4], "\(line[0]) \(line[2])")
        #expect(tensor.isLeaf && tensor.requiresGradient)
      }
      #expect(lines.count == 4 * Self.initializers.count)
    }
  }
}
