import Foundation

/// One side of `make bench`'s table of tensor operations; the other is peer.py.
///
///   tensor-benchmarks --list         names the cases
///   tensor-benchmarks --serve        for each line `CASE MS` times one sample of about MS
///                                    milliseconds and answers with nanoseconds a call
///   tensor-benchmarks CASE…          prints one sample each
@main
enum TensorBenchmarks {
  static func main() {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let catalogue = Catalogue()
    switch arguments.first {
    case "--list": for name in catalogue.names { print(name) }
    case "--serve": serve(catalogue)
    case StartUp.argument: StartUp.program()
    default:
      if arguments.isEmpty { arguments = catalogue.names }
      for name in arguments {
        guard let body = catalogue.body(name) else {
          print("\(name): no such case")
          continue
        }
        let nanoseconds = Sample.of(body, milliseconds: 200)
        print(name, Int(nanoseconds), separator: "\t")
      }
    }
  }

  private static func serve(_ catalogue: Catalogue) {
    // Only the case in hand holds memory.
    var current = ("", {})
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      guard words.count == 2, let milliseconds = Double(words[1]) else {
        answer(.nan)
        continue
      }
      if words[0] != current.0 {
        current = (words[0], {})
        guard let body = catalogue.body(words[0]) else {
          answer(.nan)
          continue
        }
        current = (words[0], body)
        for _ in 0..<2 { body() }
      }
      answer(Sample.of(current.1, milliseconds: milliseconds))
    }
  }

  private static func answer(_ nanoseconds: Double) {
    print(nanoseconds)
    fflush(nil)
  }
}

/// One timing.
enum Sample {
  /// Nanoseconds a call: as many calls as fill the time, at least one.
  static func of(_ body: () -> Void, milliseconds: Double) -> Double {
    let clock = ContinuousClock()
    let once = clock.measure(body).nanoseconds
    let count = max(1, Int(milliseconds * 1e6 / max(once, 20)))
    let total = clock.measure { for _ in 0..<count { body() } }.nanoseconds
    return total / Double(count)
  }
}

extension Duration {
  var nanoseconds: Double {
    Double(components.seconds) * 1e9 + Double(components.attoseconds) * 1e-9
  }
}

/// Keeps the optimiser from leaving out what makes a value.
@inline(never)
func keep(_ value: AnyObject) {}
