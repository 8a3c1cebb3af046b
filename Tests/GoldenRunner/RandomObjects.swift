import GradusProbability
import GradusTensors

/// `torch.Generator`.
struct GeneratorObject: PythonObject {
  let generator: Generator

  func call(_ method: String, _ a: Arguments) throws -> Value {
    switch method {
    case "manual_seed":
      generator.manualSeed(try a.int(0, "seed")!)
      return .object(self)
    case "initial_seed": return .int(generator.initialSeed)
    case "get_state": return .object(StateObject(state: generator.state))
    case "set_state":
      guard case .object(let state as StateObject)? = a.positional.first else {
        throw Unmapped(reason: "state")
      }
      generator.state = state.state
      return .object(self)
    default: throw Unmapped(reason: "method \(method) of a generator")
    }
  }
}

/// What `torch.get_rng_state` gives.
struct StateObject: PythonObject {
  let state: Generator.State
}

/// Python's module `random`.
struct RandomModule: PythonObject {
  let random: PythonRandom

  func call(_ method: String, _ a: Arguments) throws -> Value {
    switch method {
    case "seed":
      random.seed(try a.int(0, "a")!)
      return .none
    case "random": return .float(random.random())
    case "getrandbits": return .int(random.getrandbits(try a.int(0, "k")!))
    case "randint": return .int(random.randint(try a.int(0, "a")!, try a.int(1, "b")!))
    case "randrange":
      let start = try a.int(0, "start")!
      guard let stop = try a.int(1, "stop") else { return .int(random.randrange(0, start)) }
      return .int(random.randrange(start, stop, by: try a.int(2, "step") ?? 1))
    case "uniform": return .float(random.uniform(try a.double(0, "a")!, try a.double(1, "b")!))
    case "gauss":
      return .float(random.gauss(try a.double(0, "mu") ?? 0, try a.double(1, "sigma") ?? 1))
    case "expovariate": return .float(random.expovariate(try a.double(0, "lambd") ?? 1))
    case "choice": return random.choice(try a.positional[0].items())
    case "choices":
      let weights = try a.value(1, "weights")?.items().map { try $0.asScalar().doubleValue }
      return .list(
        random.choices(
          try a.positional[0].items(), weights: weights, count: try a.int(-1, "k") ?? 1))
    case "sample": return .list(random.sample(try a.positional[0].items(), try a.int(1, "k")!))
    case "shuffle":
      guard case .list(let box)? = a.positional.first else { throw Unmapped(reason: "shuffle") }
      random.shuffle(&box.items)
      return .none
    default: throw Unmapped(reason: "random.\(method)")
    }
  }
}
