import GradusKernels
import GradusNetworks
import GradusProbability
import GradusTensors

/// Whether all dispatch paths of this processor take optimisers through the same bits. It sets the
/// path of the whole process.
func stepsAreTheSameOnEveryPath() -> Bool {
  var results: Set<String> = []
  for path in 0...gk_best_path() {
    precondition(gk_set_path(path))
    for (place, dtype) in [DType.float32, .float64].enumerated() {
      let generator = Generator(seed: 5)
      let x = randn(1003, dtype: dtype, requiresGradient: true, generator: generator)
      let y = randn(1003, dtype: dtype, requiresGradient: true, generator: generator)
      let optimizers: [Optimizer] = [
        SGD([x], learningRate: 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true),
        SGD([x], learningRate: 0.01), AdamW([y], learningRate: 0.1, amsgrad: true),
        Adam([y], learningRate: 0.1, weightDecay: 0.1),
      ]
      for _ in 0..<3 {
        x.grad = randn(1003, dtype: dtype, generator: generator)
        y.grad = randn(1003, dtype: dtype, generator: generator)
        for optimizer in optimizers { optimizer.step() }
      }
      results.insert("\(place) \(x.bits) \(y.bits)")
    }
  }
  return results.count == 2
}
