import GradusProbability
import GradusTensors
import Testing

@Suite struct StreamTests {
  @Test func `the standard library draws from a generator`() {
    var first = Generator(seed: 7)
    var second = Generator(seed: 7)
    #expect((0..<9).shuffled(using: &first) == (0..<9).shuffled(using: &second))
    #expect(Double.random(in: 0..<1, using: &first) == Double.random(in: 0..<1, using: &second))
    #expect(first.next() != Generator(seed: 8).next())
  }

  @Test func `the worker seeds the default generator`() {
    seedSession(42)
    #expect(Generator.default.initialSeed == 42)
    #expect(Generator.default.state == Generator(seed: 42).state)
  }

  @Test func `dropout of all or nothing draws no number`() {
    let generator = Generator(seed: 3)
    let x = arange(4.0)
    #expect(dropout(x, 0, generator: generator) == x)
    #expect(dropout(x, 0.5, training: false, generator: generator) == x)
    #expect(dropout(x, 1, generator: generator) == zeros(4))
    #expect(generator.state == Generator(seed: 3).state)
  }
}
