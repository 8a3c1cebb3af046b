import GradusKernels
import GradusProbability
import GradusTensors
import Testing

/// The paths are chosen for the whole process, so the comparison runs in one of its own.
@Suite struct PathTests {
  @Test func `every processor draws the same bits`() async {
    await #expect(processExitsWith: .exitCode(0)) {
      var hashes: Set<Int> = []
      for path in 0...gk_best_path() {
        precondition(gk_set_path(path))
        let generator = Generator(seed: 11)
        var hasher = Hasher()
        hasher.combine(rand(10_007, generator: generator).bits)
        hasher.combine(randn(100_003, generator: generator).bits)
        hasher.combine(normal(3, 0.37, [5_001], generator: generator).bits)
        hasher.combine(rand(5_001, dtype: .float64, generator: generator).bits)
        hasher.combine(zeros(5_001).fillUniform(-0.7, 0.3, generator: generator).bits)
        let weights = Tensor([0.1, 0.2, 0.0, 0.7])
        hasher.combine(
          multinomial(weights, 3_001, replacement: true, generator: generator).bits)
        hashes.insert(hasher.finalize())
      }
      precondition(hashes.count == 1)
    }
  }
}
