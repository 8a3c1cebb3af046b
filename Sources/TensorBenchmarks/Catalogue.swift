import GradusProbability
import GradusTensors

/// The cases by name; the names are those of the peer.
struct Catalogue {
  typealias Body = () -> Void

  private var makers: [(name: String, make: () -> Body)] = []

  init() {
    addSmall()
    addElementwise()
    addReductions()
    addProducts()
    addIndexing()
    addRandom()
    addTraining()
    add("start_up") { StartUp.measured() }
  }

  var names: [String] { makers.map(\.name) }

  /// The operation of a case, its operands made.
  func body(_ name: String) -> Body? {
    guard let maker = makers.first(where: { $0.name == name }) else { return nil }
    manualSeed(0)
    return maker.make()
  }

  mutating func add(_ name: String, _ make: @escaping () -> Body) {
    makers.append((name, make))
  }

  /// A size as the names write it: `1e5`.
  static func tag(_ n: Int) -> String { "1e\(String(n).count - 1)" }
}

extension Catalogue {
  /// Tensors of a few elements: what an operation costs beside its arithmetic.
  private mutating func addSmall() {
    let operations: [(String, (Tensor, Tensor) -> Void)] = [
      ("add", { keep($0 + $1) }), ("mul", { keep($0 * $1) }), ("sum", { a, _ in keep(a.sum()) }),
      ("dot", { keep(dot($0, $1)) }), ("add_scalar", { a, _ in keep(a + 1.5) }),
      ("view", { a, _ in keep(a.reshaped(2, 2)) }), ("index", { a, _ in keep(a[1]) }),
      ("item", { a, _ in _ = a[1].item() }), ("zeros", { _, _ in keep(zeros(4)) }),
      ("exp", { a, _ in keep(exp(a)) }),
      (
        "add_",
        { a, b in
          var a = a
          a += b
        }
      ),
    ]
    for (name, operation) in operations {
      add("tiny_\(name)/4") {
        let (a, b) = (arange(4.0), arange(4.0) + 1)
        return { operation(a, b) }
      }
    }
    add("tiny_matmul/2x2") {
      let (a, b) = (ones(2, 2), ones(2, 2))
      return { keep(matmul(a, b)) }
    }
    add("tiny_add/4/grad") {
      let (a, b) = (arange(4.0, requiresGradient: true), ones(4))
      return { keep(a + b) }
    }
    add("grad_dot/4") {
      let x = arange(4.0, requiresGradient: true)
      return {
        x.grad = nil
        (2 * dot(x, x)).backward()
      }
    }
    add("grad_control_flow/scalar") {
      let a = Tensor(0.75, requiresGradient: true)
      return {
        a.grad = nil
        doubledUntilLarge(a).backward()
      }
    }
    add("grad_chain100/4") {
      let x = ones(4, requiresGradient: true)
      return {
        x.grad = nil
        var y = x
        for _ in 0..<100 { y = y * 1.01 }
        y.sum().backward()
      }
    }
    add("scalar_loop/1000") {
      let step = Tensor(0.5)
      return {
        var x = Tensor(1.0)
        for _ in 0..<1000 { if x > 100 { x = x * 0.5 } else { x = x + step } }
        keep(x)
      }
    }
  }
}

/// The function with control flow of the preliminaries notebook.
private func doubledUntilLarge(_ a: Tensor) -> Tensor {
  var b = a * 2
  while b.norm() < 1000 { b = b * 2 }
  return b.sum() > 0 ? b : 100 * b
}
