import GradusNetworks
import GradusProbability
import GradusTensors

extension Catalogue {
  mutating func addTraining() {
    perceptron("mlp_step/784-256-10/b256", 784, 256, 10, batch: 256, spread: 0.05)
    perceptron("mlp_step_small/4-8-3/b16", 4, 8, 3, batch: 16, spread: 0.5)
    add("mlp_step_nn/784-256-10/b256") {
      let (x, t) = (randn([256, 784]), randint(0, 10, [256]))
      let net = Self.perceptron()
      let optimizer = SGD(net.parameters, learningRate: 0.1)
      return {
        optimizer.zeroGradients()
        crossEntropy(net(x), t).backward()
        optimizer.step()
      }
    }
    add("adam_step/784-256-10") {
      let parameters = Self.perceptron().parameters
      for parameter in parameters { parameter.grad = randn(parameter.shape) }
      let optimizer = Adam(parameters)
      return { optimizer.step() }
    }
    add("cross_entropy/1024x1024") {
      let (x, t) = (randn([1024, 1024], requiresGradient: true), randint(0, 1024, [1024]))
      return {
        x.grad = nil
        crossEntropy(x, t).backward()
      }
    }
  }

  private static func perceptron() -> Sequential {
    Sequential(Linear(784, 256), ReLU(), Linear(256, 10))
  }

  /// A training step of a perceptron with one hidden layer.
  private mutating func perceptron(
    _ name: String, _ inputs: Int, _ hidden: Int, _ classes: Int, batch: Int, spread: Double
  ) {
    add(name) {
      let (x, t) = (randn([batch, inputs]), randint(0, classes, [batch]))
      let w1 = (randn([inputs, hidden]) * spread).requiringGradient()
      let b1 = zeros(hidden, requiresGradient: true)
      let w2 = (randn([hidden, classes]) * spread).requiringGradient()
      let b2 = zeros(classes, requiresGradient: true)
      let parameters = [w1, b1, w2, b2]
      return {
        let h = relu(matmul(x, w1) + b1)
        crossEntropy(matmul(h, w2) + b2, t).backward()
        noGradient {
          for var p in parameters {
            p -= 0.1 * p.grad
            p.grad = nil
          }
        }
      }
    }
  }
}
